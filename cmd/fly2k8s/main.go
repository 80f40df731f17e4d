// Command fly2k8s moves a company from Fly.io to Google Kubernetes Engine.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], system())
	stop()
	os.Exit(status)
}
