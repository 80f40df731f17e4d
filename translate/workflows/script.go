package workflows

import "strings"

// script is lines of bash that stop at the first failure. Values that come from
// somebody's files are not in it: they reach it as variables.
func script(lines ...string) string {
	return "set -euo pipefail\n" + strings.Join(lines, "\n") + "\n"
}

// refuseAll ends a deploy that would start what a night has stopped.
var refuseAll = script(
	`echo "::error::No deploys while data moves from Fly to GKE (DEPLOY_FREEZE is on). Run this again when the night is over."`,
	`exit 1`)

// refuse ends a deploy that would run a migration under a running copy.
var refuse = script(
	`echo "::error::The schema is frozen while data is copied (SCHEMA_FREEZE is on). Start this workflow by hand without its release command if the commit has no migration."`,
	`exit 1`)

var pin = script(
	`cd "$OVERLAY/images"`,
	`kustomize edit set image "$IMAGE_NAME=$IMAGE@$DIGEST"`)

// release runs the release command's Job alone and waits until it has ended
// either way. Its own deadline ends it.
var release = script(
	`kubectl -n "$NAMESPACE" delete job "$RELEASE_JOB" --ignore-not-found --wait`,
	`kubectl apply -k "$OVERLAY/release"`,
	`while true; do`,
	`  ended=$(kubectl -n "$NAMESPACE" get job "$RELEASE_JOB" -o jsonpath='{.status.conditions[?(@.status=="True")].type}')`,
	`  case " $ended " in`,
	`    *" Complete "*) break ;;`,
	`    *" Failed "*)`,
	`      kubectl -n "$NAMESPACE" logs "job/$RELEASE_JOB" --tail=200 || true`,
	`      echo "::error::The release command failed; nothing was replaced."`,
	`      exit 1 ;;`,
	`  esac`,
	`  sleep 3`,
	`done`)

// commit records what was written below the app's folder. Two apps may deploy
// at once, so a push that comes second tries again on top of the first.
var commit = script(
	`cd "$OVERLAY/../.."`,
	`git add --all -- "overlays/$ENVIRONMENT/images" ${SYNC:+"$SYNC"}`,
	`if git diff --cached --quiet; then exit 0; fi`,
	`git -c user.name=deploy -c user.email=deploy@users.noreply.github.com commit --quiet -m "Deploy $APP to $ENVIRONMENT: $GITHUB_SHA [skip ci]"`,
	`for attempt in 1 2 3 4 5; do`,
	`  if git pull --quiet --rebase && git push --quiet; then exit 0; fi`,
	`  sleep "$attempt"`,
	`done`,
	`exit 1`)

// apply puts the overlay into the cluster as its side has it. The side stays out
// of git: the variable decides it.
var apply = script(
	`cd "$OVERLAY"`,
	`if [ -d "$SIDE" ]; then kustomize edit add component "$SIDE"; fi`,
	`kubectl apply -k .`,
	`for workload in $WORKLOADS; do`,
	`  kubectl -n "$NAMESPACE" rollout status "$workload" --timeout="${ROLLOUT_SECONDS}s"`,
	`done`)

// writeSide writes which side runs here for Argo CD or Flux, which read git
// alone.
var writeSide = script(
	`cd "$OVERLAY/../../sync/$ENVIRONMENT"`,
	`from="../../overlays/$ENVIRONMENT"`,
	`rm kustomization.yaml`,
	`kustomize create --resources "$from"`,
	`if [ -d "$from/$SIDE" ]; then kustomize edit add component "$from/$SIDE"; fi`)

// argoRelease has Argo CD sync the release command's Job before the rollout.
var argoRelease = script(
	`cd "$OVERLAY/../../sync/$ENVIRONMENT"`,
	`from="../../overlays/$ENVIRONMENT"`,
	`kustomize edit add component "$from/release/job"`)

// fluxRelease lets the Job of the folder that Flux applies first run, or holds it
// where RELEASE is empty.
var fluxRelease = script(
	`cd "$OVERLAY/../../sync/$ENVIRONMENT/release"`,
	`from="../../../overlays/$ENVIRONMENT"`,
	`rm kustomization.yaml`,
	`kustomize create --resources "$from/release"`,
	`if [ -z "$RELEASE" ]; then kustomize edit add component "$from/held"; fi`)

// namespace makes the preview's namespace with its limits, and says until when
// it lives: each push makes it live longer. The one of a pull request that is
// opened again may be on its way out still. The role binding in it needs a moment
// before it counts.
var namespace = script(
	`while [ "$(kubectl get namespace "$NAMESPACE" --ignore-not-found -o jsonpath='{.status.phase}')" = Terminating ]; do sleep 5; done`,
	`cd "$PLATFORM/platform/previews/namespace"`,
	`kustomize edit set namespace "$NAMESPACE"`,
	`kubectl apply -k .`,
	`kubectl annotate namespace "$NAMESPACE" --overwrite "fly2k8s.dev/expires-at=$(date -u -d "+$DAYS days" +%Y-%m-%dT%H:%M:%SZ)"`,
	`for attempt in 1 2 3 4 5 6 7 8 9 10; do`,
	`  if kubectl auth can-i create deployments.apps -n "$NAMESPACE" --quiet; then exit 0; fi`,
	`  sleep "$attempt"`,
	`done`,
	`exit 1`)

// database makes a database with the namespace's name, if there is none yet.
var database = script(
	`cd "$PLATFORM/platform/previews/database"`,
	`kustomize edit set namespace "$NAMESPACE"`,
	`kubectl -n "$NAMESPACE" delete job preview-database --ignore-not-found --wait`,
	`kubectl apply -k .`,
	`kubectl -n "$NAMESPACE" wait --for=condition=complete --timeout=300s job/preview-database`)

func words(names []string) string { return strings.Join(names, " ") }
