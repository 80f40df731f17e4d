// Package e2e turns what translate writes into proof: a real API server takes
// it, the real scheduler places it on nodes of the generated shapes, and the
// real controllers roll it out. Its tests are the proof; docs/proof.md is what
// they found.
package e2e
