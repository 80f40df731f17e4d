package flytoml

import (
	"fmt"
	"slices"
	"time"
)

// appGroup is the group of an app without [processes], and the default group
// wherever it exists.
const appGroup = "app"

// Group is one process group as flyctl would deploy it: the sections that are
// for it, with flyctl's rules for which those are.
type Group struct {
	Name    string
	Default bool // the group of sections that name none
	// Command replaces the image's command, nil keeps it; Entrypoint and Exec
	// come from [experimental].
	Command    []string
	Entrypoint []string
	Exec       []string
	SwapSizeMB *int
	// Env is [env] with FLY_PROCESS_GROUP and PRIMARY_REGION, by name.
	Env []EnvVar
	// Services has [http_service] first, then [[services]], in file order.
	Services []Service
	// Checks have their port; by name.
	Checks []Check
	Mounts []Mount
	// VM is the section that Guest was worked out from; both are nil when the
	// file has none: machines keep the size they have.
	VM    *VM
	Guest *Guest
	// Metrics is the first that is for the group, Restart the last.
	Metrics *Metrics
	Restart *Restart
	Statics []Static
	Files   []FileSpec

	KillSignal  *string
	KillTimeout *time.Duration
}

// Groups returns the names of the process groups, sorted as flyctl does: the
// names of [processes], or "app".
func (f *File) Groups() []string {
	if len(f.Config.Processes) == 0 {
		return []string{appGroup}
	}
	names := make([]string, len(f.Config.Processes))
	for i, p := range f.Config.Processes {
		names[i] = p.Name
	}
	return names
}

// DefaultGroup returns the group of the sections that name none: "app" where
// there is one, else the first by name.
func (f *File) DefaultGroup() string {
	names := f.Groups()
	if slices.Contains(names, appGroup) {
		return appGroup
	}
	return names[0]
}

// Group returns one group's view. It fails where flyctl refuses to make a
// machine of it: a command that does not split, a size or policy that does not
// exist, a check without type or port.
func (f *File) Group(name string) (*Group, error) {
	g, err := f.group(name)
	if err != nil {
		return nil, fmt.Errorf("read process group %s of %s: %w", name, f.Name, err)
	}
	return g, nil
}

func (f *File) group(name string) (*Group, error) {
	c, is := &f.Config, membership{group: name, isDefault: name == f.DefaultGroup()}
	g := &Group{
		Name: name, Default: is.isDefault,
		SwapSizeMB: c.SwapSizeMB,
		Env:        c.groupEnv(name),
		Services:   c.groupServices(is),
		Mounts:     only(c.Mounts, is, func(m Mount) []string { return m.Processes }),
		VM:         c.groupVM(is),
		Metrics:    c.groupMetrics(is),
		Statics:    c.Statics,
		Files:      c.groupFiles(),
		KillSignal: c.KillSignal, KillTimeout: c.KillTimeout,
	}
	if x := c.Experimental; x != nil {
		g.Entrypoint, g.Exec = x.Entrypoint, x.Exec
	}
	var err error
	if g.Command, err = c.groupCommand(name); err != nil {
		return nil, err
	}
	if g.Checks, err = c.groupChecks(is); err != nil {
		return nil, err
	}
	if g.Guest, err = g.VM.guest(c.HostDedicationID); err != nil {
		return nil, err
	}
	g.Restart, err = c.groupRestart(is)
	return g, err
}

// membership decides which sections are for a group.
type membership struct {
	group     string
	isDefault bool
}

// of says whether a section with these processes is for the group: it names the
// group, or it names none (or "") and the group is the default one.
func (is membership) of(processes []string) bool {
	if slices.Contains(processes, is.group) {
		return true
	}
	return is.isDefault && (len(processes) == 0 || slices.Contains(processes, ""))
}

func only[T any](all []T, is membership, processes func(T) []string) []T {
	var mine []T
	for _, one := range all {
		if is.of(processes(one)) {
			mine = append(mine, one)
		}
	}
	return mine
}
