package flytoml

import (
	"fmt"

	"github.com/google/shlex"
)

// Process is one entry of [processes]: a process group and its command.
type Process struct {
	Field string
	Name  string
	// Command is one line, not yet split; "" runs the image's own command.
	Command string
}

// groupCommand splits a group's command as a shell would. [experimental].cmd
// stands in for groups that have none.
func (c *Config) groupCommand(group string) ([]string, error) {
	for _, p := range c.Processes {
		if p.Name != group || p.Command == "" {
			continue
		}
		words, err := shlex.Split(p.Command)
		if err != nil {
			return nil, fmt.Errorf("split command %q: %w", p.Command, err)
		}
		return words, nil
	}
	if c.Experimental == nil {
		return nil, nil
	}
	return c.Experimental.Cmd, nil
}
