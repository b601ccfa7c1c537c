package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/app"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

// statements moves the statements of the record store between files and stores.
func statements(ctx context.Context, args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "export":
			return exportStatements(ctx, args[1:])
		case "import":
			return importStatements(ctx, args[1:])
		case "forget":
			return forgetPerson(ctx, args[1:])
		}
	}
	return errors.New("write: preau statements export > FILE, preau statements import FILE, or preau statements forget -email A")
}

// forgetPerson gives somebody a pseudonym in every statement.
func forgetPerson(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("statements forget", flag.ContinueOnError)
	email := flags.String("email", "", "address of the person's account")
	agent := flags.String("agent", "", "or the agent, as JSON: {\"mbox\":\"mailto:…\"}")
	return with(ctx, flags, args, func(a *app.App) error {
		q, err := queryOf("", "", "", "", *agent)
		if err != nil {
			return err
		}
		whom := statement.Agent{Account: statement.Account{HomePage: a.Records.HomePage}}
		if q.Agent != "" {
			whom, err = statement.ParseAgent([]byte(*agent), statement.V1)
		} else {
			whom.Account.Name, err = personOf(ctx, a, *email)
		}
		if err != nil {
			return err
		}
		n, err := a.Records.Forget(ctx, actor.System(), whom)
		fmt.Printf("%d statements\n", n)
		return explain(err)
	})
}

func exportStatements(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("statements export", flag.ContinueOnError)
	since := flags.String("since", "", "only those stored after this time (ISO 8601)")
	until := flags.String("until", "", "only those stored no later than this time")
	registration := flags.String("registration", "", "only those of a registration (UUID)")
	activity := flags.String("activity", "", "only those whose object is this activity (IRI)")
	agent := flags.String("agent", "", "only those of an agent, as JSON: {\"mbox\":\"mailto:…\"}")
	files := flags.String("files", "", "folder in which to put the bytes of attachments, each named by its SHA-256")
	return with(ctx, flags, args, func(a *app.App) error {
		q, err := queryOf(*since, *until, *registration, *activity, *agent)
		if err != nil {
			return err
		}
		var folder *os.Root
		if *files != "" {
			if folder, err = openFolder(*files); err != nil {
				return err
			}
			defer closed(folder)
		}
		out := bufio.NewWriter(os.Stdout)
		for st, err := range a.Records.Export(ctx, actor.System(), q) {
			if err != nil {
				return explain(err)
			}
			line, err := st.Line()
			if err == nil && folder != nil {
				err = saveFiles(ctx, a, folder, st)
			}
			if err == nil {
				_, err = out.Write(append(line, '\n'))
			}
			if err != nil {
				return err
			}
		}
		return out.Flush()
	})
}

func queryOf(since, until, registration, activity, agent string) (q lrs.Query, err error) {
	for _, t := range []struct {
		flag, text string
		to         *time.Time
	}{{"-since", since, &q.Since}, {"-until", until, &q.Until}} {
		if t.text == "" {
			continue
		}
		if *t.to, err = statement.ParseTime(t.text); err != nil {
			return q, fmt.Errorf("%s %q is no time: write 2026-11-28T00:00:00Z", t.flag, t.text)
		}
	}
	if registration != "" && !statement.IsUUID(registration) {
		return q, fmt.Errorf("-registration %q is no UUID", registration)
	}
	if activity != "" && !statement.IsIRI(activity) {
		return q, fmt.Errorf("-activity %q is no IRI", activity)
	}
	q.Registration, q.Activity = registration, activity
	if agent != "" {
		known, err := statement.ParseAgent([]byte(agent), statement.V1)
		if err != nil {
			return q, fmt.Errorf("-agent: %w", err)
		}
		q.Agent = known.Key()
	}
	return q, nil
}

// closed lets go of a folder: nothing is lost if it cannot.
func closed(folder *os.Root) { _ = folder.Close() }

func openFolder(path string) (*os.Root, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, err
	}
	return os.OpenRoot(path)
}

// saveFiles writes the attachments of a statement that are not in the folder yet.
func saveFiles(ctx context.Context, a *app.App, folder *os.Root, st lrs.Stored) error {
	missing := lrs.Stored{}
	for _, at := range st.Attachments {
		if info, err := folder.Stat(at.SHA2); err != nil || info.Size() != at.Size {
			missing.Attachments = append(missing.Attachments, at)
		}
	}
	files, err := a.Records.Files(ctx, []lrs.Stored{missing})
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := folder.WriteFile(f.SHA2, f.Data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

func importStatements(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("statements import", flag.ContinueOnError)
	strict := flags.Bool("strict", false, "read the whole file first, and take nothing of it if a line is refused")
	files := flags.String("files", "", "folder of the bytes of attachments, as export writes it")
	return with(ctx, flags, args, func(a *app.App) error {
		if flags.NArg() != 1 {
			return errors.New("write: preau statements import [-strict] [-files DIR] FILE")
		}
		f, err := os.Open(flags.Arg(0)) // #nosec G304 -- the operator names the file
		if err != nil {
			return err
		}
		defer f.Close()
		o := lrs.ImportOptions{}
		if *files != "" {
			folder, err := os.OpenRoot(*files)
			if err != nil {
				return err
			}
			defer closed(folder)
			o.File = func(sha2 string) ([]byte, error) {
				data, err := folder.ReadFile(sha2)
				if errors.Is(err, fs.ErrNotExist) {
					return nil, nil
				}
				return data, err
			}
		}
		if *strict {
			check := o
			check.Check = true
			if err := importFrom(ctx, a, f, check); err != nil {
				return err
			}
			if _, err := f.Seek(0, io.SeekStart); err != nil {
				return err
			}
		}
		return importFrom(ctx, a, f, o)
	})
}

// importFrom imports, and says what became of the lines; refused ones are an error.
func importFrom(ctx context.Context, a *app.App, r io.Reader, o lrs.ImportOptions) error {
	report, err := a.Records.Import(ctx, actor.System(), r, o)
	for _, line := range report.Refusals {
		fmt.Fprintf(os.Stderr, "line %d: %s: %s\n", line.Line, line.Path, line.Message)
	}
	verb := "stored"
	if o.Check {
		verb = "to store"
	}
	fmt.Printf("%d lines: %d %s, %d there already, %d refused\n", report.Lines, report.Stored, verb, report.There, report.Refused)
	if err == nil && report.Refused > 0 {
		err = fmt.Errorf("%d lines were refused", report.Refused)
	}
	return explain(err)
}
