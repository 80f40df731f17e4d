package nodepool

import "testing"

// CheckPlan holds every pool of a plan against the model.
func CheckPlan(t *testing.T, plan Plan, o Options) {
	t.Helper()
	for _, p := range plan.Pools {
		checkPool(t, plan, p, o)
	}
}
