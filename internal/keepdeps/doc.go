// Package keepdeps holds the requirements of go.mod while the tree grows.
package keepdeps
