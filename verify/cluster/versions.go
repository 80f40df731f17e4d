package cluster

import (
	"context"
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/verify"
	"k8s.io/apimachinery/pkg/api/meta"
)

// oldest is the lowest minor version of Kubernetes 1 that the tree is made for:
// GKE's Regular channel.
const oldest = 35

// versions asks what the server is and which kinds it serves. A kind that it
// doesn't serve is said, and left out of what follows.
func versions(_ context.Context, v *visit) (answer, error) {
	server, err := v.static.Discovery().ServerVersion()
	if err != nil {
		return answer{}, err
	}
	var learned answer
	var major, minor int
	if n, _ := fmt.Sscanf(server.GitVersion, "v%d.%d", &major, &minor); n == 2 && major == 1 && minor < oldest {
		learned.findings = append(learned.findings, verify.Finding{Severity: verify.Error,
			Found: "Kubernetes " + server.GitVersion, Expected: fmt.Sprintf("1.%d or newer", oldest), Do: "upgrade the control plane"})
	}
	asked := map[string]bool{}
	for _, o := range v.objects {
		kind := o.GetAPIVersion() + " " + o.GetKind()
		if asked[kind] {
			continue
		}
		asked[kind] = true
		learned.checked++
		_, err := v.mapper.RESTMapping(o.GroupVersionKind().GroupKind(), o.GroupVersionKind().Version)
		switch {
		case meta.IsNoMatchError(err):
			v.unserved = append(v.unserved, kind)
			learned.findings = append(learned.findings, about(o, verify.Warning, kind+", which the server doesn't have",
				"its custom resource definition, or the GKE feature that brings it", "install it before the first apply; objects of this kind are not checked here"))
		case err != nil:
			return answer{}, err
		}
	}
	return learned, nil
}

// serves says whether the versions rung found an object's kind.
func (v *visit) serves(o verify.Object) bool {
	return !slices.Contains(v.unserved, o.GetAPIVersion()+" "+o.GetKind())
}
