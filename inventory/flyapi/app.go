package flyapi

import (
	"context"
	"encoding/json"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// App fills the sections of one app.
func (c *Client) App(ctx context.Context, listed inventory.App) (inventory.App, error) {
	r := &appReader{ctx: ctx, client: c, app: listed}
	for _, read := range []func(){r.machines, r.volumes, r.secrets, r.secretKeys, r.addresses, r.certificates, r.parts} {
		if read(); r.fatal != nil {
			return listed, r.fatal
		}
	}
	return r.app, nil
}

// appReader reads one app, section after section: what one section fails with
// is that section's matter, unless it is fatal.
type appReader struct {
	ctx    context.Context
	client *Client
	app    inventory.App
	fatal  error
}

// get asks for a list of the app. What comes back with an error is noted.
func (r *appReader) get(what string, w want, path ...string) (json.RawMessage, string, error) {
	call := "list " + what + " of " + r.app.Name
	raw, err := r.client.get(r.ctx, call, w, nil, append([]string{"apps", r.app.Name}, path...)...)
	return raw, call, r.note(err)
}

// note remembers what ends the run, and that the app is gone.
func (r *appReader) note(err error) error {
	if err == nil {
		return nil
	}
	if fatal(err) {
		r.fatal = err
	}
	if gone(err) {
		r.app.Gone = true
	}
	return err
}

func (r *appReader) secrets() {
	raw, call, err := r.get("secrets", "secrets", "secrets")
	if err != nil {
		r.app.Secrets = failedList[inventory.Secret](err)
		return
	}
	r.app.Secrets = decodeList(call, raw, func(s *inventory.Secret) string { return s.Name }, nil)
	sortBy(r.app.Secrets.Items, func(s inventory.Secret) string { return s.Name })
}

func (r *appReader) secretKeys() {
	raw, call, err := r.get("secret keys", "secret_keys", "secretkeys")
	if err != nil {
		r.app.SecretKeys = failedList[inventory.SecretKey](err)
		return
	}
	r.app.SecretKeys = decodeList(call, raw, func(k *inventory.SecretKey) string { return k.Name }, nil)
	sortBy(r.app.SecretKeys.Items, func(k inventory.SecretKey) string { return k.Name })
}

func (r *appReader) addresses() {
	raw, call, err := r.get("addresses", "ips", "ip_assignments")
	if err != nil {
		r.app.Addresses = failedList[inventory.Address](err)
		return
	}
	r.app.Addresses = decodeList(call, raw, func(a *inventory.Address) string { return a.IP }, nil)
	for i := range r.app.Addresses.Items {
		a := &r.app.Addresses.Items[i]
		if a.Type == "" {
			a.Type = addressType(*a)
		}
	}
	sortBy(r.app.Addresses.Items, func(a inventory.Address) string { return a.Type + " " + a.IP })
}
