package dockerfile

import "strings"

// commandWords are a command's options and what is left over.
type commandWords struct {
	options map[string]string // without dashes; "" for a switch
	rest    []string
}

// flags names the options that take a value.
type flags struct {
	short string
	long  []string
}

// The options of the account tools that take a value: useradd(8), groupadd(8)
// and usermod(8) of shadow; adduser(8) and addgroup(8) of Debian and of BusyBox,
// whose letters don't collide where they matter here.
var (
	useraddFlags = &flags{short: "ugGdscbefkKpRPZ", long: []string{"uid", "gid", "groups", "home-dir", "home", "shell", "comment", "base-dir", "expiredate", "inactive", "skel", "key", "password", "root"}}
	adduserFlags = &flags{short: "uGhsgk", long: []string{"uid", "gid", "ingroup", "home", "shell", "gecos", "comment", "firstuid", "lastuid", "conf", "skel"}}
	groupFlags   = &flags{short: "gKpRP", long: []string{"gid", "key", "password", "root", "conf", "firstgid", "lastgid"}}
	usermodFlags = &flags{short: "ugGdscefplR", long: []string{"uid", "gid", "groups", "home", "shell", "comment", "expiredate", "inactive", "password", "login", "root"}}
)

func parseWords(words []string, f *flags) commandWords {
	w := commandWords{options: map[string]string{}}
	for len(words) > 0 {
		word := words[0]
		words = words[1:]
		switch {
		case strings.HasPrefix(word, "--"):
			words = w.long(strings.TrimPrefix(word, "--"), words, f)
		case strings.HasPrefix(word, "-") && len(word) > 1:
			words = w.short(word[1:], words, f)
		default:
			w.rest = append(w.rest, word)
		}
	}
	return w
}

// long reads --name=value, --name value or --name, and returns what is left.
func (w *commandWords) long(option string, words []string, f *flags) []string {
	name, value, given := strings.Cut(option, "=")
	if !given && f.takes(name) && len(words) > 0 {
		value, words = words[0], words[1:]
	}
	w.options[name] = value
	return words
}

// short reads -u 1001, -u1001 and bundles such as -DHu 1001.
func (w *commandWords) short(letters string, words []string, f *flags) []string {
	for i, r := range letters {
		letter := string(r)
		if f == nil || !strings.Contains(f.short, letter) {
			w.options[letter] = ""
			continue
		}
		value := letters[i+len(letter):]
		if value == "" && len(words) > 0 {
			value, words = words[0], words[1:]
		}
		w.options[letter] = value
		return words
	}
	return words
}

func (f *flags) takes(name string) bool {
	if f == nil {
		return false
	}
	for _, l := range f.long {
		if l == name {
			return true
		}
	}
	return false
}

// value returns the first of the options that is set.
func (w commandWords) value(names ...string) string {
	for _, n := range names {
		if v := w.options[n]; v != "" {
			return v
		}
	}
	return ""
}

func (w commandWords) has(names ...string) bool {
	for _, n := range names {
		if _, ok := w.options[n]; ok {
			return true
		}
	}
	return false
}
