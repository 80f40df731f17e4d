package spec

// Usage is what one process group was measured to use, over two weeks or so.
// What is zero is unknown.
type Usage struct {
	FlyApp    string
	Group     string
	CPUMilli  int     // 95th percentile of one machine, thousandths of a core
	MemoryMiB int     // 95th percentile of one machine
	Requests  float64 // a second, all machines together, mean
	Seconds   float64 // mean response time
	EgressGB  float64 // a month to the internet, all machines together
}
