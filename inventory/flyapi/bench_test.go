package flyapi_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/flyapi"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
)

// faster is by how much the benchmark's clock runs: Fly's limits, our ceiling
// and the latency are scaled alike, so the ratio to the bound stays the same.
const faster = 20

// serveEnv makes the test program a server, so that its memory is not counted
// with the client's.
const serveEnv = "FLY2K8S_BENCHMARK_SERVES"

func TestMain(m *testing.M) {
	if os.Getenv(serveEnv) != "" {
		if err := serveLarge(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// serveLarge serves until its input ends.
func serveLarge() error {
	folder, err := flytest.Generate(flytest.Size{Apps: 1000, Machines: 3000, AddOns: 20})
	if err != nil {
		return err
	}
	server, err := flytest.Start(folder, flytest.Options{
		Latency: 30 * time.Millisecond / faster, PageSize: 500,
		Limits: &flytest.Limits{PerSecond: faster, Burst: 3, RetryAfter: time.Second},
	})
	if err != nil {
		return err
	}
	fmt.Println(server.URL)
	_, err = bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && err.Error() != "EOF" {
		return err
	}
	return server.Close()
}

func largeServer(b *testing.B) string {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), serveEnv+"=1")
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		stdin.Close()
		if err := cmd.Wait(); err != nil {
			b.Error(err)
		}
	})
	url, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		b.Fatal(err)
	}
	return strings.TrimSpace(url)
}

// BenchmarkLargeOrg reads 1,000 apps with 3,000 machines. bound/s is the time
// that the ceiling alone would take for as many requests.
func BenchmarkLargeOrg(b *testing.B) {
	url := largeServer(b)
	for b.Loop() {
		client, err := flyapi.New(flyapi.Options{Token: flytest.Token, APIURL: url, MachinesURL: url,
			Rate: 20 * faster, PerAction: faster, FirstWait: 500 * time.Millisecond / faster})
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		s, err := inventory.Collect(b.Context(), client, inventory.Options{}, nil, nil)
		if err != nil {
			b.Fatal(err)
		}
		wall := time.Since(start).Seconds()
		if gaps := inventory.Gaps(s); len(gaps) > 0 || len(s.Apps.Items) != 1000 || len(s.AddOns.Items) != 20 {
			b.Fatalf("%d apps, gaps: %+v", len(s.Apps.Items), gaps)
		}
		if _, err := inventory.Save(s); err != nil {
			b.Fatal(err)
		}
		p := client.Pressure()
		bound := float64(p.Requests) / (20 * faster)
		b.ReportMetric(wall*faster, "wall-s")
		b.ReportMetric(bound*faster, "bound-s")
		b.ReportMetric(wall/bound, "ratio")
		b.ReportMetric(float64(p.Requests), "requests")
		b.ReportMetric(float64(p.Throttled), "throttled")
		b.ReportMetric(float64(p.InFlight), "in-flight")
		b.ReportMetric(peakMB(b), "peak-MB")
	}
}

var peak = regexp.MustCompile(`VmHWM:\s+(\d+) kB`)

// peakMB is the most memory that the process ever had, as Linux counts it; 0
// elsewhere.
func peakMB(b *testing.B) float64 {
	b.Helper()
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	found := peak.FindSubmatch(text)
	if found == nil {
		return 0
	}
	kb, err := strconv.Atoi(string(found[1]))
	if err != nil {
		b.Fatal(err)
	}
	return float64(kb) / 1024
}
