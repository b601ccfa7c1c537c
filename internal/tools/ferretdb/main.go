// Command ferretdb serves the MongoDB protocol from a folder of SQLite files, for the tests of
// internal/docstore: FerretDB 1.24, whose own command does not build from the module proxy.
// It prints its address on one line and ends with its standard input.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	dir := flag.String("dir", "", "folder for the database")
	flag.Parse()
	if err := run(*dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(dir string) error {
	server, err := ferretdb.New(&ferretdb.Config{
		Logger:    slog.New(slog.DiscardHandler),
		Listener:  ferretdb.ListenerConfig{TCP: "127.0.0.1:0"},
		Handler:   "sqlite",
		SQLiteURL: "file:" + dir + "/",
	})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		fmt.Println(server.MongoDBURI())
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()
	return server.Run(ctx)
}
