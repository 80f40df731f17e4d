// Package flyapi reads an organisation out of Fly's three APIs and is the only
// one that knows fly-go.
//
// fly-go makes the requests: it knows the tokens, the hosts, the headers and
// the GraphQL endpoint. Answers are decoded here, from the bytes, because its
// types drop fields, take null for an empty list and fail a whole list over
// one word that is new. Under it lies one transport that paces requests,
// retries what may pass and gives every attempt a deadline, which fly-go does
// not do.
//
// No query selects a credential; a test holds the documents against Fly's
// schema.
package flyapi
