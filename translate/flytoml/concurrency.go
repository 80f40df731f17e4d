package flytoml

import (
	"strconv"
	"strings"
)

// Concurrency is a service's limits per machine.
type Concurrency struct {
	Field     string
	Type      string // connections or requests; "" is connections
	SoftLimit int    // 0 when unset: 20 on the platform
	HardLimit int    // 0 when unset: none
}

func (t table) concurrency() *Concurrency {
	c, ok := t.sub("concurrency")
	if !ok {
		return nil
	}
	return &Concurrency{Field: c.field, Type: c.string("type"), SoftLimit: c.int("soft_limit"), HardLimit: c.int("hard_limit")}
}

// anyConcurrency also takes the old form "soft,hard".
func (t table) anyConcurrency() *Concurrency {
	n := t.exact("concurrency")
	if n == nil || n.shape == dict {
		return t.concurrency()
	}
	n.field = t.at("concurrency")
	text, _ := n.value.(string)
	left, right, both := strings.Cut(text, ",")
	soft, err1 := strconv.Atoi(left)
	hard, err2 := strconv.Atoi(right)
	if !both || err1 != nil || err2 != nil {
		t.r.problem(n, `a table, or two numbers such as "20,25"`)
		return nil
	}
	t.r.quirk(n, ConcurrencyRequests, "written as a string the limits count requests; in a table the default is connections")
	return &Concurrency{Field: n.field, Type: "requests", SoftLimit: soft, HardLimit: hard}
}
