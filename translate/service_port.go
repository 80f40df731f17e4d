package translate

import (
	"strconv"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// fallbackPort is what Fly's documentation calls the default of internal_port.
const fallbackPort = 8080

// guessPort gives a service without a usable internal_port one, and says why;
// empty where there was nothing to guess.
func guessPort(s *flytoml.Service, image *dockerfile.File, l *ledger) (why string) {
	if s.InternalPort >= 1 && s.InternalPort <= lastPort {
		return ""
	}
	missing := "no internal_port"
	if l.set(s.Field + ".internal_port") {
		missing = "no port has the number " + strconv.Itoa(s.InternalPort)
	}
	if image != nil && len(image.Ports) == 1 {
		s.InternalPort = image.Ports[0].Number
		return missing + ": " + strconv.Itoa(s.InternalPort) + " is taken, which the Dockerfile exposes"
	}
	s.InternalPort = fallbackPort
	return missing + ": the documented 8080 is taken, which flyctl does not fill in"
}

func settlePort(field, to, guessed string, l *ledger) {
	switch {
	case guessed == "":
		l.carried(field, to)
	case l.set(field):
		l.undecided(report.RuleOddService, field, to, guessed)
	default:
		l.remark(report.RuleOddService, report.Undecided, field, to, guessed)
	}
}
