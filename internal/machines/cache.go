package machines

// CacheNode is the smallest of Memorystore's node types that holds that many MiB
// of keys, the smallest of all for 0
// (cloud.google.com/memorystore/docs/valkey/instance-node-specification).
func CacheNode(mib int) string {
	for _, n := range []struct {
		name string
		mib  int
	}{{"SHARED_CORE_NANO", 1146}, {"STANDARD_SMALL", 5324}, {"HIGHMEM_MEDIUM", 10649}} {
		if mib <= n.mib {
			return n.name
		}
	}
	return "HIGHMEM_XLARGE"
}
