package translate_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/yannh/kubeconform/pkg/validator"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/tree"
	"github.com/fly2k8s/fly2k8s/translate"
	"github.com/google/go-cmp/cmp"
)

// inCluster is the sample company with its database and its cache in the cluster.
func inCluster(t *testing.T, change func(*decisions.Decisions)) tree.Tree {
	t.Helper()
	in := scenarioInput(t, "acme")
	in.Decisions.Databases = []decisions.Database{{Name: "acme-db", Target: "cnpg"}}
	in.Decisions.Caches = []decisions.Cache{{Name: "acme-redis", Target: "in-cluster", State: "cache"}}
	change(&in.Decisions)
	out, err := translate.Whole(in)
	if err != nil {
		t.Fatal(err)
	}
	return out.Files
}

func asDecided(*decisions.Decisions) {}

func TestDatabaseInTheCluster(t *testing.T) {
	objects := synced(t, inCluster(t, asDecided), "platform/overlays/production")
	cluster := objects["Cluster/acme-db"]
	if got := at(cluster, "metadata", "namespace"); got != "acme-db" {
		t.Errorf("its namespace is %v", got)
	}
	want := map[string]any{"size": "20Gi", "storageClass": "fly-pd-balanced"}
	if diff := cmp.Diff(want, at(cluster, "spec", "storage")); diff != "" {
		t.Error("its disk:", diff)
	}
	if at(cluster, "spec", "affinity", "nodeSelector") == nil {
		t.Error("no pool keeps room for it")
	}
	if at(objects["ScheduledBackup/acme-db"], "spec", "cluster", "name") != "acme-db" || objects["VolumeSnapshotClass/fly-snapshots"] == nil {
		t.Error("nothing keeps its snapshots")
	}
}

func TestCacheInTheCluster(t *testing.T) {
	tests := map[string]struct {
		state, kind string
	}{
		"what may be lost stays in memory": {"cache", "Deployment"},
		"sessions are on a disk":           {"sessions", "StatefulSet"},
		"a queue is on a disk":             {"queue", "StatefulSet"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			files := inCluster(t, func(d *decisions.Decisions) { d.Caches[0].State = test.state })
			objects := synced(t, files, "platform/overlays/production")
			cache := objects[test.kind+"/acme-redis"]
			if cache == nil {
				t.Fatal("nothing runs it")
			}
			pod := at(cache, "spec", "template", "spec").(map[string]any)
			container := pod["containers"].([]any)[0].(map[string]any)
			if container["image"] == nil || container["envFrom"] != nil || pod["serviceAccountName"] != nil {
				t.Errorf("it has something of an app's: %v", pod)
			}
			if objects["Service/acme-redis"] == nil {
				t.Error("nothing leads to it")
			}
			if copied := objects["Service/acme-redis-vpc"] != nil; copied != (test.state != "cache") {
				t.Errorf("the bridge reaches it: %v", copied)
			}
		})
	}
}

func TestStrictPolicyOpensWaysToStoresForTheirUsersAlone(t *testing.T) {
	files := inCluster(t, func(d *decisions.Decisions) { d.Network.Policy = "strict" })
	for folder, uses := range map[string]bool{"apps/acme-api/overlays/production": true, "apps/acme-cerbos/overlays/production": false} {
		policy := ""
		for name, o := range synced(t, files, folder) {
			if strings.HasPrefix(name, "NetworkPolicy/") {
				policy = fmt.Sprint(at(o, "spec", "egress"))
			}
		}
		if got := strings.Contains(policy, "acme-db"); got != uses {
			t.Errorf("%s: a way to acme-db: %v, want %v: %s", folder, got, uses, policy)
		}
	}
}

func TestStoresConform(t *testing.T) {
	v := conformer(t)
	for dir, data := range build(t, inCluster(t, asDecided)) {
		for _, r := range v.Validate(dir, io.NopCloser(bytes.NewReader(data))) {
			if r.Status != validator.Valid {
				signature, _ := r.Resource.Signature()
				t.Errorf("%s: %v: %v", dir, signature, r.Err)
			}
		}
	}
}
