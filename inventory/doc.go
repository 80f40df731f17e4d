// Package inventory turns what a Fly organisation runs into a Snapshot: values
// of our own, which every later stage reads and no later stage asks Fly for.
//
// Words. A snapshot is one organisation at one moment. A section is one list
// or one value that Fly was asked for, with its Status: an empty section that
// is complete means "there is none", any other status means "not known". An
// observation is something that moves by itself (events, check output, used
// bytes, volume snapshots); it is kept apart, so that two inventories of an
// unchanged organisation are equal byte by byte.
//
// Objects keep Fly's own JSON names, down to the last field of a machine's
// configuration. A field that Fly sends and that has no name here ends up in
// Unknown, unless it looks like a credential. No secret value is ever asked
// for, and a value that looks like one is replaced before it is kept.
package inventory
