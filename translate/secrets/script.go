package secrets

import (
	"regexp"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/shell"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

var variable = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// copyable says whether a running machine has the value under a name that can
// be asked for, and the store has one place for it.
func copyable(r Row) bool {
	return r.Class == string(spec.Copy) && !r.Staged && !r.Clash && r.FlyApp != "" && (r.Store != doppler || r.Project != "") && variable.MatchString(r.Name) && keepable(r)
}

// taken is what Secret Manager takes as a secret's name.
// https://docs.cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/create
var taken = regexp.MustCompile(`^[A-Za-z0-9_-]{1,255}$`)

// keepable says whether the store takes the key. Doppler takes capitals, digits
// and _ (https://docs.doppler.com/docs/secrets).
func keepable(r Row) bool {
	switch r.Store {
	case doppler:
		return variable.MatchString(r.Key) && strings.ToUpper(r.Key) == r.Key
	case secretManager:
		return taken.MatchString(r.Key)
	}
	return true
}

// The script's own parts. The value lives in a variable of the shell that is
// never exported, and leaves it through printf, which is a builtin: no argument
// of a process, no file and no here-document (bash writes those to disk) has it.
const preamble = `#!/usr/bin/env bash
# Copies secrets that are missing in the store from running machines on Fly.
# Prints names, and whether what the store has then is the same. Without --copy
# it prints what it would copy. Run it again after a failure: what is there
# already is left as it is.
# shellcheck disable=SC2016 # names stand as they are
set +x
set -euo pipefail
ulimit -c 0
LC_ALL=C # a value is bytes
mode=${1:-}
failed=0

# on_fly APP NAME: the value, from the environment of a running machine.
on_fly() {
  fly ssh console --app "$1" --quiet --command "printenv $2" </dev/null
}

# copy STORE APP NAME KEY PROJECT CONFIG
copy() {
  local store=$1 app=$2 name=$3 key=$4 project=$5 config=$6 value back
  if [ "$mode" != --copy ]; then
    echo "would copy $name of $app to $key"
    return
  fi
  if ! value=$(on_fly "$app" "$name" && printf .); then
    echo "not read  $name of $app: is a machine running, and has it the variable?"
    failed=1
    return
  fi
  value=${value%.}
  value=${value%$'\n'}
  if [ -z "$value" ]; then
    echo "empty     $name of $app"
    failed=1
    return
  fi
  if [ "$store" = secret-manager ] && [ "${#value}" -gt 65536 ]; then
    echo "too large $name of $app: Secret Manager takes 64 KiB; put a file into a bucket, or split it"
    failed=1
    return
  fi
  if back=$(get "$store" "$key" "$project" "$config" && printf .) && [ "$back" != . ] && [ "$back" != $'\n.' ]; then
    if same "$value" "$back"; then
      echo "match     $name of $app (was there)"
    else
      echo "DIFFERENT $name of $app: the store has another value already, which is left alone"
      failed=1
    fi
    return
  fi
  if ! printf '%s' "$value" | put "$store" "$key" "$project" "$config"; then
    echo "not kept  $name of $app"
    failed=1
    return
  fi
  back=$(get "$store" "$key" "$project" "$config" && printf .) || back=.
  if same "$value" "$back"; then
    echo "match     $name of $app"
  else
    echo "MISMATCH  $name of $app"
    failed=1
  fi
}

# same VALUE READ: what was read back ends in a full stop, and perhaps in a line
# break that the store's program printed.
same() { [ "${2%.}" = "$1" ] || [ "${2%.}" = "$1"$'\n' ]; }
`

const stores = `
# put STORE KEY PROJECT CONFIG: keeps what stands on stdin.
put() {
  case $1 in
    secret-manager)
      if ! gcloud secrets describe "$2" --project="$3" >/dev/null 2>&1 </dev/null; then
        gcloud secrets create "$2" --project="$3" --replication-policy=automatic --quiet >/dev/null 2>&1 </dev/null || return 1
      fi
      gcloud secrets versions add "$2" --project="$3" --data-file=- --quiet >/dev/null 2>&1 ;;
    doppler) doppler secrets set "$2" --project "$3" --config "$4" --no-interactive --silent >/dev/null 2>&1 ;;
  esac
}

# get STORE KEY PROJECT CONFIG: what the store has then.
get() {
  case $1 in
    secret-manager) gcloud secrets versions access latest --secret="$2" --project="$3" 2>/dev/null </dev/null ;;
    doppler) doppler secrets get "$2" --project "$3" --config "$4" --plain 2>/dev/null </dev/null ;;
  esac
}
`

const ending = `
exit "$failed"
`

// Script is a bash script that copies what is missing and can be copied; empty
// when there is nothing of the kind.
func Script(rows []Row) []byte {
	var lines []string
	for _, r := range rows {
		if r.State == Missing && copyable(r) {
			lines = append(lines, "copy "+shell.Words(r.Store, r.FlyApp, r.Name, r.Key, r.Project, r.Config))
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return []byte(preamble + stores + "\n" + strings.Join(lines, "\n") + "\n" + ending)
}
