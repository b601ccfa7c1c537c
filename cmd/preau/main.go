// Preau is the one binary: the server, the demonstration, and what an operator does from a
// shell.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	_ "time/tzdata" // days are those of each académie, on machines without a zone database too

	"preau.education/preau/internal/config"
	"preau.education/preau/internal/obs"
)

// version is set when the binary is built.
var version = "dev"

// command is one thing that the binary does.
type command struct {
	name, usage, short string
	run                func(ctx context.Context, args []string) error
}

func commands() []command {
	return []command{
		{"serve", "serve [-config FILE]", "start a node", serve},
		{"demo", "demo [-config FILE] [-packages DIR]", "start a node with the demonstration offer, made at the first start", demonstrate},
		{"user", "user add -email A -given G -family F [-role ROLE[=SCOPE]]… [-config FILE]", "add a person with a local account; the password is read from the terminal or standard input", user},
		{"credential", "credential add -name N -scope S… [-academie A] | list | revoke -key K [-config FILE]", "manage the keys under which programs use the record store (xAPI)", credential},
		{"forward", "forward add -name N -url U -key K [-version 2.0.0] [-from T] [-verb V]… [-activity A] | list | remove -id I [-config FILE]", "manage the record stores to which statements are forwarded; the secret is read from the terminal or standard input", forward},
		{"statements", "statements export [-since T] [-until T] [-registration R] [-activity A] [-agent JSON] [-files DIR] > FILE | import [-strict] [-files DIR] FILE | forget -email A | -agent JSON", "write the statements of the record store one on each line (NDJSON), take those of a file, or give a person a pseudonym in all of them", statements},
		{"import", "import [-config FILE] [-owner EMAIL] PACKAGE.zip…", "import course packages", importPackages},
		{"export", "export [-config FILE] -email A", "write what is known of a person's training as JSON", export},
		{"check", "check [-config FILE]", "validate the configuration and reach what it names", check},
		{"openapi", "openapi", "print the description of the API", openapi},
		{"settings", "settings", "print docs/configuration.md", settings},
		{"version", "version", "print the version", printVersion},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:]))
}

func run(ctx context.Context, args []string) int {
	if len(args) > 0 {
		for _, c := range commands() {
			if c.name != args[0] {
				continue
			}
			if err := c.run(ctx, args[1:]); err != nil {
				fmt.Fprintln(os.Stderr, "preau "+c.name+":", err)
				return 1
			}
			return 0
		}
	}
	var b strings.Builder
	b.WriteString("Préau, the open platform for the training of national education's staff.\n\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  preau %s\n      %s\n", c.usage, c.short)
	}
	fmt.Fprint(os.Stderr, b.String())
	return 2
}

// load parses the flags of a command, with -config among them, and reads the configuration.
func load(flags *flag.FlagSet, args []string) (config.Config, *slog.Logger, error) {
	file := flags.String("config", "", "configuration file")
	if err := flags.Parse(args); err != nil {
		return config.Config{}, nil, err
	}
	cfg, err := config.Load(*file, os.Environ())
	if cfg.Metrics == "" {
		runtime.MemProfileRate = 0 // nobody can ask for the profile: 1.5 MB less
	}
	return cfg, obs.NewLogger(os.Stderr, cfg.LogLevel), err
}

func printVersion(context.Context, []string) error {
	fmt.Println(version)
	return nil
}

func settings(context.Context, []string) error {
	fmt.Print(`# Configuration

Every setting is an environment variable; the same names may stand in a file, one ` + "`NAME=value`" + ` a line, given with ` + "`preau serve -config FILE`" + `. The environment wins. An unknown name is refused at start, and so is a value that cannot work: the error says what to write.

`)
	return config.WriteTable(os.Stdout)
}
