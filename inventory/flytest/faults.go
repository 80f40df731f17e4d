package flytest

import (
	"math/rand/v2"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Fault is one way for an answer to go wrong.
type Fault string

// The faults. TooMany is a 429 without a Retry-After, TooManyWait one with it.
const (
	TooMany     Fault = "429"
	TooManyWait Fault = "429 with retry-after"
	Timeout     Fault = "408"
	Internal    Fault = "500"
	BadGateway  Fault = "502"
	Unavailable Fault = "503"
	Cut         Fault = "cut connection"
	CutBody     Fault = "cut body"
	Null        Fault = "null answer"
	NullData    Fault = "null data"
	HTML        Fault = "html in a 200"
	Slow        Fault = "slow body"
	Forbidden   Fault = "403"
	GraphQLDown Fault = "graphql server error"
)

// Passing are the faults that go away when asked again.
func Passing() []Fault {
	return []Fault{TooMany, TooManyWait, Timeout, Internal, BadGateway, Unavailable, Cut, CutBody, Null, NullData, HTML, Slow, GraphQLDown}
}

// Faults say which answers go wrong.
type Faults struct {
	// Rate is the share of answers, 0 to 1, that get one of Kinds.
	Rate  float64
	Kinds []Fault
	// Seed makes the choice the same for the same order of requests.
	Seed uint64
	// Wait is what TooManyWait asks for and how long Slow dawdles.
	Wait time.Duration
	// Rules are looked at first, in order.
	Rules []Rule
	// ErrorRegions are named by the organisation-wide lists as not answering.
	ErrorRegions []string
}

// Rule makes chosen answers go wrong.
type Rule struct {
	// Path is matched against the request's path; for GraphQL, the query's
	// text is appended.
	Path *regexp.Regexp
	// Skip lets the first ones through; Times is how many go wrong after them,
	// 0 meaning all.
	Skip, Times int
	Kind        Fault
}

type faultPlan struct {
	faults *Faults
	mu     sync.Mutex
	random *rand.Rand
	seen   []int // requests that matched each rule
}

func newFaultPlan(f *Faults) *faultPlan {
	if f == nil {
		return &faultPlan{}
	}
	return &faultPlan{faults: f, random: rand.New(rand.NewPCG(f.Seed, 1)), seen: make([]int, len(f.Rules))}
}

func (p *faultPlan) errorRegions() []string {
	if p.faults == nil {
		return nil
	}
	return p.faults.ErrorRegions
}

func (p *faultPlan) pick(target string) Fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i, rule := range p.faults.Rules {
		if !rule.Path.MatchString(target) {
			continue
		}
		p.seen[i]++
		if n := p.seen[i] - rule.Skip; n > 0 && (rule.Times == 0 || n <= rule.Times) {
			return rule.Kind
		}
	}
	if p.faults.Rate > 0 && p.random.Float64() < p.faults.Rate {
		return p.faults.Kinds[p.random.IntN(len(p.faults.Kinds))]
	}
	return ""
}

// serve answers as next would, unless it is this one's turn.
func (p *faultPlan) serve(w http.ResponseWriter, r *http.Request, next http.Handler) {
	if p.faults == nil {
		next.ServeHTTP(w, r)
		return
	}
	switch kind := p.pick(target(r)); kind {
	case "":
		next.ServeHTTP(w, r)
	case TooMany:
		tooMany(w, 0)
	case TooManyWait:
		tooMany(w, p.faults.Wait)
	case Cut:
		cut(w, nil)
	case CutBody, Slow:
		recorded := newRecorder()
		next.ServeHTTP(recorded, r)
		p.mangle(w, recorded, kind)
	default:
		plain(w, r, kind)
	}
}

func plain(w http.ResponseWriter, r *http.Request, kind Fault) {
	switch kind {
	case Timeout:
		flaps.fail(w, http.StatusRequestTimeout, "request timed out")
	case Internal:
		flaps.fail(w, http.StatusInternalServerError, "internal server error")
	case BadGateway, Unavailable:
		status := map[Fault]int{BadGateway: http.StatusBadGateway, Unavailable: http.StatusServiceUnavailable}[kind]
		http.Error(w, "<html><body>upstream is away</body></html>", status)
	case Null:
		writeJSON(w, http.StatusOK, nil)
	case NullData:
		writeJSON(w, http.StatusOK, object{"data": nil})
	case HTML:
		w.Header().Set("content-type", "text/html")
		write(w, []byte("<html><body>maintenance</body></html>"))
	case Forbidden:
		flaps.fail(w, http.StatusForbidden, "this token is not allowed to do that")
	case GraphQLDown:
		if !strings.HasSuffix(r.URL.Path, "/graphql") {
			flaps.fail(w, http.StatusInternalServerError, "internal server error")
			return
		}
		writeJSON(w, http.StatusOK, object{"errors": []object{{"message": "Something went wrong", "extensions": object{"code": "SERVER_ERROR"}}}})
	}
}
