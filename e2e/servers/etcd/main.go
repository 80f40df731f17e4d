// Command etcd is the store behind the API server of the proofs: one member,
// in one folder, on loopback. It runs until it is told to stop.
package main

import (
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/signal"
	"syscall"

	"go.etcd.io/etcd/server/v3/embed"
)

func main() {
	dir := flag.String("data-dir", "", "folder of the store")
	client := flag.String("listen-client-url", "http://127.0.0.1:2379", "where the API server connects")
	peer := flag.String("listen-peer-url", "http://127.0.0.1:2380", "where other members would connect")
	flag.Parse()
	if err := serve(*dir, *client, *peer); err != nil {
		fmt.Fprintln(os.Stderr, "etcd:", err)
		os.Exit(1)
	}
}

func serve(dir, client, peer string) error {
	config, err := configure(dir, client, peer)
	if err != nil {
		return err
	}
	server, err := embed.StartEtcd(config)
	if err != nil {
		return fmt.Errorf("start etcd in %s: %w", dir, err)
	}
	defer server.Close()

	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	select {
	case <-stop:
		return nil
	case err := <-server.Err():
		return err
	}
}

func configure(dir, client, peer string) (*embed.Config, error) {
	clientURL, err := url.Parse(client)
	if err != nil {
		return nil, fmt.Errorf("read client address %s: %w", client, err)
	}
	peerURL, err := url.Parse(peer)
	if err != nil {
		return nil, fmt.Errorf("read peer address %s: %w", peer, err)
	}
	config := embed.NewConfig()
	config.Dir = dir
	config.LogLevel = "error"
	// The store lives as long as one test run: nothing has to survive a crash.
	config.UnsafeNoFsync = true
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{*clientURL}, []url.URL{*clientURL}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{*peerURL}, []url.URL{*peerURL}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	return config, nil
}
