package steps

import (
	"cmp"
	"container/heap"
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// arrange puts steps into an order that can be walked (by phase and wave where
// nothing else decides) and drops predecessors that others imply.
func arrange(steps []plan.Step) ([]plan.Step, error) {
	at := map[string]int{}
	for i, s := range steps {
		at[s.ID] = i
	}
	next := make([][]int, len(steps))
	missing := make([]int, len(steps))
	for i, s := range steps {
		for _, a := range s.After {
			next[at[a]] = append(next[at[a]], i)
			missing[i]++
		}
	}
	q := &queue{steps: steps}
	for i := range steps {
		if missing[i] == 0 {
			heap.Push(q, i)
		}
	}
	var out []plan.Step
	for q.Len() > 0 {
		i := heap.Pop(q).(int)
		out = append(out, steps[i])
		for _, j := range next[i] {
			if missing[j]--; missing[j] == 0 {
				heap.Push(q, j)
			}
		}
	}
	if len(out) < len(steps) {
		return nil, circle(steps, missing)
	}
	reduce(out)
	return out, nil
}

// circle says which steps wait for each other. Only a mistake in this package
// makes one.
func circle(steps []plan.Step, missing []int) error {
	var ids []string
	for i, s := range steps {
		if missing[i] > 0 {
			ids = append(ids, s.ID)
		}
	}
	return fmt.Errorf("order steps: these wait for each other: %s", strings.Join(ids, ", "))
}

// queue hands out the step that should come first.
type queue struct {
	steps []plan.Step
	at    []int
}

func (q *queue) Len() int      { return len(q.at) }
func (q *queue) Swap(i, j int) { q.at[i], q.at[j] = q.at[j], q.at[i] }
func (q *queue) Push(x any)    { q.at = append(q.at, x.(int)) }

func (q *queue) Pop() any {
	last := q.at[len(q.at)-1]
	q.at = q.at[:len(q.at)-1]
	return last
}

func (q *queue) Less(i, j int) bool {
	a, b := q.at[i], q.at[j]
	return cmp.Or(cmp.Compare(turn(q.steps[a]), turn(q.steps[b])), cmp.Compare(a, b)) < 0
}

// turn is prepare, copy, each wave's freeze, switch and verify, then retire.
func turn(s plan.Step) int {
	phase := slices.Index(plan.Phases(), s.Phase)
	switch s.Phase {
	case plan.Prepare, plan.Copy:
		return phase
	case plan.Retire:
		return 1 << 30
	}
	return 10*(1+s.Wave) + phase
}

// reduce drops a predecessor that another predecessor already follows.
func reduce(steps []plan.Step) {
	at := map[string]int{}
	words := (len(steps) + 63) / 64
	before := make([][]uint64, len(steps))
	for i := range steps {
		at[steps[i].ID] = i
		before[i] = make([]uint64, words)
		implied := make([]uint64, words)
		for _, a := range steps[i].After {
			join(implied, before[at[a]])
		}
		steps[i].After = slices.DeleteFunc(steps[i].After, func(a string) bool { return in(implied, at[a]) })
		join(before[i], implied)
		for _, a := range steps[i].After {
			before[i][at[a]/64] |= 1 << (at[a] % 64)
		}
	}
}

func join(into, from []uint64) {
	for i, w := range from {
		into[i] |= w
	}
}

func in(set []uint64, i int) bool { return set[i/64]&(1<<(i%64)) != 0 }
