package inventory

import "github.com/fly2k8s/fly2k8s/inventory/yamljson"

// What the files say about themselves. Whoever reviews an inventory reads
// these first, so they explain only what the names don't.

var appHead = lines(
	"What Fly knows about this app. Names and values are Fly's own.",
	"A section's status tells whether it is whole: only in a complete one does",
	"an empty list mean that there is none.",
	promise,
)

var orgHead = lines(
	"What Fly knows about this organisation, apart from its apps.",
	"Only in a section whose status is complete does an empty list mean none.",
	promise,
)

var observedHead = lines(
	"What moves by itself: events, check output, used bytes, snapshots.",
	"Kept apart so that the other files change only when the organisation does.",
	promise,
)

// promise and ending let Load tell a whole file from one that was cut off.
const (
	promise = "The last line says that the file is whole."
	ending  = "# Whole.\n"
)

func appComments() yamljson.Comments {
	return yamljson.Comments{
		"secrets":           "Names and digests; values can't be read. Equal digests in one app are equal values.",
		"config_definition": "The fly.toml of the last release, as flyctl sent it to Fly.",
		"egress_addresses":  "Fixed outbound addresses: third parties may have them on a list.",
		"redacted":          "Values that looked like a credential and were not kept.",
		"unknown":           "Fields that Fly sent and fly2k8s has no name for.",
		"host_issues":       "Trouble with the hardware below the app.",
	}
}

func orgComments() yamljson.Comments {
	return yamljson.Comments{
		"tokens":            "Access tokens by name. Each of them stops working with the organisation.",
		"networks":          "Worked out from apps, peers and addresses: Fly has no list of networks.",
		"stray_machines":    "Machines that no app's own list shows.",
		"postgres_clusters": "Apps that run Fly's Postgres image, with the apps that they are attached to.",
		"apps":              "One file each in apps/.",
	}
}
