// Package translate turns what one Fly app says (its fly.toml, its live
// machines, its Dockerfile, telling lines of its source) into the spec of what
// it needs, and accounts for every setting on the way.
//
// Words. A section is one part of fly.toml, or the same part of a machine's
// configuration: services, mounts, vm. A field is a setting under the one name
// that both sides share (services[0].auto_stop_machines); a key is the same
// setting as the user's file or the inventory spells it. Settling a field says
// what became of it. The file is what somebody wants, the live machines are
// what runs; where they differ, that is drift.
package translate
