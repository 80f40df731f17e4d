// Package flytoml turns one fly.toml, fly.json or fly.yaml into what flyctl
// makes of it: a Config, the process groups that run from it, every key that
// the file sets with its line, and the quirks of flyctl's reading that change
// what runs.
//
// Words. A key is a setting as the user's file spells it (`mount.source`,
// `services[0].ports[1].handlers`). A field is the same setting as flyctl knows
// it, after its legacy forms are unified (`mounts[0].source`); sections read
// fields, the ledger cites keys. A quirk is a reading that a person who knows
// the documentation alone would not expect. An ignored key is one that flyctl
// does not read.
//
// Reference: flyctl internal/appconfig (v0.4.87) and
// https://fly.io/docs/reference/configuration/.
package flytoml
