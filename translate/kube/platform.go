package kube

import (
	"cmp"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// Platform is what an environment's apps share: namespaces, the Gateway,
// storage and priority classes, secret stores and the private names. What a cluster needs
// once is the same for every environment, so that environments on one cluster
// agree about it.
func Platform(c spec.Company, env spec.Environment) []Object {
	p := &platform{env: env, apps: appsOf(c, env), groups: c.Groups}
	p.gateway()
	p.storageClasses(c)
	p.priorities()
	if HasPreviews(c, env) { // each of them brings its own namespace, and no name that others call
		p.previews(c)
		p.apps = nil
		p.names()
		return p.objects
	}
	p.namespaces()
	p.secretStores()
	p.names()
	p.data(c)
	p.access()
	p.guard()
	return p.objects
}

type platform struct {
	env     spec.Environment
	apps    []spec.App // of the environment
	groups  []spec.Group
	objects []Object
}

func (p *platform) add(file, kind, namespace, name string, value any) {
	p.objects = append(p.objects, Object{Part: Base, File: file, Kind: kind, Name: name, Namespace: namespace, Value: value})
}

func appsOf(c spec.Company, env spec.Environment) []spec.App {
	var out []spec.App
	for _, a := range c.Apps {
		if a.Env == env.Name {
			out = append(out, a)
		}
	}
	return out
}

// namespaceApps are an environment's namespaces, by name, each with its apps.
type namespaceApps struct {
	name string
	apps []spec.App
}

func (p *platform) byNamespace() []namespaceApps {
	var out []namespaceApps
	for _, a := range p.apps {
		i := slices.IndexFunc(out, func(n namespaceApps) bool { return n.name == a.Namespace })
		if i < 0 {
			out = append(out, namespaceApps{name: a.Namespace})
			i = len(out) - 1
		}
		out[i].apps = append(out[i].apps, a)
	}
	slices.SortStableFunc(out, func(a, b namespaceApps) int { return cmp.Compare(a.name, b.name) })
	return out
}

func platformMeta(namespace, name string) metav1.ObjectMeta {
	return metav1.ObjectMeta{Name: name, Namespace: namespace, Labels: map[string]string{ManagedLabel: manager}}
}
