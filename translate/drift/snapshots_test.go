package drift

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

func snapshot(apps ...*inventory.App) *inventory.Snapshot {
	s := &inventory.Snapshot{}
	for _, a := range apps {
		s.Apps.Items = append(s.Apps.Items, *a)
	}
	return s
}

func named(name string, a *inventory.App) *inventory.App {
	a.Name = name
	return a
}

func TestSnapshots(t *testing.T) {
	one := func(config string) *inventory.App { return app("", machine(t, "m1", "app", "ams", config)) }
	with := func(change func(*inventory.App)) *inventory.App {
		a := one(`{}`)
		a.Volumes, a.Secrets = inventory.CompleteList[inventory.Volume](nil), inventory.CompleteList[inventory.Secret](nil)
		a.Addresses, a.Certificates = inventory.CompleteList[inventory.Address](nil), inventory.CompleteList[inventory.Certificate](nil)
		change(a)
		return a
	}
	tests := map[string]struct {
		before, after *inventory.App
		want          []string
	}{
		"nothing changed": {one(`{"env": {"A": "1"}}`), one(`{"env": {"A": "1"}}`), nil},
		"a deploy that changed nothing but its stamp": {one(`{"metadata": {"fly_release_version": "1"}}`), one(`{"metadata": {"fly_release_version": "2"}}`), nil},
		"a value changed":                  {one(`{"env": {"A": "1"}}`), one(`{"env": {"A": "2"}}`), []string{"app/ams env.A: before=1 live=2 (m1 of 1)"}},
		"what no file manages counts here": {one(`{"rootfs": {"persist": "always"}}`), one(`{}`), []string{"app/ams rootfs.persist: before=always live=– (m1 of 1)"}},
		"a service gone is one line": {one(`{"services": [{"protocol": "tcp", "internal_port": 80, "ports": [{"port": 80}]}]}`), one(`{}`),
			[]string{"app/ams services[tcp/80]: before=there live=– (m1 of 1)"}},
		"machines added in a new region": {one(`{}`), app("", machine(t, "m1", "app", "ams", `{}`), machine(t, "m2", "app", "fra", `{}`)), []string{"app/fra machines: before=0 live=1"}},
		"one of two changed":             {app("", machine(t, "m1", "app", "ams", `{}`), machine(t, "m2", "app", "ams", `{}`)), app("", machine(t, "m1", "app", "ams", `{}`), machine(t, "m2", "app", "ams", `{"env": {"A": "1"}}`)), []string{"app/ams env.A: before=– live=1 | – (m2 of 2)"}},
		"a host that stopped answering":  {one(`{}`), one(""), []string{"app/ams unreachable: before=0 live=1 (m1 of 1)"}},
		"a list that can't be read now": {one(`{}`), &inventory.App{Name: "shop", Machines: inventory.List[inventory.Machine]{Section: inventory.Section{Status: inventory.Failed}}},
			[]string{"/ machines: before=known live=unknown: failed"}},
		"objects around the machines": {
			with(func(a *inventory.App) {
				a.Volumes.Items = []inventory.Volume{{ID: "vol_1", Name: "data", Region: "ams", SizeGB: 1}}
				a.Secrets.Items = []inventory.Secret{{Name: "KEY", Digest: "aa"}, {Name: "OLD", Digest: "bb"}}
				a.Certificates.Items = []inventory.Certificate{{Hostname: "shop.example", Status: "pending_validation"}}
			}),
			with(func(a *inventory.App) {
				a.Volumes.Items = []inventory.Volume{{ID: "vol_1", Name: "data", Region: "ams", SizeGB: 3}}
				a.Secrets.Items = []inventory.Secret{{Name: "KEY", Digest: "cc"}}
				a.Addresses.Items = []inventory.Address{{IP: "192.0.2.1", Type: "v4"}}
				a.Certificates.Items = []inventory.Certificate{{Hostname: "shop.example", Status: "active"}}
			}),
			[]string{
				"/ certificates[shop.example]: before=pending_validation live=active",
				"/ ip_assignments[192.0.2.1]: before=– live=v4",
				"/ secrets[KEY]: before=set live=set, another value",
				"/ secrets[OLD]: before=set live=–",
				"/ volumes[vol_1]: before=data in ams, 1 GB, machine none live=data in ams, 3 GB, machine none",
			}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			found, err := Snapshots(snapshot(tt.before), snapshot(tt.after))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, linesOf(found)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAppsComeAndGo(t *testing.T) {
	found, err := Snapshots(snapshot(named("a", app("")), named("b", app(""))), snapshot(named("b", app("")), named("c", app("")), named("fly-builder-x", app(""))))
	if err != nil {
		t.Fatal(err)
	}
	want := []Difference{{App: "a", Field: "app", Before: present, Live: Nothing}, {App: "c", Field: "app", Before: Nothing, Live: present}}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Error(diff)
	}
}

func TestFiles(t *testing.T) {
	s := snapshot(
		named("shop", app(`{"env": {"A": "1"}}`, machine(t, "m1", "app", "ams", `{"env": {"A": "2"}}`))),
		named("fly-builder-x", app("", machine(t, "m2", "app", "ams", `{}`))),
	)
	second, err := flytoml.Parse("old/fly.toml", []byte("app = \"shop\"\n[env]\nA = \"3\""))
	if err != nil {
		t.Fatal(err)
	}
	other, err := flytoml.Parse("other/fly.toml", []byte("app = \"other\""))
	if err != nil {
		t.Fatal(err)
	}
	found, unmatched, err := Files(s, []*flytoml.File{file(t, "[env]\nA = \"2\""), other, second})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"app/ams env.A: file=2 release=1 live=2 (m1 of 1) fly.toml:3 env.A",
		"app/ams env.A: file=3 release=1 live=2 (m1 of 1) old/fly.toml:3 env.A",
	}
	if diff := cmp.Diff(want, linesOf(found)); diff != "" {
		t.Error(diff)
	}
	if len(unmatched) != 1 || unmatched[0] != other {
		t.Errorf("unmatched: %v", unmatched)
	}
}

func TestTable(t *testing.T) {
	all := []Difference{
		{App: "shop", Group: "app", Region: "ams", Field: "env.A", File: "1", Live: "2", Machines: []string{"m1"}, Of: 3, From: &Place{"fly.toml", "env.A", 3}},
		{App: "shop", Field: "machines", Live: "0"},
	}
	want := `APP   GROUP  REGION  FIELD     FILE  LIVE  MACHINES  FROM
shop  app    ams     env.A     1     2     1 of 3    fly.toml:3 env.A
shop                 machines        0
`
	if diff := cmp.Diff(want, Table(all)); diff != "" {
		t.Error(diff)
	}
	if got := Table(nil); got != "" {
		t.Errorf("no difference is %q", got)
	}
}

func TestJSON(t *testing.T) {
	text, err := JSON([]Difference{{App: "shop", Field: "machines", Live: "0"}})
	if err != nil {
		t.Fatal(err)
	}
	want := "[\n  {\n    \"app\": \"shop\",\n    \"field\": \"machines\",\n    \"live\": \"0\"\n  }\n]\n"
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Error(diff)
	}
	if text, _ := JSON(nil); string(text) != "[]\n" {
		t.Errorf("no difference is %s", text)
	}
}
