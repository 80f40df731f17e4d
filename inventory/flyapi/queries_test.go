package flyapi

import (
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
)

// documents are all the queries that the package can send: the ones for a
// whole object, and each of their parts alone.
func documents() map[string]string {
	found := map[string]string{
		"Organizations": orgsQuery, "Organization": orgQuery, "Attachments": attachmentsQuery,
		"OrganizationParts": document("OrganizationParts", orgRoot, orgPartList()),
		"AppParts":          document("AppParts", appRoot, appPartList()),
	}
	for _, p := range orgPartList() {
		found["OrganizationParts "+p.name] = document("One", orgRoot, []part{p})
	}
	for _, p := range appPartList() {
		found["AppParts "+p.name] = document("One", appRoot, []part{p})
	}
	return found
}

func schema(t *testing.T) *ast.Schema {
	t.Helper()
	loaded, err := flytest.LoadSchema(testenv.FlySchema())
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func TestEveryQueryIsOneThatFlyTakes(t *testing.T) {
	s := schema(t)
	for name, text := range documents() {
		if _, err := gqlparser.LoadQueryWithRules(s, text, nil); err != nil {
			t.Errorf("%s: %v\n%s", name, err, text)
		}
	}
}

// credentials are the fields of Fly's schema that hold one, by type: found by
// name, so that one which Fly adds is found, too.
func credentials(s *ast.Schema) map[string]bool {
	words := []string{"token", "password", "secret", "environment", "publicurl", "credential", "privatekey", "ssolink", "instrumentskey", "sshcertificate"}
	plain := map[string]bool{ // names of tokens and secrets, and lists of such
		"limitedAccessTokens": true, "delegatedWireGuardTokens": true, "environmentVariableName": true,
	}
	found := map[string]bool{"App.key": true, "App.secrets": true, "AddOn.stats": true}
	for _, def := range s.Types {
		for _, f := range def.Fields {
			for _, w := range words {
				if strings.Contains(strings.ToLower(f.Name), w) && !plain[f.Name] {
					found[def.Name+"."+f.Name] = true
				}
			}
		}
	}
	return found
}

func TestNoQueryAsksForACredential(t *testing.T) {
	s := schema(t)
	secret := credentials(s)
	for _, must := range []string{"AddOn.environment", "AddOn.password", "AddOn.publicUrl", "LimitedAccessToken.token", "LimitedAccessToken.tokenHeader"} {
		if !secret[must] {
			t.Fatalf("%s should count as a credential", must)
		}
	}
	for name, text := range documents() {
		doc, err := gqlparser.LoadQueryWithRules(s, text, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, op := range doc.Operations {
			for _, field := range selected(op.SelectionSet) {
				if secret[field] {
					t.Errorf("%s asks for %s", name, field)
				}
			}
			if op.Operation != ast.Query {
				t.Errorf("%s is a %s", name, op.Operation)
			}
		}
	}
}

func selected(set ast.SelectionSet) []string {
	var found []string
	for _, s := range set {
		if f, ok := s.(*ast.Field); ok {
			found = append(found, f.ObjectDefinition.Name+"."+f.Name)
			found = append(found, selected(f.SelectionSet)...)
		}
	}
	return found
}
