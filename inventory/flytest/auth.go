package flytest

import (
	"net/http"
	"slices"
	"strings"
)

// grant is what the token of a request may do.
type grant struct {
	access
	all bool
}

// machinesGrant checks a token as the Machines API does: a macaroon goes with
// FlyV1 and is refused under Bearer.
func (s *Server) machinesGrant(r *http.Request) (grant, bool) {
	scheme, token, _ := strings.Cut(r.Header.Get("authorization"), " ")
	if strings.EqualFold(scheme, "Bearer") && isMacaroon(token) {
		return grant{}, false
	}
	return s.grant(token)
}

// webGrant checks a token as GraphQL and the web API do: any scheme.
func (s *Server) webGrant(r *http.Request) (grant, bool) {
	_, token, _ := strings.Cut(r.Header.Get("authorization"), " ")
	return s.grant(token)
}

func isMacaroon(token string) bool {
	return strings.HasPrefix(token, "fm2_") || strings.HasPrefix(token, "fm1r_") || strings.HasPrefix(token, "fm1a_")
}

func (s *Server) grant(token string) (grant, bool) {
	if token == "" {
		return grant{}, false
	}
	known := s.company.org.Access
	if len(known) == 0 {
		return grant{all: true}, true
	}
	for _, a := range known {
		if strings.TrimPrefix(a.Token, "FlyV1 ") == token {
			return grant{access: a, all: len(a.Apps) == 0}, true
		}
	}
	return grant{}, false
}

// sees reports whether the token reaches the app.
func (g grant) sees(app string) bool { return g.all || slices.Contains(g.Apps, app) }

// may reports whether the token reads a section: apps, machines, volumes,
// secrets, secretkeys, ip_assignments, certificates, regions, postgres, or a
// field of GraphQL's Organization or App such as members.
func (g grant) may(section string) bool { return !slices.Contains(g.Forbidden, section) }
