package crds

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
	"github.com/google/go-cmp/cmp"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"sigs.k8s.io/yaml"
)

// files are the published CRDs, below the shared schemas.
var files = map[string]string{
	"ExternalSecret":       "external-secrets/external-secrets.io_externalsecrets.yaml",
	"SecretStore":          "external-secrets/external-secrets.io_secretstores.yaml",
	"ClusterSecretStore":   "external-secrets/external-secrets.io_clustersecretstores.yaml",
	"HealthCheckPolicy":    "gke-gateway-api/networking.gke.io_healthcheckpolicies.yaml",
	"GCPBackendPolicy":     "gke-gateway-api/networking.gke.io_gcpbackendpolicies.yaml",
	"GCPGatewayPolicy":     "gke-gateway-api/networking.gke.io_gcpgatewaypolicies.yaml",
	"PodMonitoring":        "prometheus-engine/monitoring.googleapis.com_podmonitorings.yaml",
	"ClusterPodMonitoring": "prometheus-engine/monitoring.googleapis.com_clusterpodmonitorings.yaml",
	"Rules":                "prometheus-engine/monitoring.googleapis.com_rules.yaml",
	"ClusterRules":         "prometheus-engine/monitoring.googleapis.com_clusterrules.yaml",
	"GlobalRules":          "prometheus-engine/monitoring.googleapis.com_globalrules.yaml",
}

func TestEveryFieldStandsInThePublishedCRD(t *testing.T) {
	shared := testenv.Shared(t)
	for kind, file := range files {
		t.Run(kind, func(t *testing.T) {
			crd := load(t, filepath.Join(shared, "schemas/crds", file))
			for _, version := range crd.Spec.Versions {
				value := New(crd.Spec.Group+"/"+version.Name, kind)
				if value == nil {
					continue
				}
				spec := version.Schema.OpenAPIV3Schema.Properties["spec"]
				field, _ := reflect.TypeOf(value).Elem().FieldByName("Spec")
				if diff := cmp.Diff([]string(nil), mismatches("spec", field.Type, spec)); diff != "" {
					t.Errorf("%s %s differs from its CRD (-want +got):\n%s", kind, version.Name, diff)
				}
				return
			}
			t.Errorf("New knows no version of %s that its CRD serves", kind)
		})
	}
}

// schemas are published as JSON schemas of a whole object.
var schemas = map[string]string{
	ArgoV1alpha1 + " Application":        "argoproj.io/application_v1alpha1.json",
	ArgoV1alpha1 + " AppProject":         "argoproj.io/appproject_v1alpha1.json",
	FluxKustomizeV1 + " Kustomization":   "kustomize.toolkit.fluxcd.io/kustomization_v1.json",
	FluxSourceV1 + " GitRepository":      "source.toolkit.fluxcd.io/gitrepository_v1.json",
	CloudNativePGV1 + " Cluster":         "postgresql.cnpg.io/cluster_v1.json",
	CloudNativePGV1 + " ScheduledBackup": "postgresql.cnpg.io/scheduledbackup_v1.json",
}

func TestEveryFieldStandsInThePublishedSchema(t *testing.T) {
	shared := testenv.Shared(t)
	for name, file := range schemas {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(shared, "schemas/json", file))
			if err != nil {
				t.Fatal(err)
			}
			var schema struct {
				Properties map[string]apiextensions.JSONSchemaProps
			}
			if err := yaml.Unmarshal(data, &schema); err != nil {
				t.Fatal(err)
			}
			version, kind, _ := strings.Cut(name, " ")
			field, _ := reflect.TypeOf(New(version, kind)).Elem().FieldByName("Spec")
			if diff := cmp.Diff([]string(nil), mismatches("spec", field.Type, schema.Properties["spec"])); diff != "" {
				t.Errorf("%s differs from its schema (-want +got):\n%s", name, diff)
			}
		})
	}
}

func TestUnknownKindsHaveNoType(t *testing.T) {
	if got := New("external-secrets.io/v1beta1", "ExternalSecret"); got != nil {
		t.Errorf("an old version of ExternalSecret decodes into %T", got)
	}
}

func load(t *testing.T, path string) apiextensions.CustomResourceDefinition {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var crd apiextensions.CustomResourceDefinition
	if err := yaml.Unmarshal(data, &crd); err != nil {
		t.Fatal(err)
	}
	return crd
}

// mismatches lists where a Go type and a schema differ: a field that the
// schema doesn't know, another type, a required field that Go leaves out.
func mismatches(path string, goType reflect.Type, schema apiextensions.JSONSchemaProps) []string {
	switch goType {
	case reflect.TypeFor[intstr.IntOrString]():
		return unless(schema.XIntOrString, "%s: want int-or-string, schema says %q", path, schema.Type)
	case reflect.TypeFor[metav1.LabelSelector]():
		_, ok := schema.Properties["matchLabels"]
		return unless(ok, "%s: schema has no label selector", path)
	}
	switch goType.Kind() {
	case reflect.Pointer:
		return mismatches(path, goType.Elem(), schema)
	case reflect.Slice:
		if schema.Type != "array" || schema.Items == nil {
			return []string{path + ": want an array, schema says " + schema.Type}
		}
		return mismatches(path+"[]", goType.Elem(), *schema.Items.Schema)
	case reflect.Map:
		if schema.AdditionalProperties == nil {
			return []string{path + ": want a map, schema has fixed fields"}
		}
		return mismatches(path+"{}", goType.Elem(), *schema.AdditionalProperties.Schema)
	case reflect.Struct:
		return structMismatches(path, goType, schema)
	}
	return unless(schema.Type == scalars[goType.Kind()], "%s: Go has %s, schema says %q", path, goType, schema.Type)
}

var scalars = map[reflect.Kind]string{
	reflect.String: "string", reflect.Bool: "boolean",
	reflect.Int: "integer", reflect.Int32: "integer", reflect.Int64: "integer", reflect.Uint64: "integer",
}

func structMismatches(path string, goType reflect.Type, schema apiextensions.JSONSchemaProps) []string {
	var found []string
	written := map[string]bool{}
	for field := range goType.Fields() {
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		written[name] = options == "" || field.Type.Kind() == reflect.Struct
		property, ok := schema.Properties[name]
		if !ok {
			found = append(found, fmt.Sprintf("%s.%s: not in the schema", path, name))
			continue
		}
		found = append(found, mismatches(path+"."+name, field.Type, property)...)
	}
	for _, name := range schema.Required {
		found = append(found, unless(written[name], "%s.%s: required, and left out when empty", path, name)...)
	}
	slices.Sort(found)
	return found
}

func unless(ok bool, format string, args ...any) []string {
	if ok {
		return nil
	}
	return []string{fmt.Sprintf(format, args...)}
}

func TestTheComparisonSeesADifference(t *testing.T) {
	type wrong struct {
		Name  int    `json:"name"`
		Port  string `json:"port,omitempty"`
		Extra string `json:"extra"`
	}
	schema := apiextensions.JSONSchemaProps{
		Required: []string{"port"},
		Properties: map[string]apiextensions.JSONSchemaProps{
			"name": {Type: "string"}, "port": {Type: "string"},
		},
	}
	want := []string{
		"spec.extra: not in the schema",
		`spec.name: Go has int, schema says "string"`,
		"spec.port: required, and left out when empty",
	}
	if diff := cmp.Diff(want, mismatches("spec", reflect.TypeFor[wrong](), schema)); diff != "" {
		t.Error(diff)
	}
}
