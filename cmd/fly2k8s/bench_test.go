package main

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

var large = flag.Bool("large", false, "measure a company of 10,000 apps, too")

// BenchmarkTranslate turns a company made of the corpus' configs into its
// repository, report included, in memory. It prints CPU time of the process, which
// other programs on the machine don't change, and the peak of its memory beside
// what the program itself takes before it reads anything. The first run stands
// apart: it also pays the kernel for each page, and the benchmark gave all of them
// back before, to see the peak.
func BenchmarkTranslate(b *testing.B) {
	sizes := []int{100, 1000}
	if *large {
		sizes = append(sizes, 10_000)
	}
	for _, apps := range sizes {
		b.Run(fmt.Sprintf("%d apps", apps), func(b *testing.B) {
			input := translate.Input{Sources: companyOf(b, apps), Decisions: decisions.Decisions{Version: decisions.Version}}
			debug.FreeOSMemory()
			forgetPeak()
			idle := peakMiB(b)
			files, first := measured(b, input)
			peak := peakMiB(b)
			var spent float64
			for b.Loop() {
				_, more := measured(b, input)
				spent += more
			}
			spent /= float64(b.N)
			b.ReportMetric(0, "ns/op") // wall time says more about the machine
			b.ReportMetric(spent/float64(apps), "cpu-ms/app")
			b.ReportMetric(spent/float64(objectsIn(files)), "cpu-ms/object")
			b.ReportMetric(first/float64(objectsIn(files)), "first-cpu-ms/object")
			b.ReportMetric(float64(objectsIn(files))/float64(apps), "objects/app")
			b.ReportMetric(idle, "idle-MiB")
			b.ReportMetric(peak, "peak-MiB")
		})
	}
}

// measured is one translation and its CPU time in milliseconds.
func measured(b *testing.B, input translate.Input) (tree.Tree, float64) {
	b.Helper()
	before := cpu(b)
	out, err := whole(input)
	if err != nil {
		b.Fatal(err)
	}
	return out.Files, float64(cpu(b)-before) / float64(time.Millisecond)
}

// companyOf are that many apps, each with a folder of its own on disk: the
// corpus' configs in turn under other names.
func companyOf(b *testing.B, apps int) []translate.Source {
	b.Helper()
	root := os.DirFS(testenv.Shared(b, "corpus"))
	var texts [][]byte
	for _, name := range corpusConfigs(b, testenv.Shared(b, "corpus")) {
		data, err := fs.ReadFile(root, name)
		if err != nil {
			b.Fatal(err)
		}
		if path.Ext(name) == ".toml" && refused[name] == "" {
			texts = append(texts, nameless(b, name, data))
		}
	}
	dir := b.TempDir()
	company := os.DirFS(dir)
	var sources []translate.Source
	for i := range apps {
		name := fmt.Sprintf("app-%05d", i)
		config := append([]byte("app = \""+name+"\"\n"), texts[i%len(texts)]...)
		if err := writeFile(filepath.Join(dir, name, "fly.toml"), config); err != nil {
			b.Fatal(err)
		}
		sources = append(sources, translate.Source{Dir: name, FS: company, Config: name + "/fly.toml"})
	}
	return sources
}

// nameless is a config without the line that names the app.
func nameless(b *testing.B, name string, data []byte) []byte {
	b.Helper()
	file, err := flytoml.Parse(name, data)
	if err != nil {
		b.Fatal(err)
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	if key, ok := file.Key("app"); ok {
		lines = slices.Delete(lines, key.Line-1, key.Line)
	}
	return bytes.Join(lines, nil)
}

var (
	kindLine = []byte("\nkind: ")
	ofTools  = regexp.MustCompile(`\nkind: (Kustomization|Component)\n`)
)

// objectsIn counts the objects that stand written in files, once each, however
// many overlays build them.
func objectsIn(files tree.Tree) int {
	n := 0
	for _, f := range files {
		if path.Ext(f.Path) == ".yaml" {
			n += bytes.Count(f.Data, kindLine) - len(ofTools.FindAll(f.Data, -1))
		}
	}
	return n
}

// cpu is what the process has used so far, in user and system mode.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// forgetPeak starts the peak anew where the kernel can (proc_pid_clear_refs(5)).
func forgetPeak() { os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

var peakLine = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// peakMiB is the largest resident set since forgetPeak; 0 where nobody tells.
func peakMiB(b *testing.B) float64 {
	b.Helper()
	status, err := os.ReadFile("/proc/self/status")
	found := peakLine.FindSubmatch(status)
	if err != nil || found == nil {
		return 0
	}
	kib, err := strconv.Atoi(string(found[1]))
	if err != nil {
		b.Fatal(err)
	}
	return float64(kib) / 1024
}
