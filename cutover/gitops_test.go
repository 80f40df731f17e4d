package cutover

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/cutover/acme"
	"github.com/fly2k8s/fly2k8s/cutover/plan"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// followed is the sample company's plan where Argo CD or Flux follows git.
func followed(t testing.TB, mode string, change ...func(*Options)) plan.Plan {
	t.Helper()
	c := acme.Company()
	for i := range c.Environments {
		c.Environments[i].Deploy = mode
	}
	for i := range c.Apps {
		c.Apps[i].Image.Build = &spec.Build{}
	}
	return followedPlan(t, c, change...)
}

func followedPlan(t testing.TB, c spec.Company, change ...func(*Options)) plan.Plan {
	t.Helper()
	o := Options{Decisions: acme.Decisions(), Facts: acme.Facts()}
	for _, f := range change {
		f(&o)
	}
	p, _, err := Plan(c, o)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestTheNightOfEachMode(t *testing.T) {
	for mode, want := range map[string]map[string][]string{
		"kubectl": {
			"prepare/acme-api/apply": {
				"kubectl apply -k apps/acme-api/overlays/production",
				"kubectl -n acme-api scale deployment,statefulset -l 'app.kubernetes.io/name=acme-api' --replicas=0",
			},
		},
		"argocd": {
			"prepare/platform/apply": {
				"kubectl apply -k platform/gitops/production",
				"kubectl -n argocd wait application/fly2k8s-production --for=jsonpath='{.status.sync.status}'=Synced --timeout=20m",
			},
			"prepare/acme-api/apply": {
				`kubectl -n argocd patch application acme-api-production --type=merge -p '{"spec":{"syncPolicy":{"automated":null}}}'`,
				"kubectl apply --server-side --force-conflicts -k apps/acme-api/sync/production",
				"kubectl -n acme-api scale deployment,statefulset -l 'app.kubernetes.io/name=acme-api' --replicas=0",
			},
			"retire/acme-api/follow": {
				"cat > apps/acme-api/sync/production/kustomization.yaml <<'END'\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- ../../overlays/production\ncomponents:\n- ../../overlays/production/active\nEND",
				"git diff --quiet HEAD -- apps/acme-api/sync/production/kustomization.yaml || git commit --quiet -m 'Run acme-api in production as the active side' -- apps/acme-api/sync/production/kustomization.yaml",
				"kubectl diff --server-side --force-conflicts -k apps/acme-api/sync/production",
				"git pull --quiet --rebase --autostash &&\n  git push --quiet &&\n" +
					"  kubectl -n argocd annotate application acme-api-production argocd.argoproj.io/refresh=normal --overwrite &&\n" +
					"  kubectl -n argocd wait application/acme-api-production --for=jsonpath='{.status.sync.revision}'=\"$(git rev-parse HEAD)\" --timeout=5m &&\n" +
					"  kubectl -n argocd wait application/acme-api-production --for=jsonpath='{.status.sync.status}'=Synced --timeout=1m &&\n" +
					`  kubectl -n argocd patch application acme-api-production --type=merge -p '{"spec":{"syncPolicy":{"automated":{"prune":true,"selfHeal":true}}}}'`,
			},
		},
		"flux": {
			"prepare/platform/apply": {
				"kubectl apply -k platform/gitops/production",
				"kubectl -n flux-system wait kustomization/fly2k8s-production --for=condition=Ready --timeout=20m",
			},
			"prepare/acme-api/apply": {
				"flux suspend kustomization acme-api-production-release", "flux suspend kustomization acme-api-production",
				"kubectl apply --server-side --force-conflicts -k apps/acme-api/sync/production",
				"kubectl -n acme-api scale deployment,statefulset -l 'app.kubernetes.io/name=acme-api' --replicas=0",
			},
			"retire/acme-cerbos/follow": {
				"kubectl diff --server-side --force-conflicts -k apps/acme-cerbos/sync/production",
				"git pull --quiet --rebase --autostash &&\n  git push --quiet &&\n  flux reconcile source git fly2k8s-production &&\n" +
					"  kubectl -n flux-system wait gitrepository/fly2k8s-production --for=jsonpath='{.status.artifact.revision}'=\"main@sha1:$(git rev-parse HEAD)\" --timeout=5m &&\n" +
					"  flux resume kustomization acme-cerbos-production",
			},
		},
	} {
		t.Run(mode, func(t *testing.T) {
			p := followed(t, mode)
			for id, commands := range want {
				got := find(t, &p, id).Commands
				if id == "prepare/platform/apply" {
					got = got[len(got)-2:]
				}
				if diff := cmp.Diff(commands, got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", id, diff)
				}
			}
		})
	}
}

// Nothing changes an app on GKE by hand while git is followed: the tool would
// undo it within minutes, and start what the night has stopped.
func TestAnAppIsPausedWhileHandsAreOnIt(t *testing.T) {
	for _, mode := range []string{"argocd", "flux"} {
		for name, p := range map[string]plan.Plan{
			"production": followed(t, mode), "rehearsal": followed(t, mode, func(o *Options) { o.Rehearsal = true }),
			"early": followed(t, mode, func(o *Options) { o.Decisions.Cutover.Early = []string{"acme-api"} }),
		} {
			before := ancestors(p)
			hands := 0
			for _, app := range acme.Company().Apps {
				if app.Env != "production" {
					continue
				}
				pause, follow := "prepare/"+app.Name+"/apply", "retire/"+app.Name+"/follow"
				if name == "rehearsal" {
					follow = "retire/rehearsal/down"
				}
				for _, s := range p.Steps {
					if s.ID == pause || !byHand(s, app.Namespace) {
						continue
					}
					hands++
					if !before[s.ID][pause] {
						t.Errorf("%s %s: %s changes %s, which is not paused before", mode, name, s.ID, app.Name)
					}
					if s.ID != follow && !before[follow][s.ID] {
						t.Errorf("%s %s: %s follows git before %s is done", mode, name, app.Name, s.ID)
					}
				}
			}
			if hands < 5 {
				t.Errorf("%s %s: %d steps change anything on GKE", mode, name, hands)
			}
			if name != "rehearsal" && !before["retire/releases/free"]["retire/acme-api/follow"] {
				t.Errorf("%s %s: releases are allowed while nobody applies them", mode, name)
			}
		}
	}
}

// byHand says whether a step changes an app's workloads, schedules or routes.
func byHand(s plan.Step, namespace string) bool {
	return slices.ContainsFunc(slices.Concat(s.Commands, s.Undo.Commands), func(c string) bool {
		for _, verb := range []string{"scale", "patch", "rollout restart"} {
			if strings.Contains(c, "kubectl -n "+namespace+" "+verb+" ") {
				return true
			}
		}
		return strings.Contains(c, "kubectl -n "+namespace+" ") && strings.Contains(c, " patch ")
	})
}

// ancestors are, for each step, all that is done before it.
func ancestors(p plan.Plan) map[string]map[string]bool {
	out := map[string]map[string]bool{}
	for _, s := range p.Steps {
		all := map[string]bool{}
		for _, a := range s.After {
			all[a] = true
			for b := range out[a] {
				all[b] = true
			}
		}
		out[s.ID] = all
	}
	return out
}

// The commit that the tool has seen last says the other side, until it has seen
// the new one: it may follow only after that.
func TestNobodyFollowsACommitOfTheOtherSide(t *testing.T) {
	for mode, last := range map[string]string{"argocd": "kubectl -n argocd patch", "flux": "flux resume"} {
		for state, kubectl := range map[string]string{"seen": "exit 0", "not seen": `case "$*" in *" wait "*) exit 1 ;; esac`} {
			p := followed(t, mode)
			step := find(t, &p, "retire/acme-api/follow")
			for name, command := range map[string]string{"forth": step.Commands[len(step.Commands)-1], "back": find(t, &p, "prepare/acme-api/apply").Undo.Commands[0]} {
				log := recorded(t, command, map[string]string{"kubectl": kubectl})
				if got := strings.Contains(log, last); got != (state == "seen") {
					t.Errorf("%s %s, commit %s: followed %t\n%s", mode, name, state, got, log)
				}
			}
		}
	}
}

// Nobody but the plan lets the release command of an image from elsewhere run.
func TestTheReleaseCommandOfAReadyImageIsLetRun(t *testing.T) {
	c := acme.Company()
	for i := range c.Environments {
		c.Environments[i].Deploy = "argocd"
	}
	p := followedPlan(t, c)
	step := find(t, &p, "retire/acme-api/follow")
	if !strings.Contains(step.Commands[0], "- ../../overlays/production/release/job\n") {
		t.Errorf("it is never run: %s", step.Commands[0])
	}
	if all := strings.Join(step.Commands, "\n"); strings.Contains(all, "Synced") || strings.Contains(strings.Join(step.Undo.Commands, "\n"), "release/job") {
		t.Errorf("its Job is new, so git and cluster differ; and the passive side runs none: %s", all)
	}
}

// What Flux starts after a rollout is paused with it, and goes on as the active
// side: held back, it would end a Job that runs.
func TestWhatADeployStartsIsPausedToo(t *testing.T) {
	c := acme.Company()
	for i := range c.Environments {
		c.Environments[i].Deploy = "flux"
	}
	for i := range c.Apps {
		c.Apps[i].Image.Build = &spec.Build{}
		if c.Apps[i].Name == "acme-api" {
			c.Apps[i].Jobs = []spec.Job{{Process: spec.Process{Name: "seed", Replicas: spec.Replicas{Min: 1, Max: 1, Live: 1}}, Suspended: true}}
		}
	}
	p := followedPlan(t, c)
	if pause := find(t, &p, "prepare/acme-api/apply").Commands; !slices.Contains(pause, "flux suspend kustomization acme-api-production-once") {
		t.Errorf("it is not paused: %q", pause)
	}
	step := find(t, &p, "retire/acme-api/follow")
	all := strings.Join(step.Commands, "\n")
	if !strings.Contains(all, "- ../../../overlays/production/once\ncomponents:\n- ../../../overlays/production/active\n") || !strings.Contains(all, "flux resume kustomization acme-api-production-once") {
		t.Errorf("it doesn't go on: %s", all)
	}
	if back := strings.Join(step.Undo.Commands, "\n"); !strings.Contains(back, "- ../../../overlays/production/once\nEND") {
		t.Errorf("the passive side starts it: %s", back)
	}
}

// On the way back the pause comes first, and git is the passive side again.
func TestTheWayBackPausesFirst(t *testing.T) {
	p := followed(t, "argocd")
	undo := find(t, &p, "retire/acme-api/follow").Undo.Commands
	if len(undo) < 3 || !strings.Contains(undo[0], `"automated":null`) || !strings.Contains(undo[1], "overlays/production/passive") {
		t.Errorf("the way back is %q", undo)
	}
}

// recorded runs a command with programs that only say how they were called.
func recorded(t *testing.T, command string, programs map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	log := filepath.Join(dir, "log")
	for _, name := range []string{"kubectl", "git", "flux"} {
		body := fmt.Sprintf("#!/bin/sh\necho %s \"$@\" >> %s\n%s\n", name, log, programs[name])
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("sh", "-c", command)
	cmd.Env = []string{"PATH=" + dir + ":" + os.Getenv("PATH")}
	_ = cmd.Run() // its failure is a case
	data, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
