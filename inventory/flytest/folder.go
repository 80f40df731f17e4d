package flytest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory/yamljson"
)

// object is a JSON object as the folder has it.
type object = map[string]any

// orgFile is org.yaml. Objects have the shape that GraphQL sends, but for
// managed_postgres and regions, which have that of the Machines API.
type orgFile struct {
	Organization object `json:"organization"`
	// Others are organisations that the tokens see as well; they are empty.
	Others              []object     `json:"otherOrganizations"`
	Members             []object     `json:"members"`
	Invitations         []object     `json:"invitations"`
	WireGuardPeers      []object     `json:"wireGuardPeers"`
	DelegatedTokens     []object     `json:"delegatedWireGuardTokens"`
	Tokens              []object     `json:"limitedAccessTokens"`
	ReplaySources       []string     `json:"allowedReplaySourceOrgSlugs"`
	CrossNetworkReplays bool         `json:"allowAllCrossNetworkReplays"`
	AddOns              []object     `json:"addOns"`
	Attachments         []attachment `json:"postgresAttachments"`
	Managed             []object     `json:"managed_postgres"`
	Regions             []object     `json:"regions"`
	Access              []access     `json:"access"`
}

// attachment joins an app to a database; the other fields are GraphQL's.
type attachment struct {
	Cluster string `json:"postgresApp"`
	App     string `json:"app"`
	Node    object `json:"node"`
}

// access is a token that the server knows, and what it may do. Without any,
// every token may do everything.
type access struct {
	Token string `json:"token"`
	User  string `json:"user"`
	// Apps limits the token to these apps, as a deploy token is.
	Apps []string `json:"apps"`
	// Forbidden are sections such as members or secrets, see server.allowed.
	Forbidden []string `json:"forbidden"`
}

// appFile is apps/<app>.yaml.
type appFile struct {
	App          object          `json:"app"`
	Machines     []object        `json:"machines"`
	Volumes      []object        `json:"volumes"`
	Secrets      []object        `json:"secrets"`
	SecretKeys   []object        `json:"secret_keys"`
	IPs          []object        `json:"ip_assignments"`
	Egress       []object        `json:"egressIpAddresses"`
	Certificates []object        `json:"certificates"`
	Releases     []object        `json:"releases"`
	Config       json.RawMessage `json:"configDefinition"`
	HostIssues   []object        `json:"hostIssues"`
	Tokens       []object        `json:"limitedAccessTokens"`
}

func (a *appFile) name() string { return text(a.App["name"]) }

// company is a folder that was read.
type company struct {
	org  orgFile
	apps []*appFile // by name
}

func readCompany(folder fs.FS) (*company, error) {
	c := &company{}
	if err := readYAML(folder, "org.yaml", &c.org); err != nil {
		return nil, err
	}
	names, err := fs.Glob(folder, "apps/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list apps: %w", err)
	}
	for _, name := range names {
		app := &appFile{}
		if err := readYAML(folder, name, app); err != nil {
			return nil, err
		}
		if app.name()+".yaml" != path.Base(name) {
			return nil, fmt.Errorf("read %s: it holds the app %q", name, app.name())
		}
		c.apps = append(c.apps, app)
	}
	slices.SortFunc(c.apps, func(a, b *appFile) int { return strings.Compare(a.name(), b.name()) })
	return c, c.check()
}

func (c *company) check() error {
	var errs []error
	for _, at := range c.org.Attachments {
		if c.app(at.App) == nil || c.app(at.Cluster) == nil {
			errs = append(errs, fmt.Errorf("attachment of %s to %s: no such app", at.App, at.Cluster))
		}
	}
	if text(c.org.Organization["slug"]) == "" {
		errs = append(errs, errors.New("read org.yaml: organization.slug is missing"))
	}
	return errors.Join(errs...)
}

func (c *company) app(name string) *appFile {
	for _, a := range c.apps {
		if a.name() == name {
			return a
		}
	}
	return nil
}

func (c *company) slug() string { return text(c.org.Organization["slug"]) }

// hasSlug knows that GraphQL calls one's own organisation "personal" and the
// Machines API takes either name.
func (c *company) hasSlug(slug string) bool {
	return slug == c.slug() || slug == text(c.org.Organization["rawSlug"])
}

func readYAML(folder fs.FS, name string, v any) error {
	raw, err := fs.ReadFile(folder, name)
	if err != nil {
		return fmt.Errorf("read fly folder: %w", err)
	}
	doc, err := yamljson.Decode(raw)
	if err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	dec := json.NewDecoder(bytes.NewReader(doc))
	dec.DisallowUnknownFields()
	dec.UseNumber()
	if err := dec.Decode(v); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}

func text(v any) string {
	s, _ := v.(string)
	return s
}
