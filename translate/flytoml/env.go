package flytoml

import (
	"slices"
	"strings"
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
