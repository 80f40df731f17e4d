package translate

import (
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// kindOf says what a Fly app is when it is not one of the company's own.
func kindOf(app *inventory.App) string {
	switch app.Kind() {
	case inventory.AppBuilder:
		return "builder"
	case inventory.AppPostgres:
		return "database"
	}
	switch {
	case app.Gone:
		return "gone"
	case isPreview(app.Name):
		return "preview"
	case runs(app, "fly-log-shipper"):
		return "log-shipper"
	case tunnels(app), !served(app) && runs(app, "haproxy"):
		return "bastion"
	}
	return "app"
}

// isPreview says whether a name is that of an app per pull request: pr-123,
// pr-123-shop, shop-pr-123 (the default of fly-pr-review-apps).
func isPreview(name string) bool { return pullRequest(strings.Split(name, "-")) >= 0 }

// pullRequest is where the word and the number stand in a name's parts; -1
// without them.
func pullRequest(parts []string) int {
	for i, p := range parts[:len(parts)-1] {
		if (p == "pr" || p == "preview" || p == "review") && digits(parts[i+1]) {
			return i
		}
	}
	return -1
}

func digits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// runs says whether any machine's image has that name in it.
func runs(app *inventory.App, image string) bool {
	for i := range app.Machines.Items {
		m := &app.Machines.Items[i]
		if strings.Contains(m.Effective().Image, image) || strings.Contains(m.ImageRef.Repository, image) {
			return true
		}
	}
	return false
}

// tunnels says whether the app is the end of a tunnel: WireGuard's or
// Tailscale's image, WireGuard's config file, or its usual port.
func tunnels(app *inventory.App) bool {
	if runs(app, "wireguard") || runs(app, "tailscale") {
		return true
	}
	for i := range app.Machines.Items {
		c := app.Machines.Items[i].Effective()
		for _, f := range c.Files {
			if strings.HasPrefix(f.GuestPath, "/etc/wireguard/") {
				return true
			}
		}
		for _, s := range c.Services {
			if s.Protocol == "udp" && s.InternalPort == wireGuardPort {
				return true
			}
		}
	}
	return false
}

// wireGuardPort is WireGuard's usual one (wireguard.com/quickstart).
const wireGuardPort = 51820

// served says whether the internet reaches any machine of the app.
func served(app *inventory.App) bool {
	for i := range app.Machines.Items {
		for _, s := range app.Machines.Items[i].Effective().Services {
			if len(s.Ports) > 0 {
				return true
			}
		}
	}
	return false
}
