package flytoml

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
)

// parseJSON checks the whole text first, as flyctl's decoder does, and then
// walks its tokens, which know their place.
func parseJSON(name string, data []byte) (*node, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(data, &object); err != nil {
		return nil, jsonError(name, data, err)
	}
	if object == nil {
		return nil, &SyntaxError{File: name, Line: 1, Cause: "expected an object, found null"}
	}
	w := jsonWalk{decoder: json.NewDecoder(bytes.NewReader(data)), data: data, line: 1}
	w.decoder.UseNumber()
	root := &node{}
	if err := w.value(root); err != nil {
		return nil, jsonError(name, data, err)
	}
	return root, nil
}

func jsonError(name string, data []byte, err error) error {
	e := &SyntaxError{File: name, Cause: err.Error()}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		e.Line, e.Column = position(data, syntax.Offset)
	case errors.As(err, &kind):
		e.Line, e.Column = position(data, kind.Offset)
		e.Cause = "expected an object, found " + kind.Value
	}
	return e
}

func position(data []byte, offset int64) (line, column int) {
	before := data[:min(int(offset), len(data))]
	return 1 + bytes.Count(before, []byte{'\n'}), len(before) - bytes.LastIndexByte(before, '\n')
}

type jsonWalk struct {
	decoder *json.Decoder
	data    []byte
	offset  int
	line    int
}

// next returns the next token and leaves line at its end.
func (w *jsonWalk) next() (json.Token, error) {
	token, err := w.decoder.Token()
	if to := int(w.decoder.InputOffset()); to > w.offset {
		w.line += bytes.Count(w.data[w.offset:to], []byte{'\n'})
		w.offset = to
	}
	return token, err
}

func (w *jsonWalk) value(n *node) error {
	token, err := w.next()
	if err != nil {
		return err
	}
	n.line = max(n.line, 1)
	switch v := token.(type) {
	case json.Delim:
		if v == '{' {
			return w.object(n)
		}
		return w.array(n)
	case json.Number:
		n.raw = v.String()
		// Out of range gives infinity, which no field accepts.
		n.value, _ = strconv.ParseFloat(n.raw, 64)
	default:
		n.value = v
	}
	return nil
}

func (w *jsonWalk) object(n *node) error {
	n.shape = dict
	for w.decoder.More() {
		token, err := w.next()
		if err != nil {
			return err
		}
		key, _ := token.(string)
		n.shadow(key)
		if err := w.value(n.add(&node{key: key, line: w.line})); err != nil {
			return err
		}
	}
	_, err := w.next()
	return err
}

func (w *jsonWalk) array(n *node) error {
	n.shape = list
	for w.decoder.More() {
		if err := w.value(n.add(&node{line: w.line})); err != nil {
			return err
		}
	}
	_, err := w.next()
	return err
}
