package source

// peersDetectors find libraries that look up every address behind one name, in
// order to make a cluster of an app's copies
// (https://fly.io/docs/elixir/the-basics/clustering/).
func peersDetectors() []detector {
	return []detector{
		{kind: Peers, needles: []string{"dns_cluster", "dnscluster"}, find: called("dns_cluster", pattern(`:dns_cluster\b|\bDNSCluster\b`))},
		{kind: Peers, needles: []string{"dnspoll"}, find: called("libcluster", pattern(`\bCluster\.Strategy\.DNSPoll\b`))},
	}
}
