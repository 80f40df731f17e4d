package inventory

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// Duration is a length of time on the wire: "10s" from flyctl, a number of
// nanoseconds from machines that were made by API. It is written as a string.
type Duration time.Duration

// Std is the duration as the standard library counts it.
func (d Duration) Std() time.Duration { return time.Duration(d) }

func (d Duration) String() string { return time.Duration(d).String() }

// MarshalJSON writes the string form.
func (d Duration) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON reads both forms.
func (d *Duration) UnmarshalJSON(raw []byte) error {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		parsed, err := time.ParseDuration(text)
		*d = Duration(parsed)
		return err
	}
	var nanoseconds float64
	if err := json.Unmarshal(raw, &nanoseconds); err != nil {
		return fmt.Errorf("read duration %s: want a string like 10s or nanoseconds", raw)
	}
	*d = Duration(nanoseconds)
	return nil
}

// Expected says what a duration is read from.
func (*Duration) Expected() string { return "a duration such as 10s, or a number of nanoseconds" }

// Autostop is off, stop or suspend; empty when unset. A word that Fly adds
// later is kept as it is.
type Autostop string

// UnmarshalJSON also reads the older booleans, which the API still sends.
func (a *Autostop) UnmarshalJSON(raw []byte) error {
	switch {
	case bytes.Equal(raw, []byte("null")):
		return nil
	case bytes.Equal(raw, []byte("true")):
		*a = "stop"
		return nil
	case bytes.Equal(raw, []byte("false")):
		*a = "off"
		return nil
	}
	var word string
	if err := json.Unmarshal(raw, &word); err != nil {
		return fmt.Errorf("read autostop %s: want a boolean or a word", raw)
	}
	*a = Autostop(word)
	return nil
}

// Expected says what it is read from.
func (*Autostop) Expected() string { return "true, false or a word" }

// PersistRootfs is never, restart or always; empty when unset.
type PersistRootfs string

// UnmarshalJSON also reads the numbers of the protobuf enum behind the API.
func (p *PersistRootfs) UnmarshalJSON(raw []byte) error {
	var word string
	if json.Unmarshal(raw, &word) == nil {
		if word == "none" {
			word = ""
		}
		*p = PersistRootfs(word)
		return nil
	}
	var number int
	words := []PersistRootfs{"", "never", "restart", "always"}
	if err := json.Unmarshal(raw, &number); err != nil || number < 0 || number >= len(words) {
		return fmt.Errorf("read persist_rootfs %s: want a word or 0 to 3", raw)
	}
	*p = words[number]
	return nil
}

// Expected says what it is read from.
func (*PersistRootfs) Expected() string { return "a word, or 0 to 3" }
