package nodepool

import "fmt"

// Header names the columns of Rows.
func Header() []string {
	return []string{"CLUSTER", "POOL", "MACHINE", "NODES", "AT MOST", "CPU", "MEMORY", "ABOVE BOUND", "MONTH"}
}

// Rows are the pools of a plan for a table: the floor's CPU and memory as shares of
// what the nodes offer, the waste against the lower bound, US$ a month.
func (p Plan) Rows() [][]string {
	if p.Autopilot {
		return [][]string{{p.Cluster, "Autopilot", "", "", "", "", "", "", dollars(p.Month)}}
	}
	var rows [][]string
	for _, pool := range p.Pools {
		rows = append(rows, []string{
			p.Cluster, pool.Name, pool.Machine.Name, fmt.Sprint(pool.Nodes), fmt.Sprint(pool.Max),
			percent(pool.Asked.CPUMilli, pool.Offered.CPUMilli), percent(pool.Asked.MemoryMiB, pool.Offered.MemoryMiB),
			fmt.Sprintf("%d %%", int(100*pool.Waste()+.5)), dollars(pool.Month),
		})
	}
	return rows
}

func percent(part, whole int) string {
	if whole == 0 {
		return "-"
	}
	return fmt.Sprintf("%d %%", (100*part+whole/2)/whole)
}

func dollars(amount float64) string { return fmt.Sprintf("$%.2f", amount) }
