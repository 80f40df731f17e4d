package cluster

import "github.com/fly2k8s/fly2k8s/verify"

// about starts a finding on an object.
func about(o verify.Object, severity verify.Severity, found, expected, do string) verify.Finding {
	return verify.Finding{
		Severity: severity, File: o.File, Line: max(o.Line, 1), Env: o.Env, Object: id(o),
		Found: found, Expected: expected, Do: do,
	}
}

// id is Kind/namespace/name.
func id(o verify.Object) string {
	if o.GetNamespace() == "" {
		return o.GetKind() + "/" + o.GetName()
	}
	return o.GetKind() + "/" + o.GetNamespace() + "/" + o.GetName()
}
