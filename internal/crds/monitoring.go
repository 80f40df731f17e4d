package crds

import (
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// PodMonitoring has Managed Service for Prometheus scrape the pods that its
// selector matches. A ClusterPodMonitoring has the same shape and no namespace.
// https://docs.cloud.google.com/stackdriver/docs/managed-prometheus/setup-managed
type PodMonitoring struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              PodMonitoringSpec `json:"spec"`
}

// PodMonitoringSpec is which pods, which of their ports and which labels.
type PodMonitoringSpec struct {
	Selector      metav1.LabelSelector `json:"selector"`
	Endpoints     []ScrapeEndpoint     `json:"endpoints"`
	TargetLabels  *TargetLabels        `json:"targetLabels,omitempty"`
	Limits        *ScrapeLimits        `json:"limits,omitempty"`
	FilterRunning *bool                `json:"filterRunning,omitempty"`
}

// ScrapeEndpoint is a port, by name or number, and how it is asked. Interval
// and Timeout are Prometheus durations such as "30s".
type ScrapeEndpoint struct {
	Port             intstr.IntOrString  `json:"port"`
	Scheme           string              `json:"scheme,omitempty"`
	Path             string              `json:"path,omitempty"`
	Params           map[string][]string `json:"params,omitempty"`
	Interval         string              `json:"interval"`
	Timeout          string              `json:"timeout,omitempty"`
	MetricRelabeling []RelabelingRule    `json:"metricRelabeling,omitempty"`
	TLS              *ScrapeTLS          `json:"tls,omitempty"`
}

// ScrapeTLS is how an https endpoint is trusted.
type ScrapeTLS struct {
	ServerName         string `json:"serverName,omitempty"`
	InsecureSkipVerify bool   `json:"insecureSkipVerify,omitempty"`
	MinVersion         string `json:"minVersion,omitempty"`
	MaxVersion         string `json:"maxVersion,omitempty"`
}

// RelabelingRule keeps, drops or renames series, in Prometheus' words.
type RelabelingRule struct {
	SourceLabels []string `json:"sourceLabels,omitempty"`
	Separator    string   `json:"separator,omitempty"`
	TargetLabel  string   `json:"targetLabel,omitempty"`
	Regex        string   `json:"regex,omitempty"`
	Modulus      uint64   `json:"modulus,omitempty"`
	Replacement  string   `json:"replacement,omitempty"`
	Action       string   `json:"action,omitempty"`
}

// TargetLabels puts facts about the pod on each series.
type TargetLabels struct {
	Metadata *[]string      `json:"metadata,omitempty"`
	FromPod  []LabelMapping `json:"fromPod,omitempty"`
}

// LabelMapping copies a pod's label; an empty To keeps the name.
type LabelMapping struct {
	From string `json:"from"`
	To   string `json:"to,omitempty"`
}

// ScrapeLimits bound what one scrape may bring.
type ScrapeLimits struct {
	Samples          uint64 `json:"samples,omitempty"`
	Labels           uint64 `json:"labels,omitempty"`
	LabelNameLength  uint64 `json:"labelNameLength,omitempty"`
	LabelValueLength uint64 `json:"labelValueLength,omitempty"`
}

// Rules are alerting and recording rules over a namespace's series; ClusterRules
// and GlobalRules have the same shape and no namespace.
type Rules struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`
	Spec              RulesSpec `json:"spec"`
}

// RulesSpec is groups in the order in which they are evaluated.
type RulesSpec struct {
	Groups []RuleGroup `json:"groups"`
}

// RuleGroup is rules that are evaluated together, every Interval.
type RuleGroup struct {
	Name     string `json:"name"`
	Interval string `json:"interval,omitempty"`
	Rules    []Rule `json:"rules"`
}

// Rule records a series or raises an alert: exactly one of Record and Alert is
// set. Expr is PromQL.
type Rule struct {
	Record      string            `json:"record,omitempty"`
	Alert       string            `json:"alert,omitempty"`
	Expr        string            `json:"expr"`
	For         string            `json:"for,omitempty"`
	Labels      map[string]string `json:"labels,omitempty"`
	Annotations map[string]string `json:"annotations,omitempty"`
}
