package flytest

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strconv"
)

// detailOnly are the parts of a certificate that the list does not send.
var detailOnly = []string{"certificates", "validation", "dns_requirements", "dns_records", "validation_errors", "rate_limited_until"}

// listCertificates pages as Fly does: 25 at a time unless asked, 500 at most.
func (s *Server) listCertificates(w http.ResponseWriter, r *http.Request, _ grant) {
	all := s.app(r.PathValue("app")).Certificates
	page, next := slicePage(all, r, 25, 500)
	summaries := []object{}
	for _, c := range page {
		summaries = append(summaries, with(object{
			"acme_dns_configured": false, "acme_alpn_configured": false, "acme_http_configured": false,
			"ownership_txt_configured": false, "configured": false, "acme_requested": false,
			"has_custom_certificate": false, "has_fly_certificate": false,
		}, without(c, detailOnly...)))
	}
	answer := object{"certificates": summaries, "total_count": len(all)}
	if next != "" {
		answer["next_cursor"] = next
	}
	writeJSON(w, http.StatusOK, answer)
}

func (s *Server) getCertificate(w http.ResponseWriter, r *http.Request, _ grant) {
	for _, c := range s.app(r.PathValue("app")).Certificates {
		if c["hostname"] == r.PathValue("host") {
			writeJSON(w, http.StatusOK, with(object{
				"certificates": []any{}, "configured": false, "acme_requested": false,
				"validation": object{}, "dns_requirements": object{},
			}, without(c, "has_custom_certificate", "has_fly_certificate")))
			return
		}
	}
	apps.fail(w, http.StatusNotFound, "Certificate not found")
}

// slicePage cuts a page out of a list by the cursor and limit of a request.
func slicePage[T any](all []T, r *http.Request, usual, most int) ([]T, string) {
	limit := usual
	if n, err := strconv.Atoi(r.URL.Query().Get("limit")); err == nil && n > 0 {
		limit = min(n, most)
	}
	start := fromCursor(r.URL.Query().Get("cursor"))
	if start >= len(all) {
		return nil, ""
	}
	end := min(start+limit, len(all))
	if end == len(all) {
		return all[start:end], ""
	}
	return all[start:end], toCursor(end)
}

// Cursors are opaque on the wire. An empty one is the start, which fly-go
// relies on.
func toCursor(n int) string { return base64.RawURLEncoding.EncodeToString([]byte(strconv.Itoa(n))) }

func fromCursor(cursor string) int {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return 0
	}
	n, err := strconv.Atoi(string(raw))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

func number(v any) json.Number {
	switch n := v.(type) {
	case json.Number:
		return n
	case string:
		return json.Number(n)
	}
	return "0"
}
