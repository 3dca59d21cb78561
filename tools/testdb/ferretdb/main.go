// A server of MongoDB's wire protocol for tests: FerretDB on SQLite files.
//
// Usage: ferretdb FOLDER [HOST:PORT]
//
// Prints one line, its address, when it answers. Ends on SIGTERM, SIGINT and when its standard input
// is closed, so that it cannot outlive the test run that started it, however that one ended.
package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	if len(os.Args) < 2 || len(os.Args) > 3 {
		fmt.Fprintln(os.Stderr, "usage: ferretdb FOLDER [HOST:PORT]")
		os.Exit(2)
	}
	listen := "127.0.0.1:0"
	if len(os.Args) == 3 {
		listen = os.Args[2]
	}
	if err := serve(os.Args[1], listen); err != nil {
		fmt.Fprintln(os.Stderr, "ferretdb:", err)
		os.Exit(1)
	}
}

func serve(folder, listen string) error {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	server, err := ferretdb.New(&ferretdb.Config{
		Listener:  ferretdb.ListenerConfig{TCP: listen},
		Logger:    slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn})),
		Handler:   "sqlite",
		SQLiteURL: "file:" + folder + "/",
	})
	if err != nil {
		return err
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	go func() { fmt.Println(server.MongoDBURI()) }() // blocks until Run listens
	return server.Run(ctx)
}
