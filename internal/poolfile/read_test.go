package poolfile_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/fly2k8s/fly2k8s/internal/poolfile"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/protobuf/testing/protocmp"
)

func production() spec.Environment {
	return spec.Environment{Name: "production", Project: "acme-prod", Cluster: "prod", Region: "europe-west3"}
}

func general() spec.Pool {
	return spec.Pool{
		Name: "general", Env: "production", Machine: "e2-standard-4",
		Zones:   []string{"europe-west3-a", "europe-west3-b", "europe-west3-c"},
		Initial: 1, Min: 3, Max: 9, DiskType: "pd-balanced", DiskGB: 50, MaxPods: 110,
		Labels: []spec.Var{{Name: "fly2k8s.dev/pool", Value: "general"}}, Arch: "amd64",
	}
}

func gpu() spec.Pool {
	p := general()
	p.Name, p.Machine, p.Initial, p.Min = "gpu-l4", "g2-standard-8", 0, 0
	p.GPUKind, p.GPUCount, p.Spot, p.SwapMiB = "nvidia-l4", 1, true, 2048
	p.Taints = []spec.Taint{{Key: "nvidia.com/gpu", Value: "present", Effect: "NoSchedule"}}
	return p
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	for _, p := range []spec.Pool{general(), gpu()} {
		want := poolfile.Request(p, production())
		data, err := poolfile.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := poolfile.Parse(p.Name+".yaml", data)
		if err != nil {
			t.Fatalf("%v in\n%s", err, data)
		}
		if diff := cmp.Diff(want, got, protocmp.Transform()); diff != "" {
			t.Errorf("%s (-written +read):\n%s", p.Name, diff)
		}
		again, _ := poolfile.Marshal(got)
		if diff := cmp.Diff(string(data), string(again)); diff != "" {
			t.Errorf("%s has two forms (-first +second):\n%s", p.Name, diff)
		}
	}
}

func TestReadingIsStrict(t *testing.T) {
	data, err := poolfile.Marshal(poolfile.Request(gpu(), production()))
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]struct {
		old, new string
		at       string // what stands on the line that the error names
		says     string
	}{
		"an unknown key":                  {"machineType: g2", "machineTyp: g2", "machineTyp: g2", "machineTyp"},
		"an unknown value of an enum":     {"locationPolicy: ANY", "locationPolicy: SOMEWHERE", "SOMEWHERE", "locationPolicy"},
		"a word where a number belongs":   {"totalMaxNodeCount: 9", "totalMaxNodeCount: nine", "nine", "nine"},
		"a key twice":                     {"    spot: true", "    spot: true\n    spot: false", "spot: false", "spot"},
		"a foreign zone":                  {"- europe-west3-b", "- europe-west4-b", "locations:", "europe-west4-b"},
		"a parent of another form":        {"parent: projects/acme-prod", "parent: acme-prod", "parent:", "parent"},
		"a name that the API refuses":     {"name: gpu-l4", "name: GPU_L4", "name: GPU_L4", "nodePool.name"},
		"limits per zone and in all":      {"totalMaxNodeCount: 9", "totalMaxNodeCount: 9\n    maxNodeCount: 3", "autoscaling:", "both"},
		"an alias":                        {"spot: true", "spot: &a true\n    preemptible: *a", "*a", "aliases"},
		"text that is no YAML":            {"nodePool:", "nodePool: [", "", ""},
		"a second document":               {"parent:", "parent: x\n---\nparent:", "---", "document"},
		"nothing at all":                  {string(data), "", "", "empty"},
		"a floor above the ceiling":       {"totalMaxNodeCount: 9", "totalMaxNodeCount: 9\n    totalMinNodeCount: 12", "totalMinNodeCount", "totalMinNodeCount"},
		"a machine type that is left out": {"machineType: g2-standard-8", "minCpuPlatform: x", "config:", "machineType"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(string(data), c.old, c.new, 1)
			_, err := poolfile.Parse("gpu-l4.yaml", []byte(text))
			var at poolfile.Error
			if !errors.As(err, &at) {
				t.Fatalf("error %v, want one with a place", err)
			}
			if at.File != "gpu-l4.yaml" || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one about %q in gpu-l4.yaml", err, c.says)
			}
			if before, _, found := strings.Cut(text, c.at); c.at != "" && (!found || at.Line != 1+strings.Count(before, "\n")) {
				t.Errorf("%v, want the line of %q in\n%s", err, c.at, text)
			}
		})
	}
}

func TestAllFilesAreReadAndAllErrorsTold(t *testing.T) {
	good, _ := poolfile.Marshal(poolfile.Request(general(), production()))
	repo := fstest.MapFS{
		"infra/nodepools/general.yaml":         {Data: good},
		"infra/nodepools/staging/general.yaml": {Data: good},
		"infra/nodepools/README.md":            {Data: []byte("x")},
	}
	files, err := poolfile.Load(repo, poolfile.Folder)
	if err != nil || len(files) != 2 {
		t.Fatalf("%d files and %v, want 2", len(files), err)
	}
	repo["infra/nodepools/a.yaml"] = &fstest.MapFile{Data: []byte("nodepool: {}\n")}
	repo["infra/nodepools/z.yaml"] = &fstest.MapFile{Data: []byte("parents: x\n")}
	_, err = poolfile.Load(repo, poolfile.Folder)
	for _, file := range []string{"infra/nodepools/a.yaml:1:", "infra/nodepools/z.yaml:1:"} {
		if err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("error %v, want one in %s", err, file)
		}
	}
}

func TestFurtherClustersGetAFolder(t *testing.T) {
	staging := general()
	staging.Env = "staging"
	c := spec.Company{
		Environments: []spec.Environment{production(), {Name: "staging", Project: "acme-dev", Cluster: "dev", Region: "europe-west3"}},
		Pools:        []spec.Pool{general(), staging},
	}
	files, err := poolfile.Files(c)
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, f := range files {
		paths = append(paths, f.Path+" "+f.Request.Parent)
	}
	want := []string{
		"infra/nodepools/general.yaml projects/acme-prod/locations/europe-west3/clusters/prod",
		"infra/nodepools/staging/general.yaml projects/acme-dev/locations/europe-west3/clusters/dev",
	}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
}
