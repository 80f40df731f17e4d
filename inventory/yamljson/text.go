package yamljson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
)

// MapText passes every text of a JSON document through change, with its path
// ("env.PORT", "ports[1].handlers[0]") and the nearest key, and writes the
// document again: same keys, same order, same numbers.
func MapText(raw []byte, change func(path, key, text string) string) ([]byte, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	m := &mapper{dec: dec, change: change}
	if err := m.value("", ""); err != nil {
		return nil, fmt.Errorf("read json: %w", err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, fmt.Errorf("read json: more than one value")
	}
	return m.out.Bytes(), nil
}

type mapper struct {
	dec    *json.Decoder
	out    bytes.Buffer
	change func(path, key, text string) string
}

func (m *mapper) value(path, key string) error {
	token, err := m.dec.Token()
	if err != nil {
		return err
	}
	switch t := token.(type) {
	case json.Delim:
		if t == '{' {
			return m.object(path)
		}
		return m.array(path, key)
	case string:
		return encode(&m.out, m.change(path, key, t))
	}
	return encode(&m.out, token)
}

func (m *mapper) object(path string) error {
	m.out.WriteByte('{')
	for first := true; m.dec.More(); first = false {
		if !first {
			m.out.WriteByte(',')
		}
		token, err := m.dec.Token()
		if err != nil {
			return err
		}
		key, ok := token.(string)
		if !ok {
			return fmt.Errorf("key %v is not text", token)
		}
		if err := encode(&m.out, key); err != nil {
			return err
		}
		m.out.WriteByte(':')
		if err := m.value(join(path, key), key); err != nil {
			return err
		}
	}
	return m.close('}')
}

func (m *mapper) array(path, key string) error {
	m.out.WriteByte('[')
	for i := 0; m.dec.More(); i++ {
		if i > 0 {
			m.out.WriteByte(',')
		}
		if err := m.value(path+"["+strconv.Itoa(i)+"]", key); err != nil {
			return err
		}
	}
	return m.close(']')
}

func (m *mapper) close(bracket byte) error {
	m.out.WriteByte(bracket)
	_, err := m.dec.Token()
	return err
}
