package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/term"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/app"
	"preau.education/preau/internal/config"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/ids"
	"preau.education/preau/tracking"
)

// with runs a command that serves nobody on the services, which it makes and releases.
func with(ctx context.Context, flags *flag.FlagSet, args []string, do func(*app.App) error) error {
	cfg, log, err := load(flags, args)
	if err != nil {
		return err
	}
	a, err := app.New(ctx, cfg, app.Options{Log: log, Now: time.Now, Version: version})
	if err != nil {
		return err
	}
	if err := a.Load(ctx); err != nil {
		return errors.Join(err, a.Close())
	}
	return errors.Join(do(a), a.Close())
}

// personOf finds who has an address.
func personOf(ctx context.Context, a *app.App, email string) (string, error) {
	found, err := a.Identity.ByEmails(ctx, actor.System(), []string{email})
	if err != nil {
		return "", err
	}
	person := found[strings.ToLower(email)]
	if person == "" {
		return "", fmt.Errorf("nobody has the address %s", email)
	}
	return person, nil
}

// roles collects -role flags.
type roles []actor.Grant

// String implements flag.Value.
func (r *roles) String() string { return fmt.Sprint(*r) }

// Set implements flag.Value: ROLE or ROLE=SCOPE.
func (r *roles) Set(s string) error {
	role, scope, _ := strings.Cut(s, "=")
	*r = append(*r, actor.Grant{Role: actor.Role(role), Scope: scope})
	return nil
}

func user(ctx context.Context, args []string) error {
	if len(args) == 0 || args[0] != "add" {
		return errors.New("write: preau user add -email A -given G -family F [-role ROLE[=SCOPE]]")
	}
	flags := flag.NewFlagSet("user add", flag.ContinueOnError)
	email := flags.String("email", "", "address to sign in with")
	given := flags.String("given", "", "given name")
	family := flags.String("family", "", "family name")
	var grants roles
	flags.Var(&grants, "role", "ROLE or ROLE=SCOPE: administrator, concepteur, formateur, pilote=lille, gestionnaire=lille/59… (repeatable)")
	return with(ctx, flags, args[1:], func(a *app.App) error {
		password, err := readSecret("Password")
		if err != nil {
			return err
		}
		p, err := a.Identity.Add(ctx, actor.System(), identity.NewPerson{GivenName: *given, FamilyName: *family, Emails: []string{*email},
			Password: password, Grants: grants})
		if err != nil {
			return explain(err)
		}
		fmt.Println(p.ID)
		return nil
	})
}

// readSecret reads a line that a terminal does not show.
func readSecret(what string) (string, error) {
	if term.IsTerminal(int(os.Stdin.Fd())) {
		fmt.Fprint(os.Stderr, what+": ")
		typed, err := term.ReadPassword(int(os.Stdin.Fd()))
		fmt.Fprintln(os.Stderr)
		return string(typed), err
	}
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && line == "" {
		return "", fmt.Errorf("no %s on standard input: %w", strings.ToLower(what), err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// explain writes a refusal as a person at a shell reads it: the sentence, then each field.
func explain(err error) error {
	var f *fault.Error
	if !errors.As(err, &f) || f.Public == "" {
		return err
	}
	lines := []string{f.Public}
	for _, field := range f.Fields {
		lines = append(lines, "  "+field.Path+": "+field.Message)
	}
	return errors.New(strings.Join(lines, "\n"))
}

func importPackages(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("import", flag.ContinueOnError)
	owner := flags.String("owner", "", "address of the concepteur who will own the packages; empty: nobody in particular")
	return with(ctx, flags, args, func(a *app.App) error {
		person := ""
		if *owner != "" {
			var err error
			if person, err = personOf(ctx, a, *owner); err != nil {
				return err
			}
		}
		var failed []error
		for _, path := range flags.Args() {
			if err := importFile(ctx, a, person, path); err != nil {
				failed = append(failed, fmt.Errorf("%s: %w", path, explain(err)))
			}
		}
		return errors.Join(failed...)
	})
}

func importFile(ctx context.Context, a *app.App, person, path string) error {
	f, err := os.Open(path) // #nosec G304 -- the operator names the file
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	id, err := a.ImportPackage(ctx, person, ids.New(time.Now()), filepath.Base(path), f, info.Size())
	if err != nil {
		return err
	}
	fmt.Printf("%s\t%s\n", id, filepath.Base(path))
	return nil
}

func export(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("export", flag.ContinueOnError)
	email := flags.String("email", "", "address of the person")
	return with(ctx, flags, args, func(a *app.App) error {
		person, err := personOf(ctx, a, *email)
		if err != nil {
			return err
		}
		trainings, err := a.Tracking.WholeHistory(ctx, actor.Actor{Person: person})
		if err != nil {
			return err
		}
		if trainings == nil {
			trainings = []tracking.Training{}
		}
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		return out.Encode(trainings)
	})
}

func check(ctx context.Context, args []string) error {
	return with(ctx, flag.NewFlagSet("check", flag.ContinueOnError), args, func(a *app.App) error {
		if _, err := a.Objects.List(ctx, "", 1, ""); err != nil {
			return err
		}
		fmt.Println("ok: configuration, documents, objects")
		return nil
	})
}

// openapi prints the description of the API, from the same code that answers it.
func openapi(ctx context.Context, _ []string) error {
	dir, err := os.MkdirTemp("", "preau-openapi-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	cfg, err := config.Load("", []string{"PREAU_DATA=" + dir})
	if err != nil {
		return err
	}
	a, err := app.New(ctx, cfg, app.Options{Log: slog.New(slog.DiscardHandler), Now: time.Now, Version: "1"})
	if err != nil {
		return err
	}
	defer a.Close()
	description := a.Web.API.OpenAPI()
	out, err := json.MarshalIndent(description, "", "  ")
	if err != nil {
		return err
	}
	fmt.Println(string(out))
	return nil
}
