package flytest

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"
)

// target is what rules are matched against. A GraphQL body is read and put
// back, for all its queries go to one path.
func target(r *http.Request) string {
	if r.URL.Path != "/graphql" {
		return r.URL.Path
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return r.URL.Path
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return r.URL.Path + " " + string(body)
}

// cut ends the connection with a reset after sending what it was given.
func cut(w http.ResponseWriter, sent []byte) {
	hijacker, ok := w.(http.Hijacker)
	if !ok {
		return
	}
	conn, _, err := hijacker.Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok && len(sent) == 0 {
		_ = tcp.SetLinger(0) // a reset, not an orderly end
	}
	_, _ = conn.Write(sent)
	_ = conn.Close()
}

// mangle sends half of an answer, or all of it slowly.
func (p *faultPlan) mangle(w http.ResponseWriter, recorded *recorder, kind Fault) {
	body := recorded.body.Bytes()
	if kind == CutBody {
		head := fmt.Sprintf("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nfly-request-id: %s\r\ncontent-length: %d\r\n\r\n", w.Header().Get("fly-request-id"), len(body))
		cut(w, append([]byte(head), body[:len(body)/2]...))
		return
	}
	for key, values := range recorded.header {
		w.Header()[key] = values
	}
	w.WriteHeader(recorded.status)
	half := len(body) / 2
	write(w, body[:half])
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	time.Sleep(p.faults.Wait)
	write(w, body[half:])
}
