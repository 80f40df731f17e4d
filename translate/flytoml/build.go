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
