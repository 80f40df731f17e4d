package translate

import (
	"regexp"
	"strconv"
	"strings"
)

// privateName is another app's name on Fly's private network.
type privateName struct {
	app     string
	port    int // 0 when none is given
	flycast bool
	form    string // what stands before the app's name: a region, a machine, GROUP.process
}

// privateForm matches NAME.internal and NAME.flycast with whatever stands before,
// and a port (fly.io/docs/networking/private-networking).
var privateForm = regexp.MustCompile(`((?:[A-Za-z0-9_-]+\.)*)([a-z0-9][a-z0-9_-]*)\.(internal|flycast)\b(?::(\d{1,5}))?`)

// privateNames finds every private name in a text, in order.
func privateNames(text string) []privateName {
	var out []privateName
	for _, m := range privateForm.FindAllStringSubmatch(text, -1) {
		port, _ := strconv.Atoi(m[4])
		out = append(out, privateName{app: m[2], port: port, flycast: m[3] == "flycast", form: strings.TrimSuffix(m[1], ".")})
	}
	return out
}
