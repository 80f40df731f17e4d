package workflows

import (
	"slices"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/side"
	"github.com/fly2k8s/fly2k8s/internal/spec"
)

// active is the expression for the app's active side. It is fly until every
// variable says gke.
func active(domains []string) string {
	var all []string
	for _, d := range domains {
		all = append(all, "vars."+side.Variable(d)+" == '"+side.GKE+"'")
	}
	return "${{ " + strings.Join(all, " && ") + " && '" + side.GKE + "' || '" + side.Fly + "' }}"
}

func serving(app spec.App) []spec.Process {
	return slices.DeleteFunc(slices.Clone(app.Processes), func(p spec.Process) bool { return !side.Serves(p) })
}
