package kube

import (
	"github.com/fly2k8s/fly2k8s/internal/crds"
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
	sslPolicy        = "modern"
)

// gateway is one load balancer for all apps, and https for all that don't ask
// for plain http themselves: their routes name hosts, this redirect names none.
func (p *platform) gateway() {
	p.namespace(gatewayNamespace, with(podSecurityLabels(true), map[string]string{publicLabel: "true"}), nil)
	g := &gateway.Gateway{TypeMeta: typeMeta(gateway.GroupVersion.String(), "Gateway"), ObjectMeta: platformMeta(gatewayNamespace, gatewayName)}
	g.Annotations = map[string]string{"networking.gke.io/certmap": certificateMap}
	g.Spec = gateway.GatewaySpec{
		GatewayClassName: gatewayClass,
		Addresses:        []gateway.GatewaySpecAddress{{Type: ptr.To(gateway.NamedAddressType), Value: gatewayAddress}},
		Listeners:        []gateway.Listener{publicListener("http", gateway.HTTPProtocolType, 80), publicListener("https", gateway.HTTPSProtocolType, 443)},
	}
	p.add("gateway.yaml", "Gateway", gatewayNamespace, gatewayName, g)
	p.add("gateway.yaml", "HTTPRoute", gatewayNamespace, "https-redirect", redirect())
	p.add("gateway.yaml", "GCPGatewayPolicy", gatewayNamespace, gatewayName, &crds.GCPGatewayPolicy{
		TypeMeta: typeMeta(crds.GKENetworkingV1, "GCPGatewayPolicy"), ObjectMeta: platformMeta(gatewayNamespace, gatewayName),
		Spec: crds.GCPGatewayPolicySpec{
			Default:   &crds.GCPGatewayDefault{SSLPolicy: sslPolicy},
			TargetRef: crds.TargetRef{Group: gateway.GroupName, Kind: "Gateway", Name: gatewayName},
		},
	})
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

func redirect() *gateway.HTTPRoute {
	r := &gateway.HTTPRoute{TypeMeta: typeMeta(gateway.GroupVersion.String(), "HTTPRoute"), ObjectMeta: platformMeta(gatewayNamespace, "https-redirect")}
	r.Spec.ParentRefs = []gateway.ParentReference{{Name: gatewayName, SectionName: ptr.To(gateway.SectionName("http"))}}
	r.Spec.Rules = []gateway.HTTPRouteRule{{Filters: []gateway.HTTPRouteFilter{{
		Type:            gateway.HTTPRouteFilterRequestRedirect,
		RequestRedirect: &gateway.HTTPRequestRedirectFilter{Scheme: ptr.To("https"), StatusCode: ptr.To(301)},
	}}}}
	return r
}
