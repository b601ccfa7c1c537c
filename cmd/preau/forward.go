package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/app"
	"preau.education/preau/tracking/lrs"
	"preau.education/preau/tracking/lrs/statement"
)

// words collects a flag that may be repeated.
type words []string

// String implements flag.Value.
func (w *words) String() string { return fmt.Sprint(*w) }

// Set implements flag.Value.
func (w *words) Set(one string) error {
	*w = append(*w, one)
	return nil
}

// forward manages the record stores to which statements are forwarded.
func forward(ctx context.Context, args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "add":
			return addTarget(ctx, args[1:])
		case "list":
			return listTargets(ctx, args[1:])
		case "remove":
			return removeTarget(ctx, args[1:])
		}
	}
	return errors.New("write: preau forward add -name N -url U -key K, preau forward list, or preau forward remove -id I")
}

func addTarget(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("forward add", flag.ContinueOnError)
	name := flags.String("name", "", "where these statements go, in words")
	address := flags.String("url", "", "root of the record store: https://lrs.example/xapi")
	key := flags.String("key", "", "the key that it has given")
	version := flags.String("version", string(statement.V1), "xAPI version that it speaks: 1.0.3 or 2.0.0")
	from := flags.String("from", "", "also those stored since this time (ISO 8601); empty: from now on")
	activity := flags.String("activity", "", "only those whose object is this activity (IRI)")
	var verbs words
	flags.Var(&verbs, "verb", "only those of this verb (IRI, repeatable)")
	return with(ctx, flags, args, func(a *app.App) error {
		var since time.Time
		if *from != "" {
			var err error
			if since, err = statement.ParseTime(*from); err != nil {
				return fmt.Errorf("-from %q is no time: write 2026-11-28T00:00:00Z", *from)
			}
		}
		secret, err := readSecret("Secret")
		if err != nil {
			return err
		}
		t, err := a.Records.AddTarget(ctx, actor.System(), lrs.Target{Name: *name, URL: *address, Key: *key, Secret: secret,
			Version: statement.Version(*version), Verbs: verbs, Activity: *activity}, since)
		if err != nil {
			return explain(err)
		}
		fmt.Println(t.ID)
		return nil
	})
}

func listTargets(ctx context.Context, args []string) error {
	return with(ctx, flag.NewFlagSet("forward list", flag.ContinueOnError), args, func(a *app.App) error {
		after := ""
		for {
			list, err := a.Records.ListTargets(ctx, actor.System(), 100, after)
			if err != nil {
				return explain(err)
			}
			for _, t := range list.Items {
				state := "going"
				if t.Paused {
					state = "paused"
				}
				fmt.Printf("%s\t%s\tthrough %s\t%d sent\t%d refused\t%s\t%s\t%s\n", t.ID, state, t.Through().Format(time.RFC3339), t.Sent, t.Refused, t.URL, t.Name, t.Failure)
			}
			if after = list.Next; after == "" {
				return nil
			}
		}
	})
}

func removeTarget(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("forward remove", flag.ContinueOnError)
	id := flags.String("id", "", "the target, as list shows it")
	return with(ctx, flags, args, func(a *app.App) error {
		return explain(a.Records.RemoveTarget(ctx, actor.System(), *id))
	})
}
