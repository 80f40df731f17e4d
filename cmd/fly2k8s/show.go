package main

import (
	"encoding/json"
	"fmt"

	"sigs.k8s.io/yaml"
)

// show prints a result as --format asks: its table, or the value itself.
func show(e env, format, table string, value any) error {
	var data []byte
	var err error
	switch format {
	case "table":
		data = []byte(table)
	case "json":
		data, err = json.MarshalIndent(value, "", "  ")
		data = append(data, '\n')
	case "yaml":
		data, err = yaml.Marshal(value)
	default:
		return usage(fmt.Errorf("--format %s: expected table, json or yaml", format))
	}
	if err != nil {
		return err
	}
	_, err = e.out.Write(data)
	return err
}
