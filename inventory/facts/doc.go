// Package facts turns what the Fly API doesn't hold into files beside the
// snapshot: settings of databases, records of DNS zones, measured usage.
//
// Words. A probe is something that a person runs and that only reads: a script
// for psql, curl, gcloud or aws. An answer is what it printed, saved under a
// name that says what it is about. A fact is an answer that was read and
// checked; it has an age, and a decision that rests on it names it.
//
// Nothing here touches a network, and no probe asks for a secret value.
package facts
