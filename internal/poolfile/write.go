package poolfile

import (
	"bytes"
	"fmt"

	"cloud.google.com/go/container/apiv1/containerpb"
	"go.yaml.in/yaml/v3"
	"google.golang.org/protobuf/encoding/protojson"
)

// Marshal is the canonical form of a request: the API's own order of fields, the
// parent first, keys of maps sorted, block style.
func Marshal(r *containerpb.CreateNodePoolRequest) ([]byte, error) {
	// protojson varies its white space on purpose. JSON is YAML, so the decoder
	// reads it and only order and values stay.
	json, err := protojson.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("encode node pool: %w", err)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(json, &doc); err != nil {
		return nil, fmt.Errorf("encode node pool: %w", err)
	}
	block(&doc)
	parentFirst(doc.Content[0])
	var out bytes.Buffer
	e := yaml.NewEncoder(&out)
	e.SetIndent(2)
	if err := e.Encode(&doc); err != nil {
		return nil, fmt.Errorf("encode node pool: %w", err)
	}
	return out.Bytes(), e.Close()
}

// block takes JSON's braces and quotes away. Quotes that a string needs in order
// to stay one ("50") come back by the encoder.
func block(n *yaml.Node) {
	n.Style = 0
	for _, child := range n.Content {
		block(child)
	}
}

func parentFirst(m *yaml.Node) {
	for i := 0; i < len(m.Content); i += 2 {
		if m.Content[i].Value == "parent" {
			pair := []*yaml.Node{m.Content[i], m.Content[i+1]}
			m.Content = append(pair, append(m.Content[:i:i], m.Content[i+2:]...)...)
			return
		}
	}
}
