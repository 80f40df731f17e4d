package nodepool

// A vector counts what pods ask for or nodes offer: thousandths of a core, MiB
// of memory, GPUs, pods.
type vector [4]int

const memory = 1 // its index

func (v vector) plus(w vector) vector {
	for i := range v {
		v[i] += w[i]
	}
	return v
}

func (v vector) times(n int) vector {
	for i := range v {
		v[i] *= n
	}
	return v
}

func (v vector) minus(w vector) vector { return v.plus(w.times(-1)) }

// within says whether v fits into w.
func (v vector) within(w vector) bool {
	for i := range v {
		if v[i] > w[i] {
			return false
		}
	}
	return true
}

// into says how many v fit into w, at most n.
func (v vector) into(w vector, n int) int {
	if !v.within(w) {
		return 0 // most bins are full: no need to divide
	}
	for i := range v {
		if v[i] > 0 {
			n = min(n, w[i]/v[i])
		}
	}
	return n
}

// ratios are v's parts as shares of w's; a part that w lacks counts nothing.
func (v vector) ratios(w vector) [4]float64 {
	var r [4]float64
	for i := range v {
		if w[i] > 0 {
			r[i] = float64(v[i]) / float64(w[i])
		}
	}
	return r
}
