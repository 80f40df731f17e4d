package secrets

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
)

// DopplerNames reads what `doppler secrets --json --only-names` prints. A file
// that has values is refused: nobody should have written it.
func DopplerNames(data []byte) ([]string, error) {
	var entries map[string]map[string]json.RawMessage
	if err := json.Unmarshal(data, &entries); err != nil {
		return nil, errors.New("read Doppler's names: expected what 'doppler secrets --json --only-names' prints")
	}
	for name, fields := range entries {
		if len(fields) > 0 {
			return nil, fmt.Errorf("read Doppler's names: %s has more than its name; make the file with --only-names, and delete this one", name)
		}
	}
	return slices.Sorted(maps.Keys(entries)), nil
}

// SecretManagerNames reads what `gcloud secrets list --format=json` prints.
func SecretManagerNames(data []byte) ([]string, error) {
	var entries []struct {
		Name string `json:"name"` // projects/123/secrets/acme-api-DATABASE_URL
	}
	if err := json.Unmarshal(data, &entries); err != nil {
		return nil, errors.New("read Secret Manager's names: expected what 'gcloud secrets list --format=json' prints")
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		if e.Name != "" {
			names = append(names, path.Base(e.Name))
		}
	}
	slices.Sort(names)
	return names, nil
}
