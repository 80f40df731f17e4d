package flytoml

// Build is [build]: where the image comes from. flyctl takes the first that is
// set of image, builder or buildpacks, dockerfile or build-target, builtin.
type Build struct {
	Field      string
	Image      string
	Builder    string
	Buildpacks []string
	Builtin    string
	// Dockerfile is a path relative to the config file, or a URL.
	Dockerfile string
	Ignorefile string
	Target     string
	Args       []EnvVar // by name
	// Settings lists the names under [build.settings], sorted; flyctl hands the
	// values to a builtin builder.
	Settings         []string
	Compression      string // gzip or zstd
	CompressionLevel *int
	UseZstd          bool
	Compose          *Compose
}

// Compose is [build.compose]: one container per service of a compose file.
type Compose struct {
	Field string
	// File is empty when flyctl looks for compose.yaml, compose.yml,
	// docker-compose.yaml and docker-compose.yml, in this order.
	File string
}

func (r *reader) build(t table) *Build {
	if n := t.exact("build"); n != nil && n.shape != dict {
		r.problem(n, "a table")
		return nil
	}
	b, ok := t.sub("build")
	if !ok || r.known == nil && len(b.n.children) == 0 {
		return nil
	}
	build := &Build{
		Field:            b.field,
		Image:            b.string("image"),
		Builder:          b.string("builder"),
		Buildpacks:       b.strings("buildpacks"),
		Builtin:          b.string("builtin"),
		Dockerfile:       b.string("dockerfile"),
		Ignorefile:       b.string("ignorefile"),
		Target:           b.buildTarget(),
		Args:             b.namedTexts("args"),
		Settings:         b.settings(),
		Compression:      b.string("compression"),
		CompressionLevel: b.optInt("compression_level"),
		UseZstd:          b.bool("use_zstd"),
	}
	if c, ok := b.sub("compose"); ok {
		build.Compose = &Compose{Field: c.field, File: c.string("file")}
	}
	return build
}

// buildTarget prefers the spelling with an underscore, which flyctl copies over
// the other one.
func (t table) buildTarget() string {
	n := t.exact("build_target")
	if n == nil {
		return t.string("build-target")
	}
	n.field = t.at("build-target")
	t.r.quirk(n, LegacyForm, "flyctl reads it as build-target")
	if empty(n) {
		return ""
	}
	if text := t.r.text(n); text != nil {
		return *text
	}
	return ""
}

func (t table) settings() []string {
	var names []string
	for _, n := range t.named("settings") {
		n.whole = true
		names = append(names, n.key)
	}
	return names
}
