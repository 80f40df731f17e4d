package drift

import (
	"strings"

	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// fieldOrigin is the key of the file that a machine's field comes from: the
// setting itself, or else the section that could hold it.
func (c *comparison) fieldOrigin(field string, s *side) *Place {
	if c.file == nil || s == nil || s.missing {
		return nil
	}
	for _, candidate := range s.candidates(field) {
		if k, ok := c.file.Key(candidate); ok {
			return &Place{File: c.file.Name, Key: k.Path, Line: k.Line}
		}
		if inside := c.file.Under(candidate); len(inside) > 0 {
			return &Place{File: c.file.Name, Key: inside[0].Path, Line: inside[0].Line}
		}
	}
	return nil
}

// candidates are the file's fields that decide a machine's field, the most
// exact one first.
func (s *side) candidates(field string) []string {
	g := s.group
	section, rest, _ := strings.Cut(field, ".")
	switch {
	case field == "env.PRIMARY_REGION":
		return []string{"primary_region"}
	case field == "init.cmd":
		return []string{"processes." + g.Name, "experimental.cmd"}
	case field == "init.swap_size_mb":
		return []string{"swap_size_mb"}
	case section == "init":
		return []string{"experimental." + rest}
	case field == "stop_config.signal":
		return []string{"kill_signal"}
	case field == "stop_config.timeout":
		return []string{"kill_timeout"}
	case section == "guest" && g.VM != nil:
		return guestCandidates(g.VM.Field, rest)
	case section == "restart" && g.Restart != nil:
		return []string{g.Restart.Field + "." + strings.Replace(rest, "max_retries", "retries", 1), g.Restart.Field}
	case section == "metrics" && g.Metrics != nil:
		return []string{g.Metrics.Field + "." + rest, g.Metrics.Field}
	}
	if at := s.item(field); at != "" {
		return []string{at}
	}
	return []string{field}
}

func guestCandidates(vm, rest string) []string {
	switch rest {
	case "memory_mb":
		return []string{vm + ".memory_mb", vm + ".memory", vm + ".size", vm}
	case "cpus", "cpu_kind", "gpus", "gpu_kind":
		return []string{vm + "." + rest, vm + ".size", vm}
	}
	return []string{vm + "." + rest, vm}
}

// item is the section of the file that an item of a machine's list comes from.
func (s *side) item(field string) string {
	name := strings.SplitN(field, "]", 2)[0] + "]"
	for _, service := range s.group.Services {
		if name == "services["+serviceName(service)+"]" {
			return servicePart(service.Field, strings.TrimPrefix(field, name))
		}
	}
	for _, m := range s.group.Mounts {
		if name == "mounts["+m.Destination+"]" {
			return m.Field
		}
	}
	for _, f := range s.group.Files {
		if name == "files["+f.GuestPath+"]" {
			return f.Field
		}
	}
	for _, t := range s.group.Statics {
		if name == "statics["+t.GuestPath+"]" {
			return t.Field
		}
	}
	return ""
}

func serviceName(s flytoml.Service) string {
	machine := flytoml.Group{Services: []flytoml.Service{s}}
	config := machine.Machine()
	all, err := fieldsOf(&config)
	if err != nil {
		return ""
	}
	for field, value := range all {
		if value == present && strings.Count(field, "[") == 1 {
			return strings.TrimSuffix(strings.TrimPrefix(field, "services["), "]")
		}
	}
	return ""
}

// servicePart spells a part of a service as fly.toml does.
func servicePart(service, part string) string {
	switch head, _, _ := strings.Cut(strings.TrimPrefix(part, "."), "["); {
	case strings.HasPrefix(head, "autostop"):
		return service + ".auto_stop_machines"
	case strings.HasPrefix(head, "autostart"):
		return service + ".auto_start_machines"
	case strings.HasPrefix(head, "min_machines") || strings.HasPrefix(head, "concurrency"):
		return service + "." + head
	case strings.HasPrefix(head, "checks"):
		return service + ".checks"
	case strings.HasSuffix(part, ".force_https"):
		return service + ".force_https"
	}
	return service
}
