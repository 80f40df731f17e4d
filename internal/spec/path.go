package spec

// Paths name a place in an App for the ledger: a section says which path it
// filled, a writer says where it put it. They are relative to the app and its
// environment.

// EnvPath is one variable of App.Config.
func EnvPath(name string) string { return "env." + name }

// SecretPath is one of App.Secrets.
func SecretPath(name string) string { return "secrets." + name }

// FilePath is one of App.Files.
func FilePath(path string) string { return "files." + path }

// ImagePath is the app's image.
const ImagePath = "image"

// ReleasePath is a field of App.Release: command, timeout, resources.
func ReleasePath(field string) string { return "release." + field }

// SchedulePath is a field of one of App.Schedules.
func SchedulePath(name, field string) string { return "schedules." + name + "." + field }

// ProcessPath is a field of one of App.Processes. Fields: args, entrypoint,
// env.NAME, ports.NAME, edge.NAME.hosts, edge.NAME.https, edge.NAME.health,
// edge.NAME.timeout, edge.NAME.rate, edge.NAME.headers, edge.NAME.drain,
// l4.NAME, private.NAME, readiness, startup, liveness, resources.cpu,
// resources.memory, resources.gpu, replicas.min, replicas.max, volumes.NAME,
// volumes.NAME.size, scratch.NAME, sidecars.NAME, files.PATH, stop.signal,
// stop.grace, stop.sleep, security, security.ports, rollout, rollout.deadline,
// place.pool, place.spot, metrics, dns, runtime.NAME, kind, retries.
func ProcessPath(process, field string) string { return "processes." + process + "." + field }
