// Package fleets turns a few lines about a company into what translate reads of
// it: an inventory of its machines on Fly, and its decisions. Each fleet is hard
// to place in a way of its own; together they are what the scheduling proof runs
// beside the scenarios.
//
// An app is a Fly app, a group one of its process groups: so many equal machines.
// Same fleet, same bytes.
package fleets
