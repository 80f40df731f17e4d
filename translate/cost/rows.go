package cost

import "fmt"

// Rows are the comparison for a table, the sum last.
func (e Estimate) Rows() [][]string {
	var rows [][]string
	fly := 0.0
	for _, a := range e.Apps {
		fly += a.Fly
		rows = append(rows, e.row(a))
	}
	return append(rows, e.row(App{Name: "all", Fly: fly, Google: e.Google.Month}))
}

func (e Estimate) row(a App) []string {
	if e.Fly == nil {
		return []string{a.Name, "unknown", dollars(a.Google), "unknown"}
	}
	return []string{a.Name, dollars(a.Fly), dollars(a.Google), signed(a.Google - a.Fly)}
}

func dollars(amount float64) string { return fmt.Sprintf("$%.2f", amount) }

func signed(amount float64) string {
	if amount < 0 {
		return "-" + dollars(-amount)
	}
	return "+" + dollars(amount)
}
