package plan

import (
	"fmt"
	"strings"
)

// Span is a length of time for people: 45 s, 12 min, 1 h 30 min, 3 days.
func Span(seconds int) string {
	switch {
	case seconds < 120:
		return fmt.Sprintf("%d s", seconds)
	case seconds < 3600:
		return fmt.Sprintf("%d min", (seconds+30)/60)
	case seconds < 48*3600:
		return strings.TrimSuffix(fmt.Sprintf("%d h %d min", seconds/3600, seconds%3600/60), " 0 min")
	}
	return strings.TrimSuffix(fmt.Sprintf("%d days %d h", seconds/86400, seconds%86400/3600), " 0 h")
}

// Before is a number of hours before T0, for people.
func Before(hours int) string {
	switch {
	case hours == 0:
		return "T0"
	case hours < 48:
		return fmt.Sprintf("T-%d h", hours)
	}
	return fmt.Sprintf("T-%d days", (hours+23)/24)
}
