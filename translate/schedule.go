package translate

import (
	"hash/fnv"
	"strconv"
	"time"

	"github.com/fly2k8s/fly2k8s/internal/decisions"
	"github.com/fly2k8s/fly2k8s/internal/report"
	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/inventory"
)

// schedule: Fly starts the machine an hour, a day, a week or a month after the
// last start, counted from its creation; a CronJob has a time. It is suspended
// until the cutover, so that the work is not done on both sides.
func (t *translation) schedule(m *inventory.Machine, l *ledger) {
	c := m.Effective()
	name := m.Name
	if name == "" {
		name = "machine-" + m.ID
	}
	choice := scheduleFor(m, t.in.Decisions.Schedules)
	if choice.Name != "" {
		name = choice.Name
	}
	cron := choice.Cron
	if cron == "" {
		cron = crontab(c.Schedule, t.flyApp+"/"+m.Name, m.CreatedAt)
	}
	name = label(name)
	s := spec.Schedule{Name: name, Cron: cron, Fly: c.Schedule, Machine: m.ID, Retries: retries(c.Restart), Suspended: true}
	l.job = name
	s.Process = t.process(name, m, l)
	t.app.Schedules = append(t.app.Schedules, s)
	l.changed(report.RuleSchedule, "schedule", "cron", c.Schedule+" from its creation becomes the fixed time "+cron+" UTC")
}

// process is what a scheduled machine runs, without what only servers have.
func (t *translation) process(name string, m *inventory.Machine, l *ledger) spec.Process {
	v := machineView(name, []*inventory.Machine{m})
	p := t.batch(v, l)
	l.carried("restart", "retries")
	t.jobEnv(v, p, l)
	t.namedSecrets(p)
	for _, f := range []string{"services", "checks", "metrics", "statics"} {
		l.dropped(report.RuleSchedule, f, "a job that runs by the clock serves nobody")
	}
	return *p
}

func (t *translation) jobEnv(v view, p *spec.Process, l *ledger) {
	for _, e := range v.Env {
		if ofContainer(e.Field) {
			l.dropped(noteOf(report.RuleOddEnv), "env."+e.Name, "the main container sets the variable itself")
		}
		switch {
		case byFly(e.Name):
			l.changed(noteOf(report.RuleMadeByFly), e.Field, "", "Fly sets it by itself")
		case hides(p.Secrets, e.Name):
			l.dropped(report.RuleEnvPrecedence, e.Field, hiddenWhy)
		case credential(e.Name, e.Value):
			addSecret(e.Name, "stands in the clear on Fly, in env", &t.app)
			l.changed(advise(report.RuleOddEnv, "put the value into the secret store"), e.Field, "env."+e.Name, "the value looks like a credential, so it becomes a secret")
		default:
			value, _ := ipv4(e.Name, e.Value)
			p.Env = append(p.Env, spec.Var{Name: e.Name, Value: value})
			settleVariable(e.Name, e.Value, e.Field, "env."+e.Name, l)
		}
	}
}

func scheduleFor(m *inventory.Machine, choices []decisions.ScheduleFor) decisions.ScheduleFor {
	for _, c := range choices {
		if c.Machine == m.ID || c.Machine == m.Name {
			return c
		}
	}
	return decisions.ScheduleFor{}
}

// retries: a Job that failed is tried once more where Fly would have restarted it.
func retries(r *inventory.Restart) int {
	if r == nil || r.Policy == "no" || r.Policy == "" {
		return 0
	}
	return 1
}

// crontab chooses a time: the one of the machine's creation where it is known,
// else one that is spread by the machine's name, so that not all jobs start at
// the full hour and a second run gives the same.
func crontab(every, machine, created string) string {
	h := fnv.New32a()
	h.Write([]byte(machine))
	n := int(h.Sum32() >> 1)
	minute, hour, weekday, day := n%60, n/60%24, n/1440%7, 1+n/10080%28
	if at, err := time.Parse(time.RFC3339, created); err == nil {
		at = at.UTC()
		minute, hour, weekday, day = at.Minute(), at.Hour(), int(at.Weekday()), min(at.Day(), 28)
	}
	clock := strconv.Itoa(minute) + " "
	switch every {
	case "hourly":
		return clock + "* * * *"
	case "weekly":
		return clock + strconv.Itoa(hour) + " * * " + strconv.Itoa(weekday)
	case "monthly":
		return clock + strconv.Itoa(hour) + " " + strconv.Itoa(day) + " * *"
	}
	return clock + strconv.Itoa(hour) + " * * *"
}
