package fleets

import "fmt"

// crowd is many small apps: memory runs out long before cores do, and every node
// holds dozens of pods.
func crowd() Fleet {
	f := Fleet{Name: "crowd", Hard: "60 small apps: memory runs out first"}
	for i := range 60 {
		small := group{name: "app", count: 2, size: "shared-cpu-1x", port: 8080}
		if i%7 == 6 {
			small.memory = 512
		}
		a := app{name: fmt.Sprintf("crowd-%02d", i), groups: []group{small}}
		if i%10 == 9 {
			a.groups = append(a.groups, group{name: "worker", count: 1, size: "shared-cpu-1x"})
		}
		f.apps = append(f.apps, a)
	}
	return f
}
