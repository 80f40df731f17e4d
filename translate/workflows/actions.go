package workflows

// The actions that are used, each by the commit of a release.
var (
	checkout     = action{"actions/checkout", "11bd71901bbe5b1630ceea73d27597364c9af683", "v4.2.2"}
	googleAuth   = action{"google-github-actions/auth", "7c6bc770dae815cd3e89ee6cdf493a5fab2cc093", "v3.0.0"}
	setupGcloud  = action{"google-github-actions/setup-gcloud", "aa5489c8933f4cc7a4f7d45035b3b1440c9c10db", "v3.0.1"}
	getCluster   = action{"google-github-actions/get-gke-credentials", "3da1e46a907576cefaa90c484278bb5b259dd395", "v3.0.0"}
	setupBuildx  = action{"docker/setup-buildx-action", "e468171a9de216ec08956ac3ada2f0791b6bd435", "v3.11.1"}
	buildAndPush = action{"docker/build-push-action", "263435318d21b8e681c14492fe198d362a7d2c83", "v6.18.0"}
	setupFlyctl  = action{"superfly/flyctl-actions/setup-flyctl", "fc53c09e1bc3be6f54706524e3b82c4f462f77be", "v1.5"}
)

// runner has docker, git, gcloud, kubectl and kustomize.
// https://github.com/actions/runner-images/blob/main/images/ubuntu/Ubuntu2404-Readme.md
const runner = "ubuntu-24.04"

func uses(a action, name string, with ...pair) step {
	return step{Name: name, Uses: &a, With: with}
}

// federated may ask GitHub for the token that Google takes in place of a key.
func federated(contents string) pairs {
	return pairs{{"contents", contents}, {"id-token", "write"}}
}

// signIn trades GitHub's token for Google's: no key is stored anywhere.
// https://docs.cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines
func signIn(account string) step {
	return uses(googleAuth, "Sign in to Google Cloud",
		pair{"workload_identity_provider", "${{ vars.WORKLOAD_IDENTITY_PROVIDER }}"},
		pair{"service_account", account})
}
