package flytoml

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// composeService is the part of a compose service that flyctl reads.
type composeService struct {
	Image       string            `yaml:"image"`
	Build       yaml.Node         `yaml:"build"`
	Environment map[string]string `yaml:"environment"`
	Volumes     []string          `yaml:"volumes"`
	Command     yaml.Node         `yaml:"command"`
	Entrypoint  yaml.Node         `yaml:"entrypoint"`
	User        string            `yaml:"user"`
	DependsOn   yaml.Node         `yaml:"depends_on"`
	Healthcheck *composeCheck     `yaml:"healthcheck"`
}

type composeCheck struct {
	Test     yaml.Node `yaml:"test"`
	Interval string    `yaml:"interval"`
	Timeout  string    `yaml:"timeout"`
	Retries  int       `yaml:"retries"`
}

// built is the image of a container that flyctl builds.
const built = "."

// readCompose makes a container of each service, sorted by name. Volumes that
// are files of the host become files of the container, those that are not there
// are passed over.
func readCompose(file string, data []byte, read func(string) ([]byte, error)) ([]inventory.Container, error) {
	var compose struct {
		Services map[string]composeService `yaml:"services"`
	}
	if err := yaml.Unmarshal(data, &compose); err != nil {
		return nil, yamlError(file, err)
	}
	var all []inventory.Container
	builds := 0
	for _, name := range slices.Sorted(maps.Keys(compose.Services)) { // the first that is broken is told of
		s := compose.Services[name]
		c, err := s.container(name)
		if err != nil {
			return nil, fmt.Errorf("read service %s of %s: %w", name, file, err)
		}
		if c.Image == built {
			builds++
		}
		c.Files = composeFiles(s.Volumes, path.Dir(file), read)
		all = append(all, c)
	}
	if builds > 1 || len(all) == 0 {
		return nil, fmt.Errorf("read %s: it has %d services to build and %d in all, flyctl takes one to build at most and one at least", file, builds, len(all))
	}
	return all, nil
}

func (s composeService) container(name string) (inventory.Container, error) {
	c := inventory.Container{
		Name: name, Image: s.Image, Env: s.Environment, User: s.User,
		Entrypoint: words(&s.Entrypoint), Cmd: words(&s.Command),
	}
	if !s.Build.IsZero() {
		c.Image = built
	}
	if c.Image == "" {
		return c, fmt.Errorf("it has neither image nor build")
	}
	if h := s.Healthcheck; h != nil {
		c.Healthchecks = []inventory.Healthcheck{h.check()}
	}
	var err error
	c.DependsOn, err = dependencies(&s.DependsOn)
	return c, err
}

// words is a list, or one string as a list of one: flyctl does not split it.
func words(n *yaml.Node) []string {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" {
		return []string{n.Value}
	}
	var list []string
	for _, item := range n.Content {
		if n.Kind == yaml.SequenceNode && item.Tag == "!!str" {
			list = append(list, item.Value)
		}
	}
	return list
}

// check has flyctl's constants: whatever the file says, an interval is 30 s and
// a timeout 10 s.
func (h *composeCheck) check() inventory.Healthcheck {
	var c inventory.Healthcheck
	test := words(&h.Test)
	if len(test) > 0 && h.Test.Kind == yaml.SequenceNode && (test[0] == "CMD" || test[0] == "CMD-SHELL") {
		test = test[1:]
	}
	if len(test) > 0 {
		c.Exec = &inventory.ExecHealthcheck{Command: test}
	}
	if h.Interval != "" {
		c.Interval = 30
	}
	if h.Timeout != "" {
		c.Timeout = 10
	}
	c.FailureThreshold = int32(max(h.Retries, 0))
	return c
}

func dependencies(n *yaml.Node) ([]inventory.ContainerDependency, error) {
	var all []inventory.ContainerDependency
	switch n.Kind {
	case 0:
	case yaml.SequenceNode:
		for _, name := range words(n) {
			all = append(all, inventory.ContainerDependency{Name: name, Condition: "started"})
		}
	case yaml.MappingNode:
		var named map[string]struct {
			Condition string `yaml:"condition"`
		}
		if err := n.Decode(&named); err != nil {
			return nil, err
		}
		for name, d := range named {
			all = append(all, inventory.ContainerDependency{Name: name, Condition: condition(d.Condition)})
		}
	default:
		return nil, fmt.Errorf("its depends_on is neither a list nor a table")
	}
	slices.SortFunc(all, func(a, b inventory.ContainerDependency) int { return strings.Compare(a.Name, b.Name) })
	return all, nil
}

func condition(compose string) string {
	switch compose {
	case "service_healthy":
		return "healthy"
	case "service_completed_successfully":
		return "exited_successfully"
	}
	return "started"
}
