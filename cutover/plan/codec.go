package plan

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"
)

// Marshal is the plan as plan.yaml. The same plan gives the same bytes.
func Marshal(p Plan) ([]byte, error) {
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if err := enc.Encode(p); err != nil {
		return nil, fmt.Errorf("write plan: %w", err)
	}
	return out.Bytes(), nil
}

// Parse reads plan.yaml strictly: an unknown key, a step named twice, an
// unknown step in after or an order that goes round in a circle is an error
// with its line. All problems come back together.
func Parse(name string, data []byte) (Plan, error) {
	var p Plan
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(&p); err != nil {
		return Plan{}, fmt.Errorf("read %s: %w", name, err)
	}
	if p.Version != Version {
		return Plan{}, fmt.Errorf("read %s: version %d is not known; this fly2k8s reads version %d", name, p.Version, Version)
	}
	lines := stepLines(data)
	var problems []error
	for _, problem := range Problems(p) {
		problems = append(problems, fmt.Errorf("%s:%d: step %s: %s", name, lines[problem.Step], problem.Step, problem.Why))
	}
	return p, errors.Join(problems...)
}

// A Problem is something wrong with a step's place in the plan.
type Problem struct {
	Step string
	Why  string
}

// Problems finds steps named twice, unknown names in after, circles, steps that
// stand before what they follow, and effects on things that don't exist.
func Problems(p Plan) []Problem {
	var problems []Problem
	seen := map[string]bool{}
	all := map[string]bool{}
	for _, s := range p.Steps {
		all[s.ID] = true
	}
	known := p.World.names()
	for _, s := range p.Steps {
		if seen[s.ID] {
			problems = append(problems, Problem{s.ID, "stands here twice"})
		}
		problems = append(problems, afterProblems(s, all, seen)...)
		problems = append(problems, effectProblems(s, known)...)
		if !slices.Contains(Phases(), s.Phase) {
			problems = append(problems, Problem{s.ID, fmt.Sprintf("phase %q is none of %v", s.Phase, Phases())})
		}
		seen[s.ID] = true
	}
	return problems
}

func afterProblems(s Step, all, seen map[string]bool) []Problem {
	var problems []Problem
	for _, a := range s.After {
		switch {
		case !all[a]:
			problems = append(problems, Problem{s.ID, fmt.Sprintf("after: there is no step %s", a)})
		case !seen[a]:
			problems = append(problems, Problem{s.ID, fmt.Sprintf("after: %s stands below it; list steps in an order that can be walked", a)})
		}
	}
	return problems
}

func effectProblems(s Step, known map[string]bool) []Problem {
	var problems []Problem
	for _, e := range slices.Concat(s.Effects, s.Undo.Effects) {
		if !known[e.On] {
			problems = append(problems, Problem{s.ID, fmt.Sprintf("effect %q: the world has no %s", e, e.On)})
		}
	}
	return problems
}

func (w World) names() map[string]bool {
	known := map[string]bool{Gateway: true, Bridge: true, Deploys: true}
	for _, a := range w.Apps {
		known[a.Name] = true
	}
	for _, j := range w.Jobs {
		known[j.Name] = true
	}
	for _, h := range w.Hosts {
		known[h.Name] = true
	}
	for _, d := range w.Domains {
		known[d.Name] = true
	}
	return known
}

// stepLines are the lines that steps start on, by id.
func stepLines(data []byte) map[string]int {
	var doc struct{ Steps []yaml.Node }
	lines := map[string]int{}
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return lines
	}
	for _, n := range doc.Steps {
		var id struct{ ID string }
		if n.Decode(&id) == nil {
			lines[id.ID] = n.Line
		}
	}
	return lines
}
