package nodepool

import (
	"math"
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// A need is what all containers of a pod ask for together.
type need struct {
	cpu, memory, ephemeral, gpu int
}

func (n need) plus(r spec.Resources) need {
	return need{n.cpu + r.CPUMilli, n.memory + r.MemoryMiB, n.ephemeral + r.EphemeralMiB, n.gpu + r.GPU}
}

// podNeed is what the scheduler counts for a pod: all containers that run side by
// side, or the largest of those that end before, whichever is more.
func podNeed(main spec.Resources, beside []spec.Container) need {
	all, once := need{}.plus(main), need{}
	for _, c := range beside {
		if c.Once {
			once = once.most(need{}.plus(c.Resources))
			continue
		}
		all = all.plus(c.Resources)
	}
	return all.most(once)
}

func (n need) most(m need) need {
	return need{max(n.cpu, m.cpu), max(n.memory, m.memory), max(n.ephemeral, m.ephemeral), max(n.gpu, m.gpu)}
}

// surge is how many pods more there are during a rollout: a Deployment's
// maxSurge, which is a number or a percentage that rounds up. One when not set.
func surge(maxSurge string, count int) int {
	if maxSurge == "" {
		return 1
	}
	if percent, ok := strings.CutSuffix(maxSurge, "%"); ok {
		p, _ := strconv.ParseFloat(percent, 64)
		return int(math.Ceil(p / 100 * float64(count)))
	}
	n, _ := strconv.Atoi(maxSurge)
	return n
}
