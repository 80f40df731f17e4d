package dockerfile

import (
	"strconv"
	"strings"
)

// distroless: its plain tags run as root, `nonroot` and `debug-nonroot` as
// 65532 (common/variables.bzl of distroless).
func distroless(name, tag string) image {
	img := image{runtime: runtimeNamed(name), accounts: []imageAccount{{"nonroot", 65532, 65532}}}
	if strings.Contains(tag, "nonroot") {
		img.runsAs = "nonroot"
	}
	return img
}

// phpImage: php-fpm stops gracefully on SIGQUIT, Apache's variant on SIGWINCH.
func phpImage(tag string, alpine bool) image {
	www := imageAccount{"www-data", 33, 33}
	if alpine {
		www = imageAccount{"www-data", 82, 82}
	}
	img := image{runtime: PHP, accounts: []imageAccount{www}}
	switch {
	case strings.Contains(tag, "fpm"):
		img.signal = "SIGQUIT"
	case strings.Contains(tag, "apache"):
		img.signal = "SIGWINCH"
	}
	return img
}

func postgresImage(alpine bool) image {
	own := imageAccount{"postgres", 999, 999}
	if alpine {
		own = imageAccount{"postgres", 70, 70}
	}
	return image{runtime: Postgres, signal: "SIGINT", accounts: []imageAccount{own}}
}

// ubuntuImage: from 23.04 on the image has an account of its own at 1000.
func ubuntuImage(tag string) image {
	major, _, _ := strings.Cut(tag, ".")
	old := strings.Contains("bionic focal jammy", strings.SplitN(tag, "-", 2)[0]) && tag != ""
	if n, err := strconv.Atoi(major); err == nil && n < 23 || old {
		return image{}
	}
	return image{accounts: []imageAccount{{"ubuntu", 1000, 1000}}}
}

// user is who an image runs as when no USER says otherwise.
func (i image) user() User {
	if i.unknown {
		return User{}
	}
	name := i.runsAs
	if name == "" {
		name = "root"
	}
	a, ok := i.account(name)
	if !ok {
		return User{Name: name}
	}
	return User{Name: name, UID: &a.uid, GID: &a.gid, Known: true}
}

// account finds a user or the group of its name: the image's own, then those
// that every Linux image has. Debian's base-passwd and Alpine's baselayout agree
// on root and nobody; www-data is Debian's alone.
func (i image) account(name string) (imageAccount, bool) {
	for _, a := range i.accounts {
		if a.name == name {
			return a, true
		}
	}
	for _, a := range [...]imageAccount{{"root", 0, 0}, {"nobody", 65534, 65534}} {
		if a.name == name {
			return a, true
		}
	}
	if name == "www-data" && !i.alpine && !i.unknown {
		return imageAccount{name, 33, 33}, true
	}
	return imageAccount{}, false
}
