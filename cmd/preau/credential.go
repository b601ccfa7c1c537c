package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/app"
	"preau.education/preau/tracking/lrs"
)

// scopes collects -scope flags.
type scopes []lrs.Scope

// String implements flag.Value.
func (s *scopes) String() string { return fmt.Sprint(*s) }

// Set implements flag.Value.
func (s *scopes) Set(one string) error {
	*s = append(*s, lrs.Scope(one))
	return nil
}

// credential manages the pairs of keys under which programs use the record store.
func credential(ctx context.Context, args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "add":
			return addCredential(ctx, args[1:])
		case "list":
			return listCredentials(ctx, args[1:])
		case "revoke":
			return revokeCredential(ctx, args[1:])
		}
	}
	return errors.New("write: preau credential add -name N -scope S…, preau credential list, or preau credential revoke -key K")
}

func addCredential(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("credential add", flag.ContinueOnError)
	name := flags.String("name", "", "what it is for")
	academie := flags.String("academie", "", "code of the only académie whose statements it reads; empty: the whole platform")
	var may scopes
	flags.Var(&may, "scope", "one of "+strings.Trim(fmt.Sprint(lrs.Scopes), "[]")+" (repeatable)")
	return with(ctx, flags, args, func(a *app.App) error {
		c, secret, err := a.Records.CreateCredential(ctx, actor.System(), lrs.Credential{Name: *name, Scopes: may, Academie: *academie})
		if err != nil {
			return explain(err)
		}
		fmt.Println(c.Key, secret)
		return nil
	})
}

func listCredentials(ctx context.Context, args []string) error {
	return with(ctx, flag.NewFlagSet("credential list", flag.ContinueOnError), args, func(a *app.App) error {
		after := ""
		for {
			list, err := a.Records.ListCredentials(ctx, actor.System(), 100, after)
			if err != nil {
				return explain(err)
			}
			for _, c := range list.Items {
				state := "good"
				if !c.Revoked.IsZero() {
					state = "revoked " + c.Revoked.Format("2006-01-02")
				}
				fmt.Printf("%s\t%s\t%s\t%s\t%s\n", c.Key, c.At.Format("2006-01-02"), state, fmt.Sprint(c.Scopes), c.Name)
			}
			if after = list.Next; after == "" {
				return nil
			}
		}
	})
}

func revokeCredential(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("credential revoke", flag.ContinueOnError)
	key := flags.String("key", "", "the key, as list shows it")
	return with(ctx, flags, args, func(a *app.App) error {
		return explain(a.Records.RevokeCredential(ctx, actor.System(), *key))
	})
}
