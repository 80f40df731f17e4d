package flytoml

import (
	"fmt"

	"github.com/google/shlex"

	"github.com/fly2k8s/fly2k8s/internal/redact"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// releaseGroup is the group of the machine that runs a release command.
const releaseGroup = "fly_app_release_command"

// ReleaseMachine is the config of the one-off machine that runs
// deploy.release_command before a release, nil without one. It has no volume
// and no service; its guest is release_command_vm's or nil, then the platform
// takes shared-cpu-2x or the largest machine of the default group.
func (f *File) ReleaseMachine() (*inventory.MachineConfig, error) {
	c := &f.Config
	if c.Deploy == nil || c.Deploy.ReleaseCommand == "" {
		return nil, nil
	}
	words, err := shlex.Split(c.Deploy.ReleaseCommand)
	if err != nil {
		return nil, fmt.Errorf("split release command %s: %w", redact.Line(c.Deploy.ReleaseCommand), err)
	}
	guest, err := c.Deploy.ReleaseCommandVM.guest("")
	if err != nil {
		return nil, err
	}
	m := &inventory.MachineConfig{
		Env:         map[string]string{"RELEASE_COMMAND": "1"},
		Init:        inventory.Init{Cmd: words, SwapSizeMB: c.SwapSizeMB},
		Guest:       guest.machine(),
		Files:       machineFiles(c.groupFiles()),
		Restart:     &inventory.Restart{Policy: "no"},
		StopConfig:  stopConfig(c.KillSignal, c.KillTimeout),
		DNS:         &inventory.DNS{SkipRegistration: true},
		AutoDestroy: true,
	}
	for _, v := range c.groupEnv(releaseGroup) {
		if v.Name != "RELEASE_COMMAND" {
			m.Env[v.Name] = v.Value
		}
	}
	if c.Experimental != nil {
		m.Init.Entrypoint = c.Experimental.Entrypoint
	}
	return m, nil
}
