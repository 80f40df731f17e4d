package inventory

// Release is one deploy of an app, newest first.
type Release struct {
	ID          string `json:"id"`
	Version     int    `json:"version"`
	Status      string `json:"status,omitempty"`
	Description string `json:"description,omitempty"`
	Reason      string `json:"reason,omitempty"`
	Strategy    string `json:"deployment_strategy,omitempty"`
	ImageRef    string `json:"image_ref,omitempty"`
	Stable      bool   `json:"stable,omitempty"`
	User        string `json:"user,omitempty"`
	CreatedAt   string `json:"created_at,omitempty"`
}

// HostIssue is trouble with the hardware below an app.
type HostIssue struct {
	ID         string `json:"id"`
	Message    string `json:"message,omitempty"`
	CreatedAt  string `json:"created_at,omitempty"`
	ResolvedAt string `json:"resolved_at,omitempty"`
}

// MachineSummary is one line of the organisation-wide machine list.
type MachineSummary struct {
	AppName string `json:"app_name"`
	ID      string `json:"id"`
	Name    string `json:"name,omitempty"`
	State   string `json:"state,omitempty"`
	Region  string `json:"region,omitempty"`
}
