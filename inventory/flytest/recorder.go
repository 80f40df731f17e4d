package flytest

import (
	"bytes"
	"net/http"
)

// recorder keeps an answer instead of sending it, so that it can be mangled.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newRecorder() *recorder { return &recorder{header: http.Header{}, status: http.StatusOK} }

// Header, WriteHeader and Write make it a http.ResponseWriter.
func (r *recorder) Header() http.Header            { return r.header }
func (r *recorder) WriteHeader(status int)         { r.status = status }
func (r *recorder) Write(text []byte) (int, error) { return r.body.Write(text) }
