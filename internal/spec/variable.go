package spec

// SecretUse says which of the app's secrets a container gets as variables. Its
// zero is all of them, each by its own name.
type SecretUse struct {
	Only bool        // none but Vars
	Vars []SecretVar // by Name
}

// A SecretVar is a variable with the value of one of App.Secrets.
type SecretVar struct {
	Name   string // as the container reads it
	Secret string // the secret's name
}

// Runtime is a variable that Fly sets on a running machine.
type Runtime struct {
	Name  string // FLY_REGION
	From  RuntimeFrom
	Value string // for FromValue
}

// RuntimeFrom says where a Runtime variable comes from on the new side.
type RuntimeFrom string

const (
	FromValue       RuntimeFrom = "value"
	FromPodName     RuntimeFrom = "pod-name"
	FromPodIP       RuntimeFrom = "pod-ip"
	FromRegion      RuntimeFrom = "region"
	FromVersion     RuntimeFrom = "version"
	FromMemoryLimit RuntimeFrom = "memory-limit"
)
