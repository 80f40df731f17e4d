package flytoml

// Static is one of [[statics]]: files that the proxy serves by itself.
type Static struct {
	Field         string
	GuestPath     string
	URLPrefix     string
	TigrisBucket  string
	IndexDocument string
}

func (r *reader) statics(t table) []Static {
	var all []Static
	for _, s := range t.tables("statics") {
		all = append(all, Static{
			Field:         s.field,
			GuestPath:     s.string("guest_path"),
			URLPrefix:     s.string("url_prefix"),
			TigrisBucket:  s.string("tigris_bucket"),
			IndexDocument: s.string("index_document"),
		})
	}
	return all
}
