package translate

import (
	"slices"
	"strconv"

	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

// A pair is a group that both sides have.
type pair struct{ loser, winner member }

// environment settles the variables of the side that lost: carried where the
// other one has the same, drift where it has not.
func (p pair) environment(app *spec.App, truth string) {
	same := p.loser
	same.Group = &flytoml.Group{}
	for _, e := range p.loser.Env {
		if byFly(e.Name) || slices.ContainsFunc(p.winner.Env, func(w flytoml.EnvVar) bool { return w.Name == e.Name && w.Value == e.Value }) {
			same.Group.Env = append(same.Group.Env, e)
			continue
		}
		p.loser.l.changed(report.RuleDrift, "env."+e.Name, "env."+e.Name, p.why(e.Name, truth))
	}
	settleEnv(same, app)
	for _, e := range p.winner.Env {
		if !byFly(e.Name) && !hasVar(p.loser.Env, e.Name) && truth != "file" {
			p.loser.l.remark(report.RuleDrift, report.Changed, "env."+e.Name, "env."+e.Name, p.why(e.Name, truth))
		}
	}
}

func (p pair) why(name, truth string) string {
	file, live := p.loser, p.winner
	if truth == "file" {
		file, live = live, file
	}
	return change{facet{says: valueOf(file.Env, name)}, valueOf(live.Env, name)}.why(truth)
}

func valueOf(vars []flytoml.EnvVar, name string) string {
	for _, v := range vars {
		if v.Name == name {
			return strconv.Quote(shown(name, v.Value))
		}
	}
	return ""
}

func hasVar(vars []flytoml.EnvVar, name string) bool {
	return slices.ContainsFunc(vars, func(v flytoml.EnvVar) bool { return v.Name == name })
}
