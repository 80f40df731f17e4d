package flytest

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"testing/fstest"
)

// Size is how large a generated organisation is.
type Size struct{ Apps, Machines, AddOns int }

// Generate makes the folder of an organisation that is large rather than
// interesting: equal sizes give equal folders. One app in four has volumes,
// one in three a hostname, one in two hundred is a Postgres cluster.
func Generate(size Size) (fs.FS, error) {
	folder := fstest.MapFS{}
	org := object{
		"organization": object{"id": "org_gen", "internalNumericId": "9", "slug": "large", "rawSlug": "large", "name": "Large"},
		"members":      []object{{"id": "u1", "name": "A", "email": "a@large.example", "role": "ADMIN", "joinedAt": generatedAt}},
		"regions":      []object{{"code": "fra", "name": "Frankfurt", "latitude": 50.1, "longitude": 8.7}},
		"addOns":       generatedAddOns(size), "postgresAttachments": generatedAttachments(size),
	}
	if err := putJSON(folder, "org.yaml", org); err != nil {
		return nil, err
	}
	for i := range size.Apps {
		if err := putJSON(folder, "apps/"+appName(i)+".yaml", generatedApp(i, size)); err != nil {
			return nil, err
		}
	}
	return folder, nil
}

const generatedAt = "2026-05-01T10:00:00Z"

// putJSON: JSON is YAML, too.
func putJSON(folder fstest.MapFS, name string, v any) error {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("generate %s: %w", name, err)
	}
	folder[name] = &fstest.MapFile{Data: raw}
	return nil
}

func appName(i int) string { return fmt.Sprintf("svc-%04d", i) }

func postgres(i int) bool { return i%200 == 199 }

func generatedApp(i int, size Size) object {
	name := appName(i)
	app := object{"id": fmt.Sprintf("%016x", i), "name": name, "internal_numeric_id": 1000 + i, "network": "", "status": "deployed",
		"cname_target": "x." + name + ".fly.dev", "app_role": "", "createdAt": generatedAt}
	if postgres(i) {
		app["app_role"] = "postgres_cluster"
	}
	file := object{"app": app, "machines": generatedMachines(i, size), "secrets": generatedSecrets(i),
		"ip_assignments":   []object{{"id": "ip" + name, "ip": fmt.Sprintf("2a09:8280:1::%x", i+1), "type": "v6", "region": "global", "service_name": "", "shared": false, "created_at": generatedAt}},
		"releases":         []object{{"id": "rel" + name, "version": 3, "status": "complete", "description": "Deploy image", "imageRef": "registry.fly.io/" + name, "createdAt": generatedAt, "user": "a@large.example"}},
		"configDefinition": object{"app": name, "primary_region": "fra", "env": object{"PORT": "8080"}, "http_service": object{"internal_port": 8080, "force_https": true}},
	}
	if i%4 == 0 || postgres(i) {
		file["volumes"] = []object{{"id": fmt.Sprintf("vol_%012x", i), "name": "data", "state": "created", "size_gb": 10, "region": "fra", "encrypted": true,
			"attached_machine_id": generatedMachineID(i, 0), "created_at": generatedAt, "bytes_used": 1 << 30, "bytes_total": 10 << 30, "snapshot_retention": 5, "auto_backup_enabled": true,
			"snapshots": []object{{"id": "vs_" + name, "size": 1 << 30, "volume_size": 10 << 30, "created_at": generatedAt, "status": "created"}}}}
	}
	if i%3 == 0 {
		file["certificates"] = []object{{"hostname": name + ".large.example", "status": "active", "configured": true, "created_at": generatedAt, "updated_at": generatedAt}}
	}
	return file
}

func generatedMachineID(app, n int) string { return fmt.Sprintf("%010x%04x", app, n) }

// generatedMachines spreads the machines evenly over the apps.
func generatedMachines(i int, size Size) []object {
	var machines []object
	for n := i; n < size.Machines; n += size.Apps {
		group := []string{"app", "worker", "app"}[len(machines)%3]
		machines = append(machines, object{"id": generatedMachineID(i, len(machines)), "name": fmt.Sprintf("m-%d", n), "state": "started", "region": "fra",
			"instance_id": "01KYM01VE8NDFGPZK0D9RSW2HJ", "private_ip": fmt.Sprintf("fdaa:0:1:a7b:%x::2", n), "created_at": generatedAt, "updated_at": generatedAt, "host_status": "ok",
			"image_ref": object{"registry": "registry.fly.io", "repository": appName(i), "tag": "deployment-1", "digest": fmt.Sprintf("sha256:%064x", i), "labels": nil},
			"config":    generatedConfig(i, group), "checks": []object{{"name": "servicecheck-00-http-8080", "status": "passing", "output": "200", "updated_at": generatedAt}},
			"events": []object{{"id": fmt.Sprint(n), "type": "start", "status": "started", "source": "flyd", "timestamp": 1777629600000}}})
	}
	return machines
}

func generatedConfig(i int, group string) object {
	return object{"env": object{"PORT": "8080", "PRIMARY_REGION": "fra", "LOG_LEVEL": "info", "UPSTREAM": appName(i/2) + ".internal:8080"}, "init": object{},
		"guest":    object{"cpu_kind": "shared", "cpus": 1, "memory_mb": 512},
		"metadata": object{"fly_process_group": group, "fly_platform_version": "v2", "fly_release_version": "3"}, "image": "registry.fly.io/" + appName(i) + ":deployment-1",
		"services": []object{{"protocol": "tcp", "internal_port": 8080, "autostop": true, "autostart": true, "min_machines_running": 0,
			"ports":       []object{{"port": 80, "handlers": []string{"http"}, "force_https": true}, {"port": 443, "handlers": []string{"http", "tls"}}},
			"concurrency": object{"type": "requests", "soft_limit": 50, "hard_limit": 80}, "checks": []object{{"type": "http", "interval": "10s", "timeout": "2s", "path": "/healthz"}}}},
		"restart": object{"policy": "on-failure", "max_retries": 10}}
}

func generatedSecrets(i int) []object {
	var secrets []object
	for _, name := range []string{"API_KEY", "DATABASE_URL", "DOPPLER_TOKEN", "SESSION_SECRET"} {
		secrets = append(secrets, object{"name": name, "digest": fmt.Sprintf("%032x", i), "created_at": generatedAt, "updated_at": generatedAt})
	}
	return secrets
}

func generatedAddOns(size Size) []object {
	var addOns []object
	for i := range size.AddOns {
		addOns = append(addOns, object{"id": fmt.Sprintf("aon_%d", i), "name": fmt.Sprintf("redis-%02d", i), "status": "ready", "addOnProvider": object{"name": "upstash_redis"},
			"addOnPlan": object{"id": "p", "name": "fixed", "displayName": "Fixed 250MB"}, "primaryRegion": "fra", "options": object{"eviction": true}, "metadata": object{},
			"apps": []string{appName(i)}, "createdAt": generatedAt, "updatedAt": generatedAt})
	}
	return addOns
}

// generatedAttachments gives each cluster the two apps before it.
func generatedAttachments(size Size) []object {
	var all []object
	for i := range size.Apps {
		for before := 1; postgres(i) && before <= 2; before++ {
			all = append(all, object{"postgresApp": appName(i), "app": appName(i - before), "node": object{"id": fmt.Sprintf("pga_%d_%d", i, before),
				"databaseName": "db", "databaseUser": "app", "environmentVariableName": "DATABASE_URL"}})
		}
	}
	return all
}
