package translate

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"github.com/fly2k8s/fly2k8s/internal/spec"
	"github.com/fly2k8s/fly2k8s/translate/flytoml"
)

func vmField(v view, name string) string {
	if v.VM != nil {
		return v.VM.Field + "." + name
	}
	return "vm." + name
}

func checksField(v view) string {
	for _, s := range v.Services {
		for _, c := range s.Checks {
			return c.Field
		}
	}
	return "checks"
}

func metricsText(p *spec.Process) string {
	if p.Metrics == nil {
		return ""
	}
	return "port " + itoa(p.Metrics.Port) + " " + p.Metrics.Path
}

func probeText(p *spec.Probe) string {
	if p == nil {
		return ""
	}
	return strings.Join([]string{p.Type, p.Port + p.Path, "every", itoa(p.Period), "s, at most", itoa(p.Timeout), "s,", itoa(p.Failures), "times", headersText(p.Headers)}, " ")
}

func headersText(all []spec.Header) string {
	var names []string
	for _, h := range all {
		if h.Remove {
			names = append(names, "without "+h.Name)
			continue
		}
		names = append(names, h.Name+": "+shown(h.Name, h.Value))
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// scalingText is what a file can say about how many machines run.
func scalingText(v view) string {
	text := ""
	for _, s := range v.Services {
		stop := flytoml.AutoStopOff
		if s.AutoStop != nil {
			stop = *s.AutoStop
		}
		if text != "" {
			text += ", "
		}
		text += "autostop " + string(stop)
		if s.MinMachinesRunning != nil && *s.MinMachinesRunning > 0 {
			text += " and at least " + itoa(*s.MinMachinesRunning)
		}
	}
	return text
}

// publicPorts are the raw ports outside, by the name of the port inside.
func publicPorts(p *spec.Process) map[string]string {
	out := map[string]string{}
	for _, l4 := range p.L4 {
		out[l4.Port] += l4.Protocol + " " + itoa(l4.Public) + " "
	}
	return out
}

func fileText(f spec.File) string {
	if f.Secret != "" {
		return "from secret " + f.Secret
	}
	h := fnv.New32a()
	h.Write(f.Data)
	return itoa(len(f.Data)) + " bytes with checksum " + strconv.FormatUint(uint64(h.Sum32()), 16)
}

// shown is a value for a sentence, unless it may be a credential.
func shown(name, value string) string {
	if credential(name, value) {
		return "a value that looks like a credential"
	}
	return value
}

func restartField(v view) string {
	if v.Restart != nil {
		return v.Restart.Field + ".policy"
	}
	return "restart.policy"
}

func kindText(m member) string {
	if m.job != nil {
		return "a Job that ends by itself"
	}
	return ""
}

func itoa(n int) string { return strconv.Itoa(n) }
