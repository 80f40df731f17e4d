// Package drift turns what an app's machines run, what its last release said
// and what its file says into the list of their differences, per process group
// and region; and two inventories into the list of what changed between them.
//
// Words. A side is one of the sources: before (the earlier inventory), file,
// release, live. A field is a place in a machine's config, in the Machines API's
// words; items of a list are named by what makes them one (`services[tcp/8080]`,
// `files[/etc/app.conf]`), so that a removed one doesn't move the rest. Values
// that the platform would take anyway are no difference.
//
// No value that looks like a credential is shown, and a value that the
// inventory has redacted is not compared.
package drift
