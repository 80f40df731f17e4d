package drift

import "strings"

// defaulted says whether a field has the value that the platform takes without
// it (https://fly.io/docs/reference/configuration/ and
// https://fly.io/docs/machines/api/machines-resource/), or one that is part of
// its item's name already.
func defaulted(field, value string) bool {
	last := field[strings.LastIndexByte(field, '.')+1:]
	switch {
	case variable(field):
		return false
	case strings.HasPrefix(field, "services["):
		return serviceDefault(field, last, value)
	case strings.HasPrefix(field, "checks."):
		return last == "kind" && value == "informational" || last == "method" && value == "GET"
	}
	switch field {
	case "restart.policy":
		return value == "on-failure"
	case "restart.max_retries":
		return value == "10" || value == "0"
	case "stop_config.signal":
		return value == "SIGINT"
	case "stop_config.timeout":
		return value == "5s"
	case "metrics.path":
		return value == "/metrics"
	case "rootfs.persist", "guest.persist_rootfs":
		return value == "never"
	}
	return value == "" || value == "false"
}

// variable is a field whose every value means something, false and "" included.
func variable(field string) bool {
	return strings.HasPrefix(field, "env.") || strings.Contains(field, ".env.") || strings.HasPrefix(field, "metadata.")
}

func serviceDefault(field, last, value string) bool {
	check := strings.Contains(field, ".checks[")
	switch last {
	case "protocol":
		return !check || value == "http"
	case "internal_port", "start_port", "end_port":
		return true // in the name
	case "port":
		return !check // in the name
	case "autostop":
		return value == "off"
	case "autostart":
		return value == "true"
	case "min_machines_running":
		return value == "0"
	case "soft_limit":
		return value == "20"
	case "type":
		return check || value == "connections"
	case "method":
		return strings.EqualFold(value, "GET")
	case "version":
		return value == "v1"
	}
	return value == "" || value == "false"
}
