package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/account"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// PreviewNamespace is what CI puts around each preview before anything runs in
// it: the namespace, CI's rights in it, its limits and its walls.
func PreviewNamespace(c spec.Company, env spec.Environment) []Object {
	p := &platform{env: env, apps: appsOf(c, env)}
	labels := with(podSecurityLabels(namespaceApps{apps: p.apps}.restricted()), map[string]string{
		PreviewLabel: "true", envLabel: env.Name, publicLabel: "true",
	})
	if !strict(env) {
		labels[networkLabel] = networkName(p.apps[0].Network)
	}
	p.namespace(spec.PreviewNamespace, labels, nil)
	p.add("rolebinding.yaml", "RoleBinding", spec.PreviewNamespace, previewEditor, &rbacv1.RoleBinding{
		TypeMeta: typeMeta("rbac.authorization.k8s.io/v1", "RoleBinding"), ObjectMeta: platformMeta(spec.PreviewNamespace, previewEditor),
		RoleRef:  clusterRoleRef(previewEditor),
		Subjects: []rbacv1.Subject{{Kind: rbacv1.UserKind, APIGroup: rbacGroup, Name: account.Previews(env.Project)}},
	})
	p.previewLimits()
	p.previewWalls()
	return p.objects
}

// previewLimits keep one pull request from taking the cluster: no disks, no
// addresses, no GPUs, and room for twice what the largest preview asks for.
func (p *platform) previewLimits() {
	cpu, memory := p.previewSize()
	p.add("limits.yaml", "ResourceQuota", spec.PreviewNamespace, "preview", &corev1.ResourceQuota{
		TypeMeta: typeMeta("v1", "ResourceQuota"), ObjectMeta: platformMeta(spec.PreviewNamespace, "preview"),
		Spec: corev1.ResourceQuotaSpec{Hard: corev1.ResourceList{
			"pods":                              resource.MustParse("20"),
			"requests.cpu":                      cpu,
			"requests.memory":                   memory,
			"persistentvolumeclaims":            resource.MustParse("0"),
			"services.loadbalancers":            resource.MustParse("0"),
			"services.nodeports":                resource.MustParse("0"),
			"requests.nvidia.com/gpu":           resource.MustParse("0"),
			"count/cronjobs.batch":              resource.MustParse("0"),
			"count/ingresses.networking.k8s.io": resource.MustParse("0"),
		}},
	})
	p.previewRank()
	p.add("limits.yaml", "LimitRange", spec.PreviewNamespace, "preview", &corev1.LimitRange{
		TypeMeta: typeMeta("v1", "LimitRange"), ObjectMeta: platformMeta(spec.PreviewNamespace, "preview"),
		Spec: corev1.LimitRangeSpec{Limits: []corev1.LimitRangeItem{{
			Type:           corev1.LimitTypeContainer,
			DefaultRequest: corev1.ResourceList{corev1.ResourceCPU: resource.MustParse("50m"), corev1.ResourceMemory: resource.MustParse("64Mi")},
			Default:        corev1.ResourceList{corev1.ResourceMemory: resource.MustParse("256Mi")},
		}}},
	})
}

// previewSize is twice what the largest preview asks for, as a rollout starts a
// second set before it ends the first, and a release command runs beside.
func (p *platform) previewSize() (cpu, memory resource.Quantity) {
	cpuMilli, memoryMiB := 0, 0
	for _, a := range p.apps {
		c, m := 250, 512 // for sidecars and Jobs
		for _, proc := range a.Groups() {
			c, m = c+proc.Resources.CPUMilli, m+proc.Resources.MemoryMiB
		}
		if a.Release != nil {
			c, m = c+a.Release.Resources.CPUMilli, m+a.Release.Resources.MemoryMiB
		}
		cpuMilli, memoryMiB = max(cpuMilli, 2*c), max(memoryMiB, 2*m)
	}
	return *resource.NewMilliQuantity(int64(cpuMilli), resource.DecimalSI), *resource.NewQuantity(int64(memoryMiB)<<20, resource.BinarySI)
}

// previewWalls let a preview talk within itself, to the internet and to the
// databases' range. Other apps are open to it as on Fly, where staging's config
// names them; with the strict policy they are not.
func (p *platform) previewWalls() {
	np := &networkingv1.NetworkPolicy{TypeMeta: typeMeta("networking.k8s.io/v1", "NetworkPolicy"), ObjectMeta: platformMeta(spec.PreviewNamespace, "preview")}
	np.Spec.PolicyTypes = []networkingv1.PolicyType{networkingv1.PolicyTypeIngress, networkingv1.PolicyTypeEgress}
	near := networkingv1.NetworkPolicyPeer{PodSelector: emptySelector()}
	if !strict(p.env) {
		near = sameNetwork(p.apps[0].Network)
	}
	np.Spec.Ingress = []networkingv1.NetworkPolicyIngressRule{{From: []networkingv1.NetworkPolicyPeer{near}}}
	to := []networkingv1.NetworkPolicyPeer{near, block("0.0.0.0/0", append(append([]string{}, privateRanges...), linkLocal)...)}
	if p.env.Network.Private != "" {
		to = append(to, block(p.env.Network.Private))
	}
	np.Spec.Egress = []networkingv1.NetworkPolicyEgressRule{dns(), metadata(), {To: to}}
	p.add("networkpolicy.yaml", "NetworkPolicy", spec.PreviewNamespace, "preview", np)
}
