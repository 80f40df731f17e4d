package cluster

import (
	"strings"
	"sync"
)

// heard collects what the server warns of, as of API versions that will go.
type heard struct {
	mu    sync.Mutex
	texts []string
}

// HandleWarningHeader keeps a warning. Those of a Pod Security level that a
// namespace only warns of are its purpose, and no fault.
func (h *heard) HandleWarningHeader(_ int, _ string, text string) {
	if strings.HasPrefix(text, "would violate PodSecurity") {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.texts = append(h.texts, text)
}

// since are the warnings since the last call.
func (h *heard) since() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	texts := h.texts
	h.texts = nil
	return texts
}
