package cutover

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/fly2k8s/fly2k8s/internal/testenv"
)

// browser opens the sample company's runbook, from a file, as people do. The
// colour scheme is light or dark.
func browser(t *testing.T, width, height int64, scheme string) context.Context {
	t.Helper()
	page, err := HTML(acmePlan(t))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "runbook.html")
	if err := os.WriteFile(file, page, 0o600); err != nil {
		t.Fatal(err)
	}
	preferred := map[string]string{"dark": "preferredColorScheme=0", "light": "preferredColorScheme=1"}[scheme]
	flags := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(testenv.Program(t, "chromium")), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("blink-settings", preferred))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), flags...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	act(t, ctx, chromedp.EmulateViewport(width, height), chromedp.Navigate("file://"+file))
	return ctx
}

func act(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// ask evaluates JavaScript in the page.
func ask[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return v
}

const count = `document.getElementById("count").textContent`

func TestARunbookRemembersWhatWasTicked(t *testing.T) {
	ctx := browser(t, 1100, 900, "light")
	before := ask[string](t, ctx, count)
	act(t, ctx, chromedp.Click("#prepare_platform_quota .tick"), chromedp.Reload())
	after, ticked := ask[string](t, ctx, count), ask[bool](t, ctx, `document.querySelector("#prepare_platform_quota .tick").checked`)
	all := len(acmePlan(t).Steps)
	if before != fmt.Sprintf("0 of %d done", all) || after != fmt.Sprintf("1 of %d done", all) || !ticked {
		t.Errorf("before %q, after a reload %q, ticked %t", before, after, ticked)
	}
	if class := ask[string](t, ctx, `document.getElementById("prepare_platform_apply").className`); class != "step apps now" {
		t.Errorf("the step that follows is %q, want it ready", class)
	}
}

func TestARunbookShowsOneRoleAlone(t *testing.T) {
	ctx := browser(t, 1100, 900, "light")
	shown := ask[[]string](t, ctx, `
		document.getElementById("owner").value = "dns";
		document.getElementById("owner").dispatchEvent(new Event("change", {bubbles: true}));
		[...new Set([...document.querySelectorAll(".step")].filter(s => s.offsetParent).map(s => s.dataset.owner))]`)
	if len(shown) != 1 || shown[0] != "dns" {
		t.Errorf("shown: %v", shown)
	}
}

func TestARunbookPrintsWithItsCommands(t *testing.T) {
	ctx := browser(t, 1100, 900, "light")
	closed := ask[int](t, ctx, `dispatchEvent(new Event("beforeprint")); document.querySelectorAll("details:not([open])").length`)
	if all := ask[int](t, ctx, `document.querySelectorAll("details").length`); closed != 0 || all != len(acmePlan(t).Steps) {
		t.Errorf("%d of %d steps are closed on paper", closed, all)
	}
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF())
	if err != nil {
		t.Fatal(err)
	}
	if len(pdf) < 10000 || string(pdf[:4]) != "%PDF" {
		t.Errorf("printed %d bytes", len(pdf))
	}
}

func TestARunbookFitsAPhone(t *testing.T) {
	ctx := browser(t, 390, 800, "light")
	if wide := ask[int](t, ctx, `document.documentElement.scrollWidth`); wide > 390 {
		t.Errorf("the page is %d wide on a phone of 390", wide)
	}
}

func TestARunbookFollowsTheColourScheme(t *testing.T) {
	const ground = `getComputedStyle(document.body).backgroundColor`
	light := ask[string](t, browser(t, 1100, 900, "light"), ground)
	dark := ask[string](t, browser(t, 1100, 900, "dark"), ground)
	if light == dark {
		t.Errorf("light and dark are both %s", light)
	}
}

func TestARunbookAsksTheNetworkForNothing(t *testing.T) {
	ctx := browser(t, 1100, 900, "light")
	if asked := ask[[]string](t, ctx, `performance.getEntriesByType("resource").map(e => e.name)`); len(asked) > 0 {
		t.Errorf("asked for %v", asked)
	}
}

// Set FLY2K8S_SHOTS to a folder to look at the page yourself.
func TestShots(t *testing.T) {
	dir := os.Getenv("FLY2K8S_SHOTS")
	if dir == "" {
		t.Skip("needs FLY2K8S_SHOTS, a folder for pictures")
	}
	shot := func(name, at string, width int64, scheme string) {
		ctx := browser(t, width, 1300, scheme)
		act(t, ctx, chromedp.Click("#prepare_platform_quota .tick"))
		ask[int](t, ctx, `location.hash = "`+at+`"; 1`)
		act(t, ctx, chromedp.Sleep(300*time.Millisecond))
		data, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, name), data, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	shot("steps.png", "freeze_acme-db_fence", 1100, "dark")
	shot("phone-steps.png", "switch_api_acme_example_dns", 390, "light")
}
