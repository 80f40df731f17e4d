package flytest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
)

func acme(t *testing.T) *flytest.Server {
	t.Helper()
	schema, err := flytest.LoadSchema(testenv.FlySchema())
	if err != nil {
		t.Fatal(err)
	}
	server, err := flytest.Start(os.DirFS("../../testdata/scenarios/acme/fly"), flytest.Options{Schema: schema})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	return server
}

func ask(t *testing.T, method, url, authorization, body string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(text)
}

// What a real client of Fly gets for each path that it asks, and for those
// that it should not.
func TestPathsAnswerAsFlyDoes(t *testing.T) {
	server := acme(t)
	tests := map[string]struct {
		method, path, auth string
		status             int
		holds              string
	}{
		"apps of an organisation":       {"GET", "/v1/apps?org_slug=acme", "Bearer x", 200, `"total_apps":13`},
		"apps without an organisation":  {"GET", "/v1/apps", "", 404, "404 page not found"},
		"apps of nobody":                {"GET", "/v1/apps?org_slug=nobody", "Bearer x", 404, `{"message":"Organization not found"}`},
		"an app":                        {"GET", "/v1/apps/acme-db", "Bearer x", 200, `"app_role":"postgres_cluster"`},
		"an app that is not there":      {"GET", "/v1/apps/nobody", "Bearer x", 404, `"message"`},
		"its machines":                  {"GET", "/v1/apps/nobody/machines", "Bearer x", 400, `{"error":"could not find app \"nobody\""}`},
		"one machine":                   {"GET", "/v1/apps/acme-ml/machines/ec7e8126d80233", "Bearer x", 200, `"force_instance_key":null`},
		"a machine that is not there":   {"GET", "/v1/apps/acme-ml/machines/0", "Bearer x", 404, `"error"`},
		"machines of one region":        {"GET", "/v1/apps/acme-web/machines?region=iad", "Bearer x", 200, `"region":"iad"`},
		"volumes of a detached kind":    {"GET", "/v1/apps/acme-db/volumes", "Bearer x", 200, `"attached_alloc_id":null`},
		"secrets have no values":        {"GET", "/v1/apps/acme-api/secrets?show_secrets=true", "Bearer x", 200, `"digest"`},
		"secret keys":                   {"GET", "/v1/apps/acme-api/secretkeys", "Bearer x", 200, `"secret_keys"`},
		"addresses":                     {"GET", "/v1/apps/acme-web/ip_assignments", "Bearer x", 200, `"shared":true`},
		"a certificate check":           {"POST", "/v1/apps/acme-web/certificates/www.acme.example/check", "Bearer x", 200, `"dns_requirements"`},
		"regions need no token":         {"GET", "/v1/platform/regions", "", 200, `"Nearest":"iad"`},
		"machines of the organisation":  {"GET", "/v1/orgs/acme/machines?limit=2", "Bearer x", 200, `"next_cursor"`},
		"volumes of the organisation":   {"GET", "/v1/orgs/acme/volumes", "Bearer x", 200, `"app_name"`},
		"managed postgres":              {"GET", "/v1/postgres?org_slug=acme", "Bearer x", 200, `{"data":[]}`},
		"managed postgres of no one":    {"GET", "/v1/postgres", "Bearer x", 400, `"error"`},
		"what the token covers":         {"GET", "/v1/tokens/current", "Bearer x", 200, `"org_slug":"acme"`},
		"no token at the machines":      {"GET", "/v1/apps/acme-ml/machines", "", 401, `{"error":"Authenticate: token validation error"}`},
		"no token at the apps":          {"GET", "/v1/apps?org_slug=acme", "", 401, `{"message":"Unauthorized"}`},
		"a macaroon under bearer":       {"GET", "/v1/apps/acme-ml/machines", "Bearer fm2_abc", 401, `"error"`},
		"a macaroon under its own name": {"GET", "/v1/apps/acme-ml/machines", "FlyV1 fm2_abc", 200, `ec7e8126d80233`},
		"a path that nobody serves":     {"GET", "/v1/none", "", 404, "404 page not found"},
		"releases on the web":           {"GET", "/api/v1/apps/acme-api/releases?limit=1", "Bearer x", 200, `"version":112`},
		"the current release":           {"GET", "/api/v1/apps/acme-api/releases/current", "Bearer x", 200, `"version":112`},
		"all current releases":          {"GET", "/api/v1/releases/all_current", "Bearer x", 200, `"app_name":"acme-db"`},
		"organisations on the web":      {"GET", "/api/v1/organizations", "Bearer x", 200, `"raw_slug":"acme"`},
		"an organisation on the web":    {"GET", "/api/v1/organizations/acme", "Bearer x", 200, `"slug":"acme"`},
		"its managed postgres":          {"GET", "/api/v1/organizations/acme/postgres", "Bearer x", 200, `{"data":[]}`},
		"a cluster that is not there":   {"GET", "/api/v1/postgresv2/x", "Bearer x", 404, `"error"`},
		"logs":                          {"GET", "/api/v1/apps/acme-api/logs?next_token=", "Bearer x", 200, `"next_token"`},
		"a web path takes any macaroon": {"GET", "/api/v1/organizations", "Bearer fm2_abc", 200, `acme`},
		"a web path wants a token":      {"GET", "/api/v1/organizations", "", 401, `"error"`},
		"graphql wants a token":         {"POST", "/graphql", "", 401, `UNAUTHORIZED`},
		"writing is not what it is for": {"DELETE", "/v1/apps/acme-ml", "Bearer x", 404, "404 page not found"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			response, text := ask(t, test.method, server.URL+test.path, test.auth, "")
			if response.StatusCode != test.status || !strings.Contains(text, test.holds) {
				t.Errorf("%d %s", response.StatusCode, text)
			}
			if response.Header.Get("fly-request-id") == "" {
				t.Error("no fly-request-id")
			}
		})
	}
}

// The queries that flyctl's commands are known to send, in our words.
func TestQueriesOfFlyctlsCommands(t *testing.T) {
	server := acme(t)
	tests := map[string]struct{ query, variables, holds string }{
		"config show": {`query FlyctlConfigCurrentRelease($appName: String!) { app(name: $appName) { currentReleaseUnprocessed { configDefinition } } }`, `{"appName":"acme-api"}`, `"primary_region":"fra"`},
		"config of an app that was never deployed": {`query FlyctlConfigCurrentRelease($appName: String!) { app(name: $appName) { currentReleaseUnprocessed { configDefinition } } }`, `{"appName":"acme-reports"}`, `"currentReleaseUnprocessed":null`},
		"redis list":                 {`query ListAddOns($addOnType: AddOnType) { addOns(type: $addOnType) { nodes { id name addOnPlan { displayName } primaryRegion readRegions organization { slug } } } }`, `{"addOnType":"upstash_redis"}`, `acme-redis`},
		"redis list of org":          {`query ListOrganizationAddOns($organizationSlug: String!, $addOnType: AddOnType) { organization(slug: $organizationSlug) { addOns(type: $addOnType) { nodes { name } } } }`, `{"organizationSlug":"acme","addOnType":"tigris"}`, `"nodes":[]`},
		"redis status":               {`query GetAddOn($name: String, $provider: String) { addOn(name: $name, provider: $provider) { name hostname options organization { slug paidPlan } apps { nodes { id name } } } }`, `{"name":"acme-redis","provider":"upstash_redis"}`, `"eviction":true`},
		"mpg list":                   {`query GetOrganization($slug: String!) { organization(slug: $slug) { id rawSlug } }`, `{"slug":"acme"}`, `"rawSlug":"acme"`},
		"status with alias":          {`query ($appName: String!) { appcompact: app(name: $appName) { postgresAppRole: role { name } } }`, `{"appName":"acme-db"}`, `"appcompact":{"postgresAppRole":{"name":"postgres_cluster"}}`},
		"two aliases":                {`{ a: app(name: "acme-db") { id } b: app(name: "acme-ml") { id internalNumericId } }`, `{}`, `"internalNumericId":1597486`},
		"whoami":                     {`{ viewer { ... on User { email } ... on Macaroon { email } } }`, `{}`, `ada@acme.example`},
		"a number as text":           {`{ organization(slug: "acme") { internalNumericId } }`, `{}`, `"internalNumericId":"481516"`},
		"an empty cursor":            {`query($after: String) { apps(first: 2, after: $after) { pageInfo { hasNextPage } nodes { name network } } }`, `{"after":""}`, `"hasNextPage":true`},
		"an app that is not there":   {`{ app(name: "nobody") { id } }`, `{}`, `"code":"NOT_FOUND"`},
		"a field that Fly has not":   {`{ app(name: "acme-db") { colour } }`, `{}`, `Cannot query field \"colour\"`},
		"a variable that is missing": {`query($n: String!) { app(name: $n) { id } }`, `{}`, `must be defined`},
		"nothing may be written":     {`mutation { deleteApp(appId: "acme-db") { organization { id } } }`, `{}`, `only reads`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			body, err := json.Marshal(map[string]any{"query": test.query, "variables": json.RawMessage(test.variables)})
			if err != nil {
				t.Fatal(err)
			}
			response, text := ask(t, "POST", server.URL+"/graphql", "Bearer x", string(bytes.TrimSpace(body)))
			if response.StatusCode != 200 || !strings.Contains(text, test.holds) {
				t.Errorf("%d %s", response.StatusCode, text)
			}
		})
	}
}

func TestEnvPointsFlyctlAtTheServer(t *testing.T) {
	server := acme(t)
	env := strings.Join(server.Env(), "\n")
	for _, name := range []string{"FLY_API_BASE_URL=" + server.URL, "FLY_FLAPS_BASE_URL=" + server.URL, "FLY_UIEX_BASE_URL=" + server.URL, "FLY_API_TOKEN=" + flytest.Token} {
		if !strings.Contains(env, name) {
			t.Errorf("%s is not in\n%s", name, env)
		}
	}
}

func TestAFolderThatCantBeServedSaysWhy(t *testing.T) {
	if _, err := flytest.Start(os.DirFS(t.TempDir()), flytest.Options{}); err == nil || !strings.Contains(err.Error(), "org.yaml") {
		t.Errorf("error is %v", err)
	}
}
