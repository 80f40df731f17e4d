package kube

import (
	"fmt"
	"slices"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	corev1 "k8s.io/api/core/v1"
	discoveryv1 "k8s.io/api/discovery/v1"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/utils/ptr"
)

// Bridge keeps app.internal working for what is still on Fly: Services without
// a selector whose one endpoint is the bridge. They carry the names that the
// platform gives to apps on GKE, so they stand in a folder of their own, one
// file per app: apply an app's file while it is on Fly, the platform after.
// There are none without a bridge, and those of a cluster come once, with the
// first of its environments.
func Bridge(c spec.Company, env spec.Environment) []Object {
	if env.Bridge == "" || !firstOfCluster(c, env) {
		return nil
	}
	p := &platform{env: env}
	var apps []string
	ports := map[string][]spec.Crossing{}
	for _, x := range c.Crossings() {
		if ports[x.FlyApp] == nil {
			apps = append(apps, x.FlyApp)
		}
		ports[x.FlyApp] = append(ports[x.FlyApp], x)
	}
	for _, app := range apps {
		p.crossing(internalNamespace, app, ports[app])
		p.crossing(flycastNamespace, app, ports[app])
	}
	return p.objects
}

// crossing takes callers' ports to those of the bridge: the Service's own
// address does, so it isn't headless.
func (p *platform) crossing(namespace, flyApp string, ports []spec.Crossing) {
	name := label(flyApp, longestLabel)
	file := name + ".yaml"
	service := &corev1.Service{TypeMeta: typeMeta("v1", "Service"), ObjectMeta: platformMeta(namespace, name)}
	slice := &discoveryv1.EndpointSlice{
		TypeMeta: typeMeta("discovery.k8s.io/v1", "EndpointSlice"), ObjectMeta: platformMeta(namespace, name+"-bridge"),
		AddressType: discoveryv1.AddressTypeIPv4,
		Endpoints:   []discoveryv1.Endpoint{{Addresses: []string{p.env.Bridge}, Conditions: discoveryv1.EndpointConditions{Ready: ptr.To(true)}}},
	}
	slice.Labels = with(slice.Labels, map[string]string{discoveryv1.LabelServiceName: name})
	for _, x := range ports {
		portName := fmt.Sprintf("tcp-%d", x.Port)
		service.Spec.Ports = append(service.Spec.Ports, corev1.ServicePort{Name: portName, Port: int32(x.Port), TargetPort: intstr.FromInt(x.Through)})
		slice.Ports = append(slice.Ports, discoveryv1.EndpointPort{Name: &portName, Port: ptr.To(int32(x.Through)), Protocol: ptr.To(corev1.ProtocolTCP)})
	}
	p.add(file, "Service", namespace, name, service)
	p.add(file, "EndpointSlice", namespace, slice.Name, slice)
}

func firstOfCluster(c spec.Company, env spec.Environment) bool {
	i := slices.IndexFunc(c.Environments, env.SameCluster)
	return i >= 0 && c.Environments[i].Name == env.Name
}
