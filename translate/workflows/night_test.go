package workflows

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/internal/spec"
)

const (
	pinned     = "kustomize edit set image acme-api=acme-api@sha256:new"
	flyActive  = "flyctl deploy code/api --config code/api/fly.toml"
	flyPassive = flyActive + " --skip-release-command --process-groups web"
	unJob      = "kubectl delete job acme-api-release --ignore-not-found --wait"
	makeJob    = "kubectl apply -k apps/acme-api/overlays/production/release"
	askJob     = "kubectl get job acme-api-release"
	rollOut    = "kubectl apply -k ."
)

var (
	statuses = []string{"kubectl rollout status deployment/acme-api-web --timeout=660s", "kubectl rollout status deployment/acme-api-worker --timeout=660s"}
	gke      = map[string]string{"active_acme_db": "gke"}
	skip     = map[string]string{"without_release": "true"}
)

func TestACommitArrivesInOrder(t *testing.T) {
	active, passive := "kustomize edit add component active", "kustomize edit add component passive"
	for name, tt := range map[string]struct {
		night  night
		want   []string
		failed string
	}{
		"while Fly is active it comes first, and GKE runs no release command, worker or schedule": {
			night{}, slices.Concat([]string{flyActive, pinned, "git push", passive, rollOut}, statuses), "",
		},
		"while GKE is active the release command ends before anything is replaced, and Fly only serves": {
			night{vars: gke, states: "\nSuccessCriteriaMet Complete\n"},
			slices.Concat([]string{pinned, unJob, makeJob, askJob, "sleep 3", askJob, "git push", active, rollOut}, statuses, []string{flyPassive}), "",
		},
		"a release command that fails leaves everything as it was": {
			night{vars: gke, states: "FailureTarget\nFailureTarget Failed\n"},
			[]string{pinned, unJob, makeJob, askJob, "sleep 3", askJob, "kubectl logs job/acme-api-release --tail=200"}, "Run the release command",
		},
		"a rollout that is stuck keeps Fly on the old code": {
			night{vars: gke, states: "Complete\n", stuck: true},
			[]string{pinned, unJob, makeJob, askJob, "git push", active, rollOut, statuses[0]}, "Roll out",
		},
		"a frozen schema refuses migrations": {
			night{vars: map[string]string{"schema_freeze": "on"}}, nil, "Refuse migrations while the schema is frozen",
		},
		"a frozen schema lets a commit without one through, on both sides without the release command": {
			night{vars: map[string]string{"schema_freeze": "on"}, inputs: skip},
			slices.Concat([]string{flyActive + " --skip-release-command", pinned, "git push", passive, rollOut}, statuses), "",
		},
		"in the night nothing is deployed, release command or not": {
			night{vars: map[string]string{"deploy_freeze": "on"}, inputs: skip}, nil, "Refuse deploys while data moves",
		},
		"on the way back Fly is the active side again": {
			night{vars: map[string]string{"active_acme_db": "fly"}}, slices.Concat([]string{flyActive, pinned, "git push", passive, rollOut}, statuses), "",
		},
		"when nothing is left on Fly nothing goes there": {
			night{vars: map[string]string{"active_acme_db": "gke", "fly_deploys": "off"}, states: "Complete\n"},
			slices.Concat([]string{pinned, unJob, makeJob, askJob, "git push", active, rollOut}, statuses), "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, failed := tt.night.ran(t, acme("kubectl"), "ci/acme-api.yml", "deploy-production")
			if failed != tt.failed {
				t.Errorf("it stopped at %q, want %q", failed, tt.failed)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("commands (-want +got):\n%s", diff)
			}
		})
	}
}

// An app that writes to two things that move is active on GKE when both are.
func TestTwoWriteDomainsMoveTogether(t *testing.T) {
	c := acme("kubectl")
	c.Caches = append(c.Caches, spec.Cache{Name: "acme-redis", Env: "production", Target: "memorystore", State: "sessions", Apps: []string{"acme-api"}})
	for name, tt := range map[string]struct {
		vars map[string]string
		fly  bool
	}{
		"neither": {nil, true}, "the first": {gke, true}, "the second": {map[string]string{"active_acme_redis": "gke"}, true},
		"both": {map[string]string{"active_acme_db": "gke", "active_acme_redis": "gke"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			got, failed := night{vars: tt.vars, states: "Complete\n"}.ran(t, c, "ci/acme-api.yml", "deploy-production")
			if failed != "" || slices.Contains(got, flyActive) != tt.fly || slices.Contains(got, makeJob) == tt.fly {
				t.Errorf("stopped at %q: %q", failed, got)
			}
		})
	}
}

// Where git is followed CI touches no cluster: it writes what is to run.
func TestWhatFollowsGitIsOnlyWritten(t *testing.T) {
	for _, mode := range []string{"argocd", "flux"} {
		for name, tt := range map[string]struct {
			night night
			has   string
			lacks string
		}{
			"argocd passive": {night{}, "components/passive", "release/job"},
			"argocd active":  {night{vars: gke}, "release/job", "passive"},
			"argocd skipped": {night{vars: gke, inputs: skip}, "active", "release/job"},
			"flux passive":   {night{}, "held", "add component ../../../overlays/production/active"},
			"flux active":    {night{vars: gke}, "create --resources ../../../overlays/production/release", "held"},
			"flux skipped":   {night{vars: gke, inputs: skip}, "held", "passive"},
		} {
			if !strings.HasPrefix(name, mode) {
				continue
			}
			t.Run(name, func(t *testing.T) {
				got, failed := tt.night.ran(t, acme(mode), "ci/acme-api.yml", "deploy-production")
				all := strings.ReplaceAll(strings.Join(got, "\n"), "component ../../overlays/production/", "components/")
				if failed != "" || strings.Contains(all, "kubectl") || !strings.Contains(all, tt.has) || strings.Contains(all, tt.lacks) {
					t.Errorf("stopped at %q, want %q and no %q:\n%s", failed, tt.has, tt.lacks, all)
				}
				if last := got[len(got)-1]; last != "git push" && last != flyPassive {
					t.Errorf("the last command is %s", last)
				}
			})
		}
	}
}

func TestAnImageFromElsewhereArrivesInOrder(t *testing.T) {
	c := elsewhere(func(a *spec.App) { a.Release, a.Schedules = &spec.Release{}, []spec.Schedule{{Name: "nightly"}} })
	asked := "kubectl apply --dry-run=server -k apps/acme-ml/overlays/production"
	status := "kubectl -n acme-ml rollout status statefulset/acme-ml --timeout=660s"
	for name, tt := range map[string]struct {
		night night
		want  []string
	}{
		"on the passive side": {night{}, []string{asked, "kustomize edit add component passive", rollOut, status}},
		"on the active side": {night{vars: map[string]string{"active_acme_ml": "gke"}, states: "Complete\n"}, []string{
			asked, "kubectl -n acme-ml delete job acme-ml-release --ignore-not-found --wait", "kubectl apply -k apps/acme-ml/overlays/production/release",
			"kubectl -n acme-ml get job acme-ml-release", "kustomize edit add component active", rollOut, status,
		}},
		"in the night": {night{vars: map[string]string{"deploy_freeze": "on"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := tt.night.ran(t, c, "ci/acme-ml.yml", "deploy-production")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("commands (-want +got):\n%s", diff)
			}
		})
	}
}

// A preview's walls stand before its database, and that before its code.
func TestAPreviewIsMadeInOrder(t *testing.T) {
	got, failed := night{states: "Complete\n"}.ran(t, acme("kubectl"), "ci/acme-api-preview.yml", "preview")
	all, from := strings.Join(got, "\n"), 0
	for _, next := range []string{"get namespace", "apply -k .", "annotate namespace", "auth can-i", "apply -k .", "wait --for=condition=complete", "set image", "overlays/preview/release", "get job", "apply -k .", "rollout status"} {
		at := strings.Index(all[from:], next)
		if at < 0 {
			t.Fatalf("stopped at %q: no %q after\n%s\nin\n%s", failed, next, all[:from], all)
		}
		from += at + len(next)
	}
	if failed != "" {
		t.Errorf("it stopped at %q", failed)
	}
}
