package translate

import (
	"testing"

	"github.com/fly2k8s/fly2k8s/inventory"
)

func TestInsideOnly(t *testing.T) {
	private := inventory.Address{IP: "fdaa:0:1::1", Type: "private_v6"}
	tests := map[string]struct {
		app  *inventory.App
		want bool
	}{
		"no inventory is public":                       {nil, false},
		"private addresses alone are inside":           {&inventory.App{Addresses: inventory.CompleteList([]inventory.Address{private})}, true},
		"one public address is enough":                 {&inventory.App{Addresses: inventory.CompleteList([]inventory.Address{private, {IP: "137.66.1.1", Type: "v4"}})}, false},
		"an outbound address lets nobody in":           {&inventory.App{Addresses: inventory.CompleteList([]inventory.Address{private, {IP: "209.71.1.1", Egress: true}})}, true},
		"an app without addresses may get public ones": {&inventory.App{Addresses: inventory.CompleteList[inventory.Address](nil)}, false},
		"a list that could not be read is not private": {&inventory.App{Addresses: inventory.List[inventory.Address]{Section: inventory.Section{Status: inventory.Failed}, Items: []inventory.Address{private}}}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := insideOnly(tt.app); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}
