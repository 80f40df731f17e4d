package inventory

import (
	"encoding/json"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/fly2k8s/fly2k8s/inventory/yamljson"
)

// The files of a snapshot. Observed ones hold what moves by itself, so that
// the others only change when the organisation does.
const (
	orgFile     = "org.yaml"
	indexFile   = "index.md"
	appsDir     = "apps"
	observedDir = "observed"
)

// Save turns a snapshot into files by their path: org.yaml, one YAML per app,
// the same again for what was observed, and index.md to read first. It refuses
// a snapshot that holds something like a credential. Equal snapshots give
// equal bytes.
func Save(s *Snapshot) (map[string][]byte, error) {
	files := make(map[string][]byte, 2*len(s.Apps.Items)+3)
	for i := range s.Apps.Items {
		if err := saveApp(files, s.Apps.Items[i]); err != nil {
			return nil, err
		}
	}
	if err := saveOrg(files, *s); err != nil {
		return nil, err
	}
	files[indexFile] = []byte(Index(s))
	return files, nil
}

// appFileName: what Fly allows in a name, so that none leaves the folder.
var appFileName = regexp.MustCompile(`^[a-z0-9][a-z0-9_.-]*$`)

func saveApp(files map[string][]byte, app App) error {
	if !appFileName.MatchString(app.Name) {
		return fmt.Errorf("save app %q: the name is none that Fly gives", app.Name)
	}
	kept, observed := splitObserved(app)
	file := app.Name + ".yaml"
	if err := put(files, path.Join(appsDir, file), kept, appHead, appComments()); err != nil {
		return err
	}
	if observed.empty() {
		return nil
	}
	return put(files, path.Join(observedDir, file), observed, observedHead, nil)
}

// saveOrg keeps the list of app names in org.yaml, so that a file that was
// deleted by hand is missed when the snapshot is loaded.
func saveOrg(files map[string][]byte, s Snapshot) error {
	file := orgDocument{Snapshot: s, Apps: List[string]{Section: s.Apps.Section}}
	for i := range s.Apps.Items {
		file.Apps.Items = append(file.Apps.Items, s.Apps.Items[i].Name)
	}
	clusters := make([]ManagedCluster, len(s.Managed.Items))
	var observed managedObserved
	for i, c := range s.Managed.Items {
		if c.Observed != nil {
			observed.Managed = append(observed.Managed, namedManaged{ID: c.ID, ManagedObserved: *c.Observed})
		}
		c.Observed = nil
		clusters[i] = c
	}
	file.Managed.Items = clusters
	if err := put(files, orgFile, file, orgHead, orgComments()); err != nil {
		return err
	}
	if len(observed.Managed) == 0 {
		return nil
	}
	return put(files, path.Join(observedDir, "_org.yaml"), observed, observedHead, nil)
}

// orgDocument is org.yaml: the snapshot with names in place of apps.
type orgDocument struct {
	Snapshot
	Apps List[string] `json:"apps"`
}

func put(files map[string][]byte, name string, v any, head string, comments yamljson.Comments) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("save %s: %w", name, err)
	}
	_, found, err := redact(raw)
	if err != nil {
		return fmt.Errorf("save %s: %w", name, err)
	}
	if len(found) > 0 {
		return fmt.Errorf("save %s: %s holds a %s, nothing was written", name, found[0].Path, found[0].Looks)
	}
	text, err := yamljson.Encode(raw, head, comments)
	if err != nil {
		return fmt.Errorf("save %s: %w", name, err)
	}
	files[name] = append(text, ending...)
	return nil
}

// JSON is the whole snapshot as one document, observations included.
func JSON(s *Snapshot) ([]byte, error) {
	raw, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write snapshot: %w", err)
	}
	_, found, err := redact(raw)
	if err != nil {
		return nil, fmt.Errorf("write snapshot: %w", err)
	}
	if len(found) > 0 {
		return nil, fmt.Errorf("write snapshot: %s holds a %s", found[0].Path, found[0].Looks)
	}
	return append(raw, '\n'), nil
}

func lines(text ...string) string { return strings.Join(text, "\n") }
