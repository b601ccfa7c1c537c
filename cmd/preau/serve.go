package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net"
	"os"
	"runtime/debug"
	"time"

	"preau.education/preau/internal/app"
	"preau.education/preau/internal/config"
	"preau.education/preau/internal/demo"
	"preau.education/preau/internal/obs"
)

func serve(ctx context.Context, args []string) error {
	cfg, log, err := load(flag.NewFlagSet("serve", flag.ContinueOnError), args)
	if err != nil {
		return err
	}
	a, err := app.New(ctx, cfg, app.Options{Log: log, Now: time.Now, Version: version})
	if err != nil {
		return err
	}
	return answer(ctx, a, cfg, log, func() { log.Info("listening", "address", cfg.Listen, "url", cfg.URL) })
}

func demonstrate(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	packages := flags.String("packages", "", "folder of further packages to add at the first start")
	cfg, log, err := load(flags, args)
	if err != nil {
		return err
	}
	accounts := demo.Accounts()
	shown := make([]app.DemoAccount, len(accounts))
	for i, account := range accounts {
		shown[i] = app.DemoAccount{Email: account.Email, Password: demo.Password, Name: account.Name, Role: account.Role, English: account.English}
	}
	a, err := app.New(ctx, cfg, app.Options{Log: log, Now: time.Now, Version: version, Demo: shown})
	if err != nil {
		return err
	}
	if err := a.Load(ctx); err != nil {
		return errors.Join(err, a.Stop())
	}
	if err := demo.Plant(ctx, a, demo.Options{PackagesDir: *packages, Today: time.Now(), Log: log}); err != nil {
		return errors.Join(err, a.Stop())
	}
	return answer(ctx, a, cfg, log, func() {
		fmt.Printf("\nPréau, démonstration : %s\n\nComptes (mot de passe : %s)\n", cfg.URL, demo.Password)
		for _, account := range accounts {
			fmt.Printf("  %-28s  %s\n", account.Email, account.Role)
		}
		fmt.Println("\nCtrl-C pour arrêter.")
	})
}

// collectAt lets the heap grow by twice what lives before it is collected. What lives is small
// next to the program itself: collecting half as often saves an eighth of the processor time of
// a busy node for some fifteen megabytes.
const collectAt = 200

// answer starts the node, says so once the port is taken, and stops it when ctx ends.
func answer(ctx context.Context, a *app.App, cfg config.Config, log *slog.Logger, ready func()) error {
	// Starting is not cut short by the signal that ends: what began is stopped in order.
	if err := a.Start(context.WithoutCancel(ctx)); err != nil {
		return errors.Join(err, a.Stop())
	}
	if cfg.Metrics != "" {
		monitor, err := obs.StartMonitor(ctx, cfg.Metrics, log)
		if err != nil {
			return errors.Join(err, a.Stop())
		}
		defer func() { _ = monitor.Stop(context.WithoutCancel(ctx)) }()
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", cfg.Listen)
	if err != nil {
		return errors.Join(fmt.Errorf("cannot listen on %s: %w", cfg.Listen, err), a.Stop())
	}
	ended := make(chan error, 1)
	go func() { ended <- a.Serve(listener) }()
	ready()
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	debug.FreeOSMemory() // starting reads much that is not kept; a small machine wants it back
	select {
	case err = <-ended:
		return errors.Join(err, a.Stop())
	case <-ctx.Done():
	}
	fmt.Fprintln(os.Stderr, "stopping")
	return errors.Join(a.Stop(), <-ended)
}
