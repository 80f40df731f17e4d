package flyapi_test

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/fly2k8s/fly2k8s/inventory"
	"github.com/fly2k8s/fly2k8s/inventory/flytest"
)

// interrupt cancels a run at its nth request, as Ctrl-C does.
func interrupt(t *testing.T, n int64, journal *bytes.Buffer, resume *inventory.Snapshot) (*inventory.Snapshot, error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var count atomic.Int64
	server := serve(t, acme, flytest.Options{OnRequest: func(*http.Request) {
		if count.Add(1) == n {
			cancel()
		}
	}})
	return inventory.Collect(ctx, hurry(t, server, nil), inventory.Options{Resume: resume, Parallel: 4}, inventory.NewJournal(journal), nil)
}

func TestARunKilledAnywhereResumesToTheSame(t *testing.T) {
	server := serve(t, acme, flytest.Options{})
	clean := save(t, collect(t, hurry(t, server, nil), inventory.Options{}))
	total := int64(server.Requests())
	random := rand.New(rand.NewPCG(1, 2))
	for range 8 {
		var journal bytes.Buffer
		at := 1 + random.Int64N(total)
		partial, err := interrupt(t, at, &journal, nil)
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Fatalf("killed at request %d: %v", at, err)
		}
		if partial != nil {
			save(t, partial) // a partial snapshot can be written
		}
		// killed harder: the last line may be torn anywhere
		torn := journal.Bytes()[:journal.Len()-random.IntN(1+journal.Len()/10)]
		earlier, err := inventory.ReadJournal(bytes.NewReader(torn))
		if err != nil {
			t.Fatalf("killed at request %d: %v", at, err)
		}
		var rest bytes.Buffer
		got, err := interrupt(t, 0, &rest, earlier)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(clean, save(t, got)); diff != "" {
			t.Errorf("killed at request %d of %d (-clean +resumed):\n%s", at, total, diff)
		}
	}
}

func TestAnInterruptedRunSaysWhatItMissed(t *testing.T) {
	var journal bytes.Buffer
	partial, err := interrupt(t, 60, &journal, nil)
	if !errors.Is(err, context.Canceled) || partial == nil {
		t.Fatalf("snapshot %v, error %v", partial, err)
	}
	gaps := inventory.Gaps(partial)
	if len(gaps) == 0 {
		t.Error("no gap is named")
	}
	for _, g := range gaps {
		if g.Status == "" || g.Reason == "" {
			t.Errorf("a gap without a word: %+v", g)
		}
	}
}

func TestResumingAsksOnlyForWhatIsMissing(t *testing.T) {
	server := serve(t, acme, flytest.Options{})
	whole := collect(t, hurry(t, server, nil), inventory.Options{})
	before := server.Requests()
	collect(t, hurry(t, server, nil), inventory.Options{Resume: whole})
	// the organisation's slug, and the attachments of one cluster
	if again := server.Requests() - before; again > 5 {
		t.Errorf("%d requests to resume a whole snapshot", again)
	}
}
