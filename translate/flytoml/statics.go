package flytoml

// Static is one of [[statics]]: files that the proxy serves by itself.
type Static struct {
	Field         string
	GuestPath     string
	URLPrefix     string
	TigrisBucket  string
	IndexDocument string
}
