package kube

import (
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
)

// l4Internal is GKE's passthrough load balancer inside of the network: by it the
// bridge reaches a store in the cluster while rows and keys are copied.
const l4Internal = "networking.gke.io/l4-regional-internal"

// data are the environment's databases and caches that run in the cluster, each
// in a namespace of its own name.
func (p *platform) data(c spec.Company) {
	for _, d := range c.Databases {
		if d.Env == p.env.Name && d.Store.Inside() {
			p.store(d.Name, d.FlyApp, d.Store, p.users(func(a spec.App) bool {
				return slices.ContainsFunc(d.Databases, func(u spec.DatabaseUse) bool { return u.App == a.Name })
			}))
			p.postgres(d)
		}
	}
	for _, k := range c.Caches {
		if k.Env == p.env.Name && k.Store.Inside() {
			p.store(k.Name, k.Name, k.Store, p.users(func(a spec.App) bool { return slices.Contains(k.Apps, a.Name) }))
			p.valkey(k)
		}
	}
}

// users are the apps of the environment that use a store.
func (p *platform) users(uses func(spec.App) bool) []spec.App {
	return slices.DeleteFunc(slices.Clone(p.apps), func(a spec.App) bool { return !uses(a) })
}

// store is the namespace of a database or a cache, closed but for its users. It is
// in their private network.
func (p *platform) store(name, flyApp string, s spec.Store, users []spec.App) {
	network := ""
	if len(users) > 0 {
		network = users[0].Network
	}
	labels := with(podSecurityLabels(true), map[string]string{envLabel: p.env.Name, networkLabel: networkName(network)})
	p.namespace(name, labels, map[string]string{FlyAppAnnotation: flyApp})
	p.add("networkpolicies.yaml", "NetworkPolicy", name, "namespace", &networkingv1.NetworkPolicy{
		TypeMeta: typeMeta("networking.k8s.io/v1", "NetworkPolicy"), ObjectMeta: platformMeta(name, "namespace"),
		Spec: networkingv1.NetworkPolicySpec{
			PolicyTypes: []networkingv1.PolicyType{networkingv1.PolicyTypeIngress},
			Ingress:     p.storeIngress(s.Process.Ports[0].Number, network, users),
		},
	})
}

// storeIngress opens the port to users and to the network around the cluster,
// where the bridge is. Copies of a database talk to each other, and their operator
// asks each how it is.
func (p *platform) storeIngress(port int, network string, users []spec.App) []networkingv1.NetworkPolicyIngressRule {
	callers := []networkingv1.NetworkPolicyPeer{sameNetwork(network)}
	if strict(p.env) {
		callers = nil
		for _, u := range users {
			callers = append(callers, pods(Peer{Name: u.Name, Namespace: u.Namespace}))
		}
	}
	if p.env.Network.Nodes != "" {
		callers = append(callers, block(p.env.Network.Nodes))
	}
	var ports portSet
	ports.add(port, "TCP")
	rules := []networkingv1.NetworkPolicyIngressRule{{From: callers, Ports: ports.ports}}
	if port == postgresPort {
		own := networkingv1.NetworkPolicyPeer{PodSelector: &metav1.LabelSelector{}}
		rules = append(rules, networkingv1.NetworkPolicyIngressRule{From: []networkingv1.NetworkPolicyPeer{own, namespaced(operatorNamespace)}})
	}
	return rules
}

const (
	postgresPort = 5432

	// operatorNamespace is where CloudNativePG lives by its own manifest.
	operatorNamespace = "cnpg-system"
)

func namespaced(name string) networkingv1.NetworkPolicyPeer {
	return networkingv1.NetworkPolicyPeer{NamespaceSelector: &metav1.LabelSelector{MatchLabels: map[string]string{corev1.LabelMetadataName: name}}}
}

// valkey is one copy: Redis clients expect one address that takes writes.
func (p *platform) valkey(c spec.Cache) {
	proc := c.Store.Process
	w := &writer{around: Around{Env: p.env}, app: spec.App{Name: c.Name, FlyApp: c.Name, Env: c.Env, Namespace: c.Name, Image: spec.Image{Name: c.Store.Image}}}
	name := w.workloadName("")
	service := clusterIP(proc, servicePorts(proc))
	p.cacheService(w, name, service)
	if c.State != "cache" { // its keys are copied, or looked at, from the bridge
		p.cacheService(w, spec.InVPC(name), inVPC(service))
	}
	if len(proc.Volumes) == 0 {
		d := w.deployment(name, proc)
		d.Namespace, d.Spec.Template.Spec = c.Name, alone(d.Spec.Template.Spec)
		p.add("caches.yaml", "Deployment", c.Name, name, d)
		return
	}
	s := w.statefulSet(name, proc)
	s.Namespace, s.Spec.ServiceName, s.Spec.Template.Spec = c.Name, name, alone(s.Spec.Template.Spec)
	p.add("caches.yaml", "StatefulSet", c.Name, name, s)
}

func (p *platform) cacheService(w *writer, name string, s corev1.ServiceSpec) {
	svc := w.service(name, spec.Process{Name: "valkey"}, s)
	svc.Namespace = w.app.Namespace
	p.add("caches.yaml", "Service", svc.Namespace, name, svc)
}

func inVPC(s corev1.ServiceSpec) corev1.ServiceSpec {
	s.Type, s.LoadBalancerClass = corev1.ServiceTypeLoadBalancer, ptr.To(l4Internal)
	return s
}

// alone is a pod without an app's account, variables and secrets.
func alone(pod corev1.PodSpec) corev1.PodSpec {
	pod.ServiceAccountName, pod.AutomountServiceAccountToken = "", ptr.To(false)
	pod.Containers[0].EnvFrom = nil
	return pod
}
