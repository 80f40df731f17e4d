package inventory

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSecretState(t *testing.T) {
	// 01KYM01VE8… is 2026-07-28T09:14:21Z
	machine := Machine{ID: "m", State: "started", InstanceID: "01KYM01VE8NDFGPZK0D9RSW2HJ"}
	tests := map[string]struct {
		machines []Machine
		updated  string
		want     string
	}{
		"set before the machine's version":       {[]Machine{machine}, "2026-07-28T09:14:20Z", "deployed"},
		"set after the machine's version":        {[]Machine{machine}, "2026-07-28T09:14:22Z", "staged"},
		"no machine to compare with":             {nil, "2026-07-28T09:14:22Z", ""},
		"a time that can't be read":              {[]Machine{machine}, "yesterday", ""},
		"a version that is no ulid":              {[]Machine{{ID: "m", State: "started", InstanceID: "7"}}, "2026-07-28T09:14:22Z", ""},
		"a release machine does not count":       {[]Machine{machine, {State: "stopped", InstanceID: "01AAAAAAAANDFGPZK0D9RSW2HJ", Config: &MachineConfig{Metadata: map[string]string{"fly_process_group": "fly_app_release_command"}}}}, "2026-07-28T09:14:20Z", "deployed"},
		"the oldest of several machines decides": {[]Machine{machine, {State: "started", InstanceID: "01AAAAAAAANDFGPZK0D9RSW2HJ"}}, "2026-07-28T09:14:20Z", "staged"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			app := App{Machines: CompleteList(test.machines), Secrets: CompleteList([]Secret{{Name: "A", UpdatedAt: test.updated}})}
			markSecrets(&app)
			if got := app.Secrets.Items[0].State; got != test.want {
				t.Errorf("state is %q, want %q", got, test.want)
			}
		})
	}
}

func TestMachineKind(t *testing.T) {
	group := func(g string) *MachineConfig {
		return &MachineConfig{Metadata: map[string]string{"fly_process_group": g}}
	}
	tests := map[string]struct {
		machine Machine
		want    MachineKind
	}{
		"of a process group":            {Machine{State: "started", Config: group("web")}, MachineService},
		"of a release command":          {Machine{State: "stopped", Config: group("fly_app_release_command")}, MachineLeftover},
		"of fly console":                {Machine{State: "started", Config: group("fly_app_console")}, MachineLeftover},
		"with a schedule":               {Machine{State: "stopped", Config: &MachineConfig{Schedule: "daily"}}, MachineScheduled},
		"that watches another":          {Machine{State: "stopped", Config: &MachineConfig{Standbys: []string{"m"}}}, MachineStandby},
		"that ends itself":              {Machine{State: "started", Config: &MachineConfig{AutoDestroy: true}}, MachineOneOff},
		"that is on its way out":        {Machine{State: "destroying", Config: group("web")}, MachineGone},
		"of a host that does not speak": {Machine{State: "started", IncompleteConfig: &MachineConfig{Schedule: "daily"}}, MachineScheduled},
		"of which nothing is known":     {Machine{State: "started"}, MachineService},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := test.machine.Kind(); got != test.want {
				t.Errorf("kind is %q, want %q", got, test.want)
			}
		})
	}
}

func TestDecodeKeepsUnknownFieldsButNoCredential(t *testing.T) {
	raw := `{"id":"m1","name":"a","state":"started","region":"fra","nonce":"lease","brand_new":{"x":1},
	 "null_thing":null,"access_token":"abc","note":"postgres://u:hunter2@h/db",
	 "image_ref":{"repository":"r","platform":"linux/arm64"},
	 "config":{"guest":{"cpus":1,"turbo":true},"services":[{"internal_port":80,"sticky":"yes","ports":[{"port":80,"quic":true}]}],
	  "checks":{"up":{"port":1,"colour":"red"}},"init":{}}}`
	var m Machine
	if err := Decode([]byte(raw), &m); err != nil {
		t.Fatal(err)
	}
	got := map[string]map[string]json.RawMessage{
		"machine": m.Unknown, "image": m.ImageRef.Unknown, "guest": m.Config.Guest.Unknown, "service": m.Config.Services[0].Unknown,
		"port": m.Config.Services[0].Ports[0].Unknown, "check": m.Config.Checks["up"].Unknown, "init": m.Config.Init.Unknown,
	}
	want := map[string]map[string]json.RawMessage{
		"machine": {"brand_new": json.RawMessage(`{"x":1}`)}, "image": {"platform": json.RawMessage(`"linux/arm64"`)},
		"guest": {"turbo": json.RawMessage(`true`)}, "service": {"sticky": json.RawMessage(`"yes"`)},
		"port": {"quic": json.RawMessage(`true`)}, "check": {"colour": json.RawMessage(`"red"`)}, "init": nil,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestCredentialsAreReplaced(t *testing.T) {
	tests := map[string]struct {
		name, value string
		want        string // empty: kept
	}{
		"a database url":                      {"DATABASE_URL", "postgres://app:s3cretpass@acme-db.internal:5432/app", "url with a password"},
		"a redis url without a user":          {"REDIS", "redis://:hunter22222@fly-x.upstash.io:6379", "url with a password"},
		"a database url without password":     {"DATABASE_URL", "postgres://app@acme-db.internal:5432/app", ""},
		"a url with a port and an at sign":    {"URL", "https://example.com:8080/@me", ""},
		"a fly token":                         {"X", "FlyV1 fm2_lJPECAAAAAAAAA", "fly token"},
		"a doppler token":                     {"DOPPLER", "dp.st.prd.AbCdEfGhIjKlMnOpQrStUvWx", "doppler token"},
		"a private key":                       {"KEY", "-----BEGIN RSA PRIVATE KEY-----\nMIIE", "private key"},
		"a public key":                        {"KEY", "-----BEGIN PUBLIC KEY-----\nMIIE", ""},
		"a stripe key":                        {"STRIPE", "sk_live_51H8abcdefghijk", "payment key"},
		"a json web token":                    {"J", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.abc123", "json web token"},
		"a random value with a telling name":  {"SESSION_SECRET", "d41d8cd98f00b204e9800998", "value of a secret"},
		"a plain word with a telling name":    {"SESSION_SECRET", "changeme", ""},
		"a number with a telling name":        {"MAX_TOKENS", "1000000000000", ""},
		"a file path with a telling name":     {"TLS_PRIVATE_KEY", "/etc/tls/private1.pem", ""},
		"a host with a telling name":          {"API_TOKEN", "tokens.internal.example1.com", ""},
		"an image digest":                     {"digest", "sha256:a34da77e24d7a1daceb918a29eb63f3b96a1eef660d5454697472b04c06a4d23", ""},
		"a wireguard public key":              {"pubkey", "lRMinUNZeCY9gpAsWdTg+4bJQam/CbYFzYpmQ/QBSag=", ""},
		"a command that shows a bearer token": {"cmd", "curl -H 'Authorization: Bearer abcdefghijklmnop1234'", "bearer header"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if got := looksLike(test.name, test.value); got != test.want {
				t.Errorf("looks like %q, want %q", got, test.want)
			}
		})
	}
}

func TestRedactingAnAppNamesThePlace(t *testing.T) {
	app := App{Name: "shop", Machines: CompleteList([]Machine{{ID: "m", Config: &MachineConfig{
		Env:   map[string]string{"DATABASE_URL": "postgres://a:b0123456789@h/d", "PORT": "8080"},
		Files: []File{{GuestPath: "/etc/app.env", RawValue: new("QVBJX0tFWT1zay1hYmNkZWZnaGlqa2xtbm9wcXJzdHV2Cg==")}}, // API_KEY=sk-abc…
	}}})}
	if err := redactApp(&app); err != nil {
		t.Fatal(err)
	}
	want := []Redaction{
		{Path: "machines.items[0].config.env.DATABASE_URL", Looks: "url with a password"},
		{Path: "machines.items[0].config.files[0].raw_value", Looks: "api key"},
	}
	if diff := cmp.Diff(want, app.Redacted); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	raw, err := json.Marshal(app)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(raw), "b0123456789") || strings.Contains(string(raw), "QVBJX0tFWT1z") {
		t.Errorf("a credential is left: %s", raw)
	}
	if env := app.Machines.Items[0].Config.Env; env["PORT"] != "8080" || env["DATABASE_URL"] != Redacted {
		t.Errorf("env is %v", env)
	}
}

func TestSaveRefusesACredential(t *testing.T) {
	s := &Snapshot{Version: Version, Org: Org{Slug: "o", Name: "postgres://a:b0123456789@h/d"}}
	if files, err := Save(s); err == nil {
		t.Errorf("saved %d files", len(files))
	}
}
