package controlplane

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// process is one running program of the control plane.
type process struct {
	name    string
	command *exec.Cmd
	done    chan error
}

// run starts a program with its output in a log file. It ends with the test,
// whatever happens to the test.
func (p *Plane) run(name string, args ...string) error {
	log, err := os.Create(p.path(name + ".log"))
	if err != nil {
		return fmt.Errorf("open the log of %s: %w", name, err)
	}
	defer log.Close()
	command := exec.Command(filepath.Join(p.programs, name), args...)
	command.Stdout, command.Stderr = log, log
	// The programs end with the test, even one that is killed.
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := command.Start(); err != nil {
		return fmt.Errorf("start %s: %w", name, err)
	}
	started := &process{name: name, command: command, done: make(chan error, 1)}
	go func() { started.done <- command.Wait() }()
	p.started = append(p.started, started)
	return nil
}

// Stop ends all programs, the last one started first.
func (p *Plane) Stop() error {
	var errs []error
	for _, started := range slices.Backward(p.started) {
		if err := started.stop(); err != nil {
			errs = append(errs, err)
		}
	}
	p.started = nil
	return errors.Join(errs...)
}

func (s *process) stop() error {
	// SIGTERM makes the API server wait for watches; nothing here is worth that.
	if s.name != "etcd" {
		_ = s.command.Process.Kill()
		<-s.done
		return nil
	}
	_ = s.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-s.done:
		return nil
	case <-time.After(10 * time.Second):
		_ = s.command.Process.Kill()
		<-s.done
		return fmt.Errorf("stop %s: it had to be killed", s.name)
	}
}

// died reports a program that ended by itself.
func (p *Plane) died() error {
	for _, started := range p.started {
		select {
		case err := <-started.done:
			started.done <- err
			return fmt.Errorf("%s ended: %v\n%s", started.name, err, p.logTail(started.name))
		default:
		}
	}
	return nil
}

// logTail is the end of a program's log, for error messages.
func (p *Plane) logTail(name string) []byte {
	data, err := os.ReadFile(p.path(name + ".log"))
	if err != nil {
		return nil
	}
	lines := bytes.Split(bytes.TrimSpace(data), []byte("\n"))
	return bytes.Join(lines[max(0, len(lines)-15):], []byte("\n"))
}
