package cluster

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/poolfile"
	"github.com/fly2k8s/fly2k8s/verify"
	"github.com/fly2k8s/fly2k8s/verify/shape"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
)

// rung is one question to the cluster.
type rung struct {
	name, proves, unit string
	ask                func(context.Context, *visit) (answer, error)
}

// answer is what one rung learned.
type answer struct {
	checked  int
	skipped  string
	findings []verify.Finding
	changes  []verify.Change
}

func ladder() []rung {
	return []rung{
		{"versions", "the server serves every kind in the version that is used", "kinds", versions},
		{"access", "the caller may apply every kind where it goes", "permissions", access},
		{"namespaces", "every namespace is there already", "namespaces", namespaces},
		{"dry-run", "the server admits every object, and this is what would change", "objects", dryRun},
		{"classes", "storage, gateway and priority classes that are used are there", "classes", classes},
		{"quotas", "quotas leave room for what the workloads ask for", "quotas", quotas},
		{"nodes", "nodes are there that can run every pod", "workloads", nodes},
	}
}

// Verify asks a cluster about a platform repository. Errors are about reaching
// the cluster or reading the tree; what the cluster doesn't accept is a finding.
func Verify(ctx context.Context, config *rest.Config, fsys fs.FS, options verify.Options) (verify.Result, error) {
	v, err := arrive(config, fsys, options)
	if err != nil {
		return verify.Result{}, err
	}
	var result verify.Result
	for _, r := range ladder() {
		learned, err := r.ask(ctx, v)
		if err != nil {
			return verify.Result{}, fmt.Errorf("ask the cluster about %s: %w", r.name, err)
		}
		sum := verify.Rung{Name: r.name, Proves: r.proves, Unit: r.unit, Checked: learned.checked, Skipped: learned.skipped}
		for _, f := range learned.findings {
			f.Rung = r.name
			result.Findings = append(result.Findings, f)
			if f.Severity == verify.Error {
				sum.Errors++
			} else {
				sum.Warns++
			}
		}
		result.Rungs = append(result.Rungs, sum)
		result.Changes = append(result.Changes, learned.changes...)
	}
	result.Unproven = v.unserved
	return result, nil
}

// visit is one run: the objects that this cluster would get, and ways to ask.
type visit struct {
	objects  []verify.Object
	static   kubernetes.Interface
	dynamic  dynamic.Interface
	mapper   *restmapper.DeferredDiscoveryRESTMapper
	pools    []shape.Shape   // of the tree, for this cluster
	heard    *heard          // what the server warned of
	missing  map[string]bool // namespaces that aren't there
	unserved []string        // kinds that the server doesn't have
}

func arrive(config *rest.Config, fsys fs.FS, options verify.Options) (*visit, error) {
	objects, err := verify.Objects(fsys, options)
	if err != nil {
		return nil, fmt.Errorf("build the platform repository: %w", err)
	}
	objects, name, err := ofCluster(objects, options.Env)
	if err != nil {
		return nil, err
	}
	pools, err := poolsFor(fsys, name)
	if err != nil {
		return nil, err
	}
	config = guarded(config)
	// Hundreds of small questions to one server that just answers them: the
	// client's default of 5 a second is for controllers.
	config.QPS, config.Burst = max(config.QPS, 50), max(config.Burst, 100)
	warnings := &heard{}
	config.WarningHandler = warnings
	static, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, fmt.Errorf("make a client: %w", err)
	}
	unstructured, err := dynamic.NewForConfig(config)
	if err != nil {
		return nil, fmt.Errorf("make a client: %w", err)
	}
	discovered, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return nil, fmt.Errorf("make a discovery client: %w", err)
	}
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(memory.NewMemCacheClient(discovered))
	return &visit{objects: objects, static: static, dynamic: unstructured, mapper: mapper, pools: pools, heard: warnings, missing: map[string]bool{}}, nil
}

// ofCluster keeps what the cluster of an environment gets, and names it. Without
// the name of an environment there has to be a single cluster.
func ofCluster(objects []verify.Object, env string) ([]verify.Object, string, error) {
	clusters := verify.Clusters(objects)
	cluster := clusters[0]
	switch at := slices.IndexFunc(objects, func(o verify.Object) bool { return o.Env == env }); {
	case env == "" && len(clusters) > 1:
		return nil, "", fmt.Errorf("choose a cluster: the tree is for %d, name an environment of one", len(clusters))
	case env != "" && at < 0:
		return nil, "", fmt.Errorf("choose a cluster: no environment %q in the tree", env)
	case env != "":
		cluster = objects[at].Cluster
	}
	return verify.InCluster(objects, cluster), cluster, nil
}

// poolsFor are the shapes of the cluster's pools in the tree; none where
// somebody else makes them.
func poolsFor(fsys fs.FS, cluster string) ([]shape.Shape, error) {
	files, err := poolfile.Load(fsys, poolfile.Folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read node pools: %w", err)
	}
	var all []shape.Shape
	for _, file := range files {
		one, err := shape.Of(file)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return verify.PoolsFor(cluster, all), nil
}
