package flytoml

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/redact"
)

// EnvVar is one variable of [env], its value as the process sees it.
type EnvVar struct {
	Field string
	Name  string
	Value string
}

// groupEnv adds what flyctl sets for every machine of a group.
func (c *Config) groupEnv(group string) []EnvVar {
	env := slices.Clone(c.Env)
	env = setEnv(env, EnvVar{Name: "FLY_PROCESS_GROUP", Value: group})
	if c.PrimaryRegion != "" {
		env = setEnv(env, EnvVar{Field: "primary_region", Name: "PRIMARY_REGION", Value: c.PrimaryRegion})
	}
	return env
}

// setEnv keeps the order by name.
func setEnv(env []EnvVar, v EnvVar) []EnvVar {
	i, found := slices.BinarySearchFunc(env, v.Name, func(e EnvVar, name string) int { return strings.Compare(e.Name, name) })
	if found {
		env[i] = v
		return env
	}
	return slices.Insert(env, i, v)
}

// env merges [[env]] tables, the later one over the earlier.
func (r *reader) env(t table) []EnvVar {
	if r.known != nil {
		r.known("env.*")
		return nil
	}
	n := t.exact("env")
	if n == nil {
		return t.namedTexts("env")
	}
	items := []*node{n}
	if n.shape == list {
		items, n.field = n.children, "env"
		r.quirk(n, LegacyForm, "flyctl merges the tables, the later over the earlier")
	}
	var all []EnvVar
	for _, item := range items {
		if item.shape != dict {
			r.problem(item, "a table")
			continue
		}
		item.field = "env"
		for _, c := range (table{r: r, n: item, field: "env"}).members() {
			all = r.mergeEnv(all, c)
		}
	}
	slices.SortFunc(all, func(a, b EnvVar) int { return strings.Compare(a.Name, b.Name) })
	return all
}

func (r *reader) mergeEnv(all []EnvVar, n *node) []EnvVar {
	v := EnvVar{Field: n.field, Name: n.key, Value: r.print(n)}
	if _, text := n.value.(string); !text && v.Value != n.raw {
		r.quirk(n, EnvNotString, redact.Line(fmt.Sprintf("%s=%s is what Go prints for %s", v.Name, v.Value, described(n))))
	}
	at := slices.IndexFunc(all, func(e EnvVar) bool { return e.Name == v.Name })
	if at < 0 {
		return append(all, v)
	}
	r.quirk(n, EnvRepeated, "an earlier [[env]] table sets it, too; this one holds")
	all[at] = v
	return all
}
