package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/crds"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/utils/ptr"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
)

// The one Gateway of a cluster, and the resources of the project that it uses
// by name: the certificate map, the address and the SSL policy.
const (
	gatewayName      = "public"
	gatewayNamespace = "gateway"
	gatewayClass     = "gke-l7-global-external-managed"
	certificateMap   = "fly2k8s"
	gatewayAddress   = "gateway-v4"
	gatewayNameV6    = "public-v6"
	gatewayAddressV6 = "gateway-v6"
	sslPolicy        = "modern"
)

// gateway is one load balancer for all apps, and https for all that don't ask
// for plain http themselves: their routes name hosts, this redirect names none.
func (p *platform) gateway() {
	p.namespace(gatewayNamespace, with(podSecurityLabels(true), map[string]string{publicLabel: "true", envLabel: sharedLabel}), nil)
	p.gatewayAt(gatewayName, gatewayAddress)
	if p.env.IPv6 {
		p.gatewayAt(gatewayNameV6, gatewayAddressV6)
	}
	p.add("gateway.yaml", "HTTPRoute", gatewayNamespace, "https-redirect", redirect(p.env))
}

// gatewayAt is the load balancer of one address. A Gateway with two addresses
// is nowhere documented to work on GKE, so an IPv6 address has one of its own.
func (p *platform) gatewayAt(name, address string) {
	g := &gateway.Gateway{TypeMeta: typeMeta(gateway.GroupVersion.String(), "Gateway"), ObjectMeta: platformMeta(gatewayNamespace, name)}
	g.Annotations = map[string]string{"networking.gke.io/certmap": certificateMap}
	g.Spec = gateway.GatewaySpec{
		GatewayClassName: gatewayClass,
		Addresses:        []gateway.GatewaySpecAddress{{Type: ptr.To(gateway.NamedAddressType), Value: address}},
		Listeners:        []gateway.Listener{publicListener("http", gateway.HTTPProtocolType, 80), publicListener("https", gateway.HTTPSProtocolType, 443)},
	}
	p.add("gateway.yaml", "Gateway", gatewayNamespace, name, g)
	p.add("gateway.yaml", "GCPGatewayPolicy", gatewayNamespace, name, &crds.GCPGatewayPolicy{
		TypeMeta: typeMeta(crds.GKENetworkingV1, "GCPGatewayPolicy"), ObjectMeta: platformMeta(gatewayNamespace, name),
		Spec: crds.GCPGatewayPolicySpec{
			Default:   &crds.GCPGatewayDefault{SSLPolicy: sslPolicy},
			TargetRef: crds.TargetRef{Group: gateway.GroupName, Kind: "Gateway", Name: name},
		},
	})
}

// gateways are the names of an environment's Gateways.
func gateways(env spec.Environment) []string {
	if env.IPv6 {
		return []string{gatewayName, gatewayNameV6}
	}
	return []string{gatewayName}
}

// publicListener takes routes from namespaces with a public app.
func publicListener(name string, protocol gateway.ProtocolType, port int32) gateway.Listener {
	return gateway.Listener{
		Name: gateway.SectionName(name), Protocol: protocol, Port: gateway.PortNumber(port),
		AllowedRoutes: &gateway.AllowedRoutes{Namespaces: &gateway.RouteNamespaces{
			From:     ptr.To(gateway.NamespacesFromSelector),
			Selector: &metav1.LabelSelector{MatchLabels: map[string]string{publicLabel: "true"}},
		}},
	}
}

func redirect(env spec.Environment) *gateway.HTTPRoute {
	r := &gateway.HTTPRoute{TypeMeta: typeMeta(gateway.GroupVersion.String(), "HTTPRoute"), ObjectMeta: platformMeta(gatewayNamespace, "https-redirect")}
	for _, name := range gateways(env) {
		r.Spec.ParentRefs = append(r.Spec.ParentRefs, gateway.ParentReference{Name: gateway.ObjectName(name), SectionName: ptr.To(gateway.SectionName("http"))})
	}
	r.Spec.Rules = []gateway.HTTPRouteRule{{Filters: []gateway.HTTPRouteFilter{{
		Type:            gateway.HTTPRouteFilterRequestRedirect,
		RequestRedirect: &gateway.HTTPRequestRedirectFilter{Scheme: ptr.To("https"), StatusCode: ptr.To(301)},
	}}}}
	return r
}
