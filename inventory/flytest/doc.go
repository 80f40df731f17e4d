// Package flytest turns a folder into a Fly API: a server on loopback that
// answers REST and GraphQL as Fly's three hosts do, for tests and for the
// demo. What it serves is written by hand, in Fly's own shapes:
//
//	org.yaml         the organisation, its people, add-ons, tokens, databases
//	apps/<app>.yaml  one app with machines, volumes, secrets, addresses …
//
// It copies what is awkward about the real thing, too: error bodies that
// differ per service, plain-text 404s, cursors, aliases, capital Regions,
// ids that are strings here and numbers there, a fly-request-id on everything.
// It can be told to misbehave (Faults) and to enforce Fly's limits (Limits).
package flytest
