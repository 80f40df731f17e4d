package source

import (
	"slices"
	"strings"
)

func networkDetectors() []detector {
	return []detector{
		{kind: Internal, needles: []string{".internal"}, find: internalNames},
		{kind: Flycast, needles: []string{".flycast"}, find: flycastNames},
		{kind: FlyDevHost, needles: []string{".fly.dev", `.fly\.dev`}, find: flyDevHosts},
		{kind: IPv6, needles: []string{"fly-local-6pn"}, find: pattern(`fly-local-6pn`)},
		{kind: IPv6, needles: []string{"ecto_ipv6"}, find: pattern(`ECTO_IPV6`)},
		{kind: IPv6, needles: []string{"inet6"}, find: pattern(`\b(inet6(?:_tcp|_tls)?)\b`)},
		{kind: IPv6, needles: []string{"family"}, find: called("family: 6", pattern(`(?i)\bfamily["']?\s*[:=]\s*6\b`))},
		{kind: IPv6, needles: []string{"::"}, find: called("::", pattern(
			// an address to listen on: "::", [::]:8080, --host ::, HOST=::
			`["'`+"`"+`]\[?::\]?(?::\d+|:\$\{?\w+\}?)?["'`+"`"+`]|(?:--?(?:b|bind|host|hostname|H|address|ip|listen)[ =]|(?:^|\s)(?:HOST|HOSTNAME|BIND|ADDR|ADDRESS|LISTEN|\w+_(?:HOST|ADDR|ADDRESS|BIND|LISTEN|IP))\s*[=:]\s*|\btcp6?://)\[?::\]?(?:[\s:'"]|$)`))},
		{kind: IPv6, needles: []string{"{0, 0, 0, 0, 0, 0, 0, 0}"}, find: called("::", pattern(`ip:\s*\{0, 0, 0, 0, 0, 0, 0, 0\}`))},
		{kind: UDPBind, needles: []string{"fly-global-services"}, find: pattern(`fly-global-services`)},
		{kind: Tigris, needles: []string{"tigris", "storage.dev"}, find: pattern(`\b((?:[\w-]+\.)*(?:storage\.tigris\.dev|t3\.storage\.dev|t3\.storageapi\.dev|t3\.tigrisfiles\.io|storage\.dev))\b`)},
	}
}

// elsewhere are hosts below .internal that other platforms own.
var elsewhere = [...]string{"google", "docker", "compute", "ec2", "containers", "lima", "orb", "podman", "cluster", "svc"}

func internalNames(line, file string) []match {
	var found []match
	for _, l := range hosts(line, file, ".internal") {
		last := l[len(l)-1]
		if slices.Contains(elsewhere[:], last) || javaPackage(l) {
			continue
		}
		if m, ok := internalForm(l); ok {
			found = append(found, m)
		}
	}
	return found
}

// javaPackage tells `com.acme.internal` from a host name.
func javaPackage(l []string) bool {
	return len(l) > 1 && slices.Contains([]string{"com", "org", "io", "net", "dev", "java", "sun", "jdk", "kotlin", "go", "github"}, l[0])
}

// internalForm reads the forms that Fly's DNS knows
// (https://fly.io/docs/networking/private-networking/). Other names below
// .internal are somebody's own DNS, and not ok.
func internalForm(l []string) (m match, ok bool) {
	app := l[len(l)-1]
	if strings.HasPrefix(app, "_") { // _apps, _instances, _peer, _api
		return match{app, "org"}, true
	}
	if len(l) == 1 {
		return match{app, "app"}, true
	}
	switch before := l[len(l)-2]; {
	case before == "process" || before == "vm":
		return match{app, before}, true
	case before == "of":
		return match{app, "nearest"}, true
	case before == "_metadata":
		return match{app, "metadata"}, true
	case before == "vms" || before == "regions":
		return match{app, "txt"}, true
	case before == "global":
		return match{app, "app"}, true
	case before == "" || len(before) == 3: // region codes have three letters
		return match{app, "region"}, true
	}
	return match{}, false
}

func flycastNames(line, file string) []match {
	var found []match
	for _, l := range hosts(line, file, ".flycast") {
		found = append(found, match{name: l[len(l)-1]})
	}
	return found
}

// flyDevHosts finds hosts on fly.dev. They also stand in patterns (*.fly.dev,
// \.fly\.dev), whose name is empty.
func flyDevHosts(line, _ string) []match {
	var found []match
	line = strings.ReplaceAll(line, `\`, "")
	lower := strings.ToLower(line)
	for at := 0; ; {
		i := strings.Index(lower[at:], ".fly.dev")
		if i < 0 {
			return found
		}
		i += at
		at = i + len(".fly.dev")
		l := labels(line[hostStart(line, i):i])
		found = append(found, match{name: l[len(l)-1]})
	}
}
