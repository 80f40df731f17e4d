package dockerfile

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/syntax"
)

// accounts are the users and groups that RUN lines make, in order. Later ones
// of the same name win.
type accounts struct {
	users  []account
	groups []account
}

// account is a user or a group. id is nil when the system chose it. gone marks
// one that a later line deletes.
type account struct {
	name   string
	id     *int64
	group  string // a user's primary group, by name or number
	system bool   // made with --system: the number comes from the low range
	gone   bool
	line   int
}

// run reads one RUN script for lines that make, change or remove accounts.
// A script that is no shell (SHELL ["python3"]) makes none.
func (a *accounts) run(script string, at int, env map[string]string) {
	if !mentionsAccounts(script) {
		return
	}
	a.passwdLines(script, at)
	file, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(script), "")
	if err != nil {
		return
	}
	syntax.Walk(file, func(n syntax.Node) bool {
		if call, ok := n.(*syntax.CallExpr); ok {
			a.call(literals(call.Args, env), at)
		}
		return true
	})
}

func mentionsAccounts(script string) bool {
	for _, word := range []string{"user", "group", "/etc/passwd"} {
		if strings.Contains(script, word) {
			return true
		}
	}
	return false
}

// literals are a command's words with variables put in. A word that only a
// running shell could fill in becomes empty.
func literals(words []*syntax.Word, env map[string]string) []string {
	config := &expand.Config{Env: expand.FuncEnviron(func(name string) string { return env[name] })}
	out := make([]string, 0, len(words))
	for _, w := range words {
		text, err := expand.Literal(config, w)
		if err != nil {
			text = ""
		}
		out = append(out, text)
	}
	return out
}

// call plays one command. Wrappers such as sudo are looked through.
func (a *accounts) call(words []string, at int) {
	for len(words) > 0 && slices.Contains([]string{"sudo", "exec", "command", "-E"}, words[0]) {
		words = words[1:]
	}
	if len(words) == 0 {
		return
	}
	switch path.Base(words[0]) {
	case "useradd":
		a.add(parseWords(words[1:], useraddFlags), at)
	case "adduser":
		a.add(parseWords(words[1:], adduserFlags), at)
	case "groupadd", "addgroup":
		a.addGroup(parseWords(words[1:], groupFlags), at)
	case "usermod":
		a.change(parseWords(words[1:], usermodFlags))
	case "userdel", "deluser":
		a.remove(parseWords(words[1:], nil))
	}
}

func (a *accounts) add(w commandWords, at int) {
	if len(w.rest) == 2 { // Debian and BusyBox: `adduser USER GROUP` adds a member
		return
	}
	if len(w.rest) != 1 || w.rest[0] == "" {
		return
	}
	a.users = append(a.users, account{
		name: w.rest[0], id: number(w.value("u", "uid")), line: at,
		group:  w.value("g", "gid", "G", "ingroup"),
		system: w.has("r", "S", "system"),
	})
	if w.has("group") { // Debian's `adduser --system --group` makes one of the user's name
		a.groups = append(a.groups, account{name: w.rest[0], id: number(w.value("gid")), line: at})
	}
}

func (a *accounts) addGroup(w commandWords, at int) {
	if len(w.rest) != 1 || w.rest[0] == "" {
		return
	}
	a.groups = append(a.groups, account{name: w.rest[0], id: number(w.value("g", "gid")), line: at})
}

// change follows usermod: a new number, group or name.
func (a *accounts) change(w commandWords) {
	if len(w.rest) != 1 {
		return
	}
	u, ok := find(a.users, w.rest[0])
	if !ok {
		u = account{name: w.rest[0]}
	}
	if id := number(w.value("u", "uid")); id != nil {
		u.id = id
	}
	if g := w.value("g", "gid"); g != "" {
		u.group = g
	}
	if login := w.value("l", "login"); login != "" {
		u.name = login
	}
	if u.id != nil || ok {
		a.users = append(a.users, u)
	}
}

func (a *accounts) remove(w commandWords) {
	if len(w.rest) == 1 {
		a.users = append(a.users, account{name: w.rest[0], gone: true})
	}
}

// passwdLines reads accounts that are written into /etc/passwd by hand, as
// images without useradd do: name:x:UID:GID:….
func (a *accounts) passwdLines(script string, at int) {
	if !strings.Contains(script, "/etc/passwd") {
		return
	}
	for _, word := range strings.FieldsFunc(script, func(r rune) bool { return strings.ContainsRune(" \t\n\"'", r) }) {
		f := strings.Split(word, ":")
		if len(f) < 4 || f[0] == "" || number(f[2]) == nil {
			continue
		}
		a.users = append(a.users, account{name: f[0], id: number(f[2]), group: f[3], line: at})
	}
}

// find returns the last account of a name.
func find(all []account, name string) (account, bool) {
	for _, u := range slices.Backward(all) {
		if u.name == name {
			return u, true
		}
	}
	return account{}, false
}

func number(s string) *int64 {
	n, err := strconv.ParseInt(s, 10, 32)
	if err != nil || n < 0 {
		return nil
	}
	return &n
}
