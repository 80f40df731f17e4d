package flyapi

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory"
)

// certificates come in pages of 25 unless asked otherwise, 500 at most.
func (r *appReader) certificates() {
	call := "list certificates of " + r.app.Name
	r.app.Certificates = inventory.CompleteList[inventory.Certificate](nil)
	cursor := ""
	for {
		next, err := r.certificatesPage(call, cursor)
		if err != nil {
			r.app.Certificates.Section = section(err)
			return
		}
		if next == "" || next == cursor {
			break
		}
		cursor = next
	}
	sortBy(r.app.Certificates.Items, func(c inventory.Certificate) string { return c.Hostname })
	for i := range r.app.Certificates.Items {
		if r.fatal != nil {
			return
		}
		r.certificate(&r.app.Certificates.Items[i])
	}
}

func (r *appReader) certificatesPage(call, cursor string) (string, error) {
	query := url.Values{"limit": {"500"}}
	if cursor != "" {
		query.Set("cursor", cursor)
	}
	raw, err := r.client.getWhole(r.ctx, call, "certificates", query, "apps", r.app.Name, "certificates")
	if r.note(err) != nil {
		return "", err
	}
	certificates, err := field(call, raw, "certificates")
	if err != nil {
		return "", err
	}
	var tail struct {
		NextCursor string `json:"next_cursor"`
	}
	if err := json.Unmarshal(raw, &tail); err != nil {
		return "", called(call, err)
	}
	page := decodeList(call, certificates, func(c *inventory.Certificate) string { return c.Hostname }, nil)
	r.app.Certificates.Items = append(r.app.Certificates.Items, page.Items...)
	if page.Reason != "" {
		lose(&r.app.Certificates.Section, page.Reason)
	}
	return tail.NextCursor, nil
}

// certificate asks for one hostname: only then does Fly say what its DNS needs.
func (r *appReader) certificate(cert *inventory.Certificate) {
	call := "read certificate " + cert.Hostname
	raw, err := r.client.getWhole(r.ctx, call, "hostname", nil, "apps", r.app.Name, "certificates", cert.Hostname)
	r.note(err)
	var info inventory.CertificateInfo
	if err == nil {
		if err = inventory.Decode(raw, &info); err == nil && !answersFor(raw, cert.Hostname) {
			err = &CallError{Call: call, Status: http.StatusOK, Reason: "the answer is about no hostname"}
		}
	}
	if err != nil {
		cert.Detail.Section = section(err)
		return
	}
	for _, known := range []string{"hostname", "configured", "acme_requested", "status", "dns_provider", "created_at",
		"acme_dns_configured", "acme_alpn_configured", "acme_http_configured", "ownership_txt_configured"} {
		delete(info.Unknown, known)
	}
	if len(info.Unknown) == 0 {
		info.Unknown = nil
	}
	cert.Detail = inventory.CompleteOne(&info)
}

func answersFor(raw json.RawMessage, hostname string) bool {
	var got struct{ Hostname string }
	return json.Unmarshal(raw, &got) == nil && strings.EqualFold(got.Hostname, hostname)
}

// addressType works the type out when GraphQL could not tell it.
func addressType(a inventory.Address) string {
	switch {
	case strings.HasPrefix(a.IP, "fdaa:"):
		return "private_v6"
	case strings.Contains(a.IP, ":"):
		return "v6"
	case a.Shared:
		return "shared_v4"
	}
	return "v4"
}
