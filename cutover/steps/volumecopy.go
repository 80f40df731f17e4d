package steps

import "fmt"

// onFly runs a shell script on the machine of one volume.
func (d disk) onFly(n int, script string) string {
	return fmt.Sprintf("fly ssh console -a %s --machine %s -C %s", word(d.fly), word(d.Volume.Fly[n].Machine), word("sh -c "+word(script)))
}

// onGKE runs a shell script in the holder pod; stdin is passed on.
func (d disk) onGKE(n int, script string) string {
	return fmt.Sprintf("kubectl -n %s exec -i %s -- sh -c %s", word(d.namespace), word(d.holder(n)), word(script))
}

func (d disk) path() string { return word(d.Volume.Path) }

// whole streams everything.
func (d disk) whole() []string {
	var cmds []string
	for n := range d.Volume.Fly {
		cmds = append(cmds, d.onFly(n, "cd "+d.path()+" && tar -cpf - .")+" |\n  "+d.onGKE(n, "tar -C /data -xpf -"))
	}
	return cmds
}

// changed streams what changed since the first copy began, and removes what is
// gone. Names with a line break are the business of the comparison.
func (d disk) changed() []string {
	var cmds []string
	for n := range d.Volume.Fly {
		fly, gke := word(file(d.Name, fmt.Sprintf("fly-%d.files", n))), word(file(d.Name, fmt.Sprintf("gke-%d.files", n)))
		cmds = append(cmds,
			fmt.Sprintf("first=\"$(cat %s)\"\nminutes=\"$(( ($(date +%%s) - first) / 60 + 5 ))\"\nprintf '%%s\\n' \"$minutes\" |\n  xargs -I MINUTES %s |\n  %s",
				word(file(d.Name, "first")), d.onFly(n, "cd "+d.path()+" && find . -mmin -MINUTES ! -type d | tar -cpf - -T -"), d.onGKE(n, "tar -C /data -xpf -")),
			fmt.Sprintf("%s | sort > %s\n%s </dev/null | sort > %s\ncomm -13 %s %s |\n  %s", d.onFly(n, "cd "+d.path()+" && find . ! -type d"), fly,
				d.onGKE(n, "cd /data && find . ! -type d"), gke, fly, gke, d.onGKE(n, `cd /data && while read -r gone; do rm -f "$gone"; done`)))
	}
	return cmds
}

// sqlite copies each database file through SQLite's own backup.
func (d disk) sqlite() []string {
	script := "cd " + d.path() + ` && mkdir -p /tmp/backup && for f in *.db *.sqlite *.sqlite3; do if [ -f "$f" ]; then sqlite3 "$f" ".backup /tmp/backup/$f"; fi; done; tar -C /tmp/backup -cf - .`
	var cmds []string
	for n := range d.Volume.Fly {
		cmds = append(cmds, d.onFly(n, script)+" |\n  "+d.onGKE(n, "tar -C /data -xpf -"))
	}
	return cmds
}

// compare lists checksums on both sides; for SQLite, integrity and row counts
// would differ from file to file, so the backup's own checksums are compared.
func (d disk) compare() []string {
	sum := "find . -type f ! -name '*-wal' ! -name '*-shm' -exec sha256sum {} + | sort -k 2"
	from := d.path()
	if d.Data == "sqlite" {
		from = "/tmp/backup"
	}
	var cmds []string
	for n := range d.Volume.Fly {
		fly, gke := word(file(d.Name, fmt.Sprintf("fly-%d.sha256", n))), word(file(d.Name, fmt.Sprintf("gke-%d.sha256", n)))
		cmds = append(cmds, fmt.Sprintf("%s > %s\n%s </dev/null > %s\ndiff %s %s", d.onFly(n, "cd "+from+" && "+sum), fly, d.onGKE(n, "cd /data && "+sum), gke, fly, gke))
	}
	return cmds
}

func (d disk) sizes() []string {
	var cmds []string
	for n := range d.Volume.Fly {
		cmds = append(cmds, d.onFly(n, "du -sk "+d.path())+"\n"+d.onGKE(n, "du -sk /data")+" </dev/null")
	}
	return cmds
}
