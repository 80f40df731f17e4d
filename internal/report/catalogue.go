package report

// The catalogue is the list of rules: the differences between Fly and GKE that
// have a name. Each area has a file of its own. A rule is used by its Go name
// (RuleKeepAlive), so that no code is ever spelled out; treat them as constants.
//
//	FLY001-049  how the platforms differ, in the order of a move
//	FLY050-099  what an image and its source give away, and what nodes make of it
//	FLY100-199  how flyctl reads fly.toml
//	FLY200-299  live machines against files
//	FLY300-399  the organisation around the apps
//	FLY400-499  the day of the move

// Rules is the whole catalogue, by code.
func Rules() []Rule {
	var all []Rule
	for _, a := range areas() {
		all = append(all, a.rules...)
	}
	return all
}

// Lookup finds a rule by its code or its name.
func Lookup(codeOrName string) (Rule, bool) {
	for _, r := range Rules() {
		if r.Code == codeOrName || r.Name == codeOrName {
			return r, true
		}
	}
	return Rule{}, false
}
