package drift

import (
	"cmp"
	"slices"
	"strings"
)

// Nothing stands for a side that was compared and does not set the field. A
// side that was not compared is empty.
const Nothing = "–"

// Difference is one field on which two sides disagree.
type Difference struct {
	App string `json:"app"`
	// Group and Region are empty for what the whole app has; Group also for
	// machines that no process group claims.
	Group  string `json:"group,omitempty"`
	Region string `json:"region,omitempty"`
	Field  string `json:"field"`

	Before  string `json:"before,omitempty"`
	File    string `json:"file,omitempty"`
	Release string `json:"release,omitempty"`
	Live    string `json:"live,omitempty"`

	// From is where the file says it, nil when it doesn't.
	From *Place `json:"from,omitempty"`
	// Machines are those with this live value, by id; Of is how many the group
	// has in the region.
	Machines []string `json:"machines,omitempty"`
	Of       int      `json:"of,omitempty"`
}

// Place is a key of a config file.
type Place struct {
	File string `json:"file"`
	Key  string `json:"key"`
	Line int    `json:"line"`
}

// sorted puts differences in their one order: by app, group, region, field and
// live value.
func sorted(all []Difference) []Difference {
	slices.SortStableFunc(all, func(a, b Difference) int {
		return cmp.Or(
			strings.Compare(a.App, b.App), strings.Compare(a.Group, b.Group), strings.Compare(a.Region, b.Region),
			strings.Compare(a.Field, b.Field), strings.Compare(a.Live, b.Live), slices.Compare(a.Machines, b.Machines),
		)
	})
	return all
}
