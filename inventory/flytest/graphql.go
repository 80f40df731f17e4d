package flytest

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
)

// LoadSchema reads Fly's schema.graphql, which the fly-go module brings along.
// It takes a while: load it once.
func LoadSchema(path string) (*ast.Schema, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read graphql schema: %w", err)
	}
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: string(text)})
	if err != nil {
		return nil, fmt.Errorf("read graphql schema: %w", err)
	}
	return schema, nil
}

type graphqlRequest struct {
	Query         string         `json:"query"`
	Variables     map[string]any `json:"variables"`
	OperationName string         `json:"operationName"`
}

// graphql answers a query. Errors of a query come in a 200, as with Fly; only
// a refused token is a 401.
func (s *Server) graphql(w http.ResponseWriter, r *http.Request) {
	g, ok := s.webGrant(r)
	if !ok {
		writeJSON(w, http.StatusUnauthorized, object{"errors": []object{{"message": "You must be authenticated to view this.", "extensions": object{"code": "UNAUTHORIZED"}}}})
		return
	}
	var in graphqlRequest
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		writeJSON(w, http.StatusBadRequest, object{"errors": []object{{"message": err.Error()}}})
		return
	}
	op, problems := s.parse(in)
	if len(problems) > 0 {
		writeJSON(w, http.StatusOK, object{"errors": problems})
		return
	}
	x := &execution{schema: s.schema, variables: defaults(op, in.Variables), grant: g, pageSize: s.opts.PageSize}
	data := x.selectFrom(s.root(), op.SelectionSet, nil)
	answer := object{"data": data}
	if len(x.problems) > 0 {
		answer["errors"] = x.problems
	}
	writeJSON(w, http.StatusOK, answer)
}

// parse refuses what the schema does; without a schema, what doesn't parse.
func (s *Server) parse(in graphqlRequest) (*ast.OperationDefinition, []object) {
	var doc *ast.QueryDocument
	var err error
	if s.schema == nil {
		doc, err = parser.ParseQuery(&ast.Source{Input: in.Query})
	} else {
		var found gqlerror.List
		if doc, found = gqlparser.LoadQueryWithRules(s.schema, in.Query, nil); len(found) > 0 {
			err = found
		}
	}
	if err != nil {
		return nil, queryProblems(err)
	}
	op := doc.Operations.ForName(in.OperationName)
	if op == nil {
		return nil, []object{{"message": "no operation named " + in.OperationName}}
	}
	if op.Operation != ast.Query {
		return nil, []object{{"message": "this server only reads", "extensions": object{"code": "UNAUTHORIZED"}}}
	}
	if s.schema != nil {
		if _, err := validator.VariableValues(s.schema, op, in.Variables); err != nil {
			return nil, queryProblems(err)
		}
	}
	return op, nil
}

func queryProblems(err error) []object {
	var all gqlerror.List
	if !errors.As(err, &all) {
		return []object{{"message": err.Error(), "extensions": object{"code": "INVALID"}}}
	}
	var problems []object
	for _, one := range all {
		problems = append(problems, object{"message": one.Message, "extensions": object{"code": "INVALID"}})
	}
	return problems
}

func defaults(op *ast.OperationDefinition, given map[string]any) map[string]any {
	values := map[string]any{}
	for _, v := range op.VariableDefinitions {
		if v.DefaultValue != nil {
			if value, err := v.DefaultValue.Value(nil); err == nil {
				values[v.Variable] = value
			}
		}
	}
	for name, value := range given {
		values[name] = value
	}
	return values
}
