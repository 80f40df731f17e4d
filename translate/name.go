package translate

import (
	"hash/fnv"
	"strconv"
	"strings"
)

// maxLabel is the length of a DNS label that leaves room for what Kubernetes
// appends to names of pods (63 in all, RFC 1035).
const maxLabel = 50

// label makes a DNS-1035 label of any name: lower case letters, digits and
// dashes, a letter first. Names that are too long keep their beginning and get
// a hash. Empty stays empty.
func label(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9' && b.Len() > 0:
			b.WriteRune(r)
		case r >= '0' && r <= '9':
			b.WriteString("app-" + string(r))
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	s := strings.TrimRight(b.String(), "-")
	if len(s) <= maxLabel {
		return s
	}
	h := fnv.New32a()
	h.Write([]byte(name))
	return strings.TrimRight(s[:maxLabel-9], "-") + "-" + strconv.FormatUint(uint64(h.Sum32()), 16)
}
