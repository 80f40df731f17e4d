package kustomize

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/internal/spectest"
	"github.com/fly2k8s/fly2k8s/translate/kube"
)

// BenchmarkObjects is the time from a spec to the written files of a hundred apps,
// comments included, for each object.
func BenchmarkObjects(b *testing.B) {
	for _, n := range []int{1, 2} {
		b.Run(fmt.Sprintf("environments=%d", n), func(b *testing.B) {
			apps := []spec.App{spectest.API("production"), spectest.API("staging")}[:n]
			notes := notesOf(apps)
			objects := 0
			b.ReportAllocs()
			before := cpu(b)
			for b.Loop() {
				for range 100 {
					in := inEnvironments(apps)
					for _, env := range in.Envs {
						objects += len(env.Objects)
					}
					AppTree(in, notes)
				}
			}
			b.ReportMetric(float64(cpu(b)-before)/float64(time.Millisecond)/float64(objects), "cpu-ms/object")
		})
	}
}

func inEnvironments(apps []spec.App) App {
	in := App{Name: apps[0].Name}
	for _, a := range apps {
		os, traces := kube.Objects(kube.Around{Env: spectest.Production()}, a)
		in.Envs = append(in.Envs, Env{Name: a.Env, App: a.Name, Namespace: a.Namespace, FlyApp: a.FlyApp, Image: a.Image, Objects: os, Traces: traces})
	}
	return in
}

// cpu is the processor time of this process so far, garbage collection
// included: other processes on the machine don't count.
func cpu(b *testing.B) time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		b.Fatal(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

// notesOf has a comment for every field that can have one.
func notesOf(apps []spec.App) report.Notes {
	var fs []report.Finding
	for _, a := range apps {
		_, traces := kube.Objects(kube.Around{Env: spectest.Production()}, a)
		for i, t := range traces {
			fs = append(fs, report.Finding{Env: t.Env, Spec: t.Spec, Outcome: report.Carried, From: report.Source{App: t.App, File: "fly.toml", Key: t.Spec, Line: i + 1}})
		}
	}
	return report.NewNotes(fs)
}
