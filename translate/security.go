package translate

import (
	"cmp"
	"strconv"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/dockerfile"
)

// security: who the process runs as, from the image's USER.
func security(image *dockerfile.File, chosen *int64, p *spec.Process, l *ledger) {
	defer lowPorts(p)
	if chosen != nil {
		runAs(*chosen, chosen, p)
		return
	}
	if image == nil {
		p.Security.Why = "the image's user is not known"
		return
	}
	u := image.User
	switch {
	case u.UID != nil && *u.UID == 0, u.Name == "" && u.UID == nil:
		p.Security.Why = "the image runs as root"
	case u.UID != nil && u.Known:
		runAs(*u.UID, u.GID, p)
	case u.UID != nil:
		p.Security.Why = "the number of user " + u.Name + " is only likely"
		userRemark(image, "user "+u.Name+" is probably "+strconv.FormatInt(*u.UID, 10)+", but the base image decides", l)
	default:
		p.Security.Why = "user " + u.Name + " has no known number"
		userRemark(image, "a pod that must not run as root needs a number, and user "+u.Name+" has none here", l)
	}
}

func runAs(uid int64, gid *int64, p *spec.Process) {
	if uid == 0 {
		p.Security.Why = "the image runs as root"
		return
	}
	p.Security.NonRoot, p.Security.Restricted, p.Security.UID = true, true, &uid
	p.Security.GID = gid // nil: the group that the image's own passwd file names, as on Fly
	if len(p.Volumes) > 0 {
		p.Security.FSGroup = cmp.Or(gid, &uid) // a volume that came from Fly is often root's
	}
}

// userRemark is about the line of the Dockerfile that names the user.
func userRemark(image *dockerfile.File, why string, l *ledger) {
	from := report.Source{App: l.from.base.App, File: image.Name, Key: "USER", Line: image.User.Line}
	f := report.Of(report.RuleImageUser, report.Undecided, from, why)
	f.Env, f.Spec = l.env, l.path("security")
	l.book.write(f)
}

// lowPorts: only root may bind below 1024 unless the pod allows it.
func lowPorts(p *spec.Process) {
	if !p.Security.NonRoot {
		return
	}
	for _, port := range p.Ports {
		p.Security.LowPorts = p.Security.LowPorts || port.Number < 1024
	}
}
