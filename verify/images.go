package verify

import (
	"cmp"
	"fmt"
	"strings"
)

// image is the parts of an image's name.
type image struct {
	host   string // empty on Docker Hub
	path   string
	tag    string
	digest string
}

func parseImage(name string) image {
	var i image
	name, i.digest, _ = strings.Cut(name, "@")
	if at := strings.LastIndex(name, ":"); at > strings.LastIndex(name, "/") {
		name, i.tag = name[:at], name[at+1:]
	}
	i.path = name
	if host, path, ok := strings.Cut(name, "/"); ok && (strings.ContainsAny(host, ".:") || host == "localhost") {
		i.host, i.path = host, path
	}
	return i
}

// images looks at every container's image. Whether a registry has it can only be
// seen online.
func images(s *site) outcome {
	var seen outcome
	for _, p := range workloads(s.objects) {
		for _, c := range containers(&p.template.Spec, p.path) {
			seen.checked++
			seen.findings = append(seen.findings, s.imageFindings(p.owner, c)...)
		}
	}
	return seen
}

func (s *site) imageFindings(o object, c container) []Finding {
	field := c.path + ".image"
	parsed := parseImage(c.Image)
	switch {
	case c.Image == "":
		return []Finding{s.fault(o, field, "container "+c.Name+" without an image", "an image", "set the image, or its name in the images component")}
	case strings.ContainsAny(c.Image, " \t${}<>%") || parsed.path != strings.ToLower(parsed.path) || parsed.path == "":
		return []Finding{s.fault(o, field, fmt.Sprintf("image %q", c.Image), "a name that a registry takes (lower case, no placeholders)", "correct the name")}
	}
	// With a tag or a digest it is an image that happens to have the app's name.
	if parsed.host == "" && parsed.tag+parsed.digest == "" && parsed.path == o.GetLabels()["app.kubernetes.io/name"] {
		return []Finding{s.fault(o, field, "image "+c.Image+", the app's own name and no registry", "the image that the overlay's images component names",
			"add it to overlays/<env>/images: the cluster would look for it on Docker Hub")}
	}
	var found []Finding
	if parsed.host == "registry.fly.io" {
		found = append(found, s.fault(o, field, "an image in registry.fly.io", "an image in a registry that the cluster can read",
			"copy it by digest to Artifact Registry: Fly's registry asks for a Fly token, and goes with the organisation"))
	}
	if !s.allowed(parsed) {
		found = append(found, s.fault(o, field, "an image from "+cmp.Or(parsed.host, "docker.io"),
			"one of "+strings.Join(s.options.Registries, ", "), "copy the image there, or add the registry"))
	}
	if parsed.digest == "" && (parsed.tag == "" || parsed.tag == "latest") {
		found = append(found, s.fault(o, field, "image "+c.Image+" without a fixed version", "a tag or a digest",
			"pin it in the overlay's images component: each restart may run something else").warning())
	}
	return found
}

func (s *site) allowed(i image) bool {
	if len(s.options.Registries) == 0 {
		return true
	}
	full := cmp.Or(i.host, "docker.io") + "/" + i.path
	for _, registry := range s.options.Registries {
		if strings.HasPrefix(full, strings.TrimSuffix(registry, "/")+"/") {
			return true
		}
	}
	return false
}
