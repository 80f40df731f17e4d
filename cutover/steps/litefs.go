package steps

import (
	"fmt"
	"strings"
)

// LiteFS keeps its databases as a log on the volume, which no other program
// reads, so they leave through litefs export on the primary, and arrive as
// plain SQLite files on the one disk of a StatefulSet with one copy.
// https://fly.io/docs/litefs/export/

// mounted is a shell script's beginning: $dir is where LiteFS is mounted.
const mounted = `dir="$(awk '$1 == "litefs" { print $2; exit }' /proc/mounts)"; [ -n "$dir" ] || exit 4; `

// isPrimary: only replicas have a file .primary, which names the primary.
const isPrimary = mounted + `[ ! -e "$dir/.primary" ]`

const export = mounted + `rm -rf /tmp/export && mkdir -p /tmp/export && for f in "$dir"/*; do name="${f##*/}"; case "$name" in *-wal|*-shm|*-journal|*-pos|*-lock) continue;; esac; litefs export -name "$name" "/tmp/export/$name" >&2 || exit 1; done; tar -C /tmp/export -cf - .`

func (d disk) staged(side string) string {
	return word("/var/tmp/litefs/" + strings.ReplaceAll(d.Name, "/", "-") + "/" + side)
}

// litefs exports on the primary, restores on GKE, and fetches back what
// arrived, so that both can be looked at with the same sqlite3.
func (d disk) litefs() []string {
	var ids []string
	for _, f := range d.Volume.Fly {
		ids = append(ids, word(f.Machine))
	}
	primary, fly, gke := word(file(d.Name, "primary")), d.staged("fly"), d.staged("gke")
	return []string{
		fmt.Sprintf("mkdir -p cutover/saved\nfor machine in %s; do\n  if fly ssh console -a %s --machine \"$machine\" -C %s; then printf '%%s\\n' \"$machine\"; fi\ndone > %s\n[ \"$(wc -l < %s)\" -eq 1 ]",
			strings.Join(ids, " "), word(d.fly), word("sh -c "+word(isPrimary)), primary, primary),
		fmt.Sprintf("rm -rf %s && mkdir -p %s\nfly ssh console -a %s --machine \"$(cat %s)\" -C %s | tar -C %s -xf -", fly, fly, word(d.fly), primary, word("sh -c "+word(export)), fly),
		fmt.Sprintf("tar -C %s -cf - . |\n  %s", fly, d.onGKE(0, "tar -C /data -xf -")),
		fmt.Sprintf("rm -rf %s && mkdir -p %s\n%s </dev/null | tar -C %s -xf -", gke, gke, d.onGKE(0, "cd /data && tar -cf - ."), gke),
	}
}

// counted prints, for every database of one side, what SQLite says of its
// integrity and the rows of each table.
func (d disk) counted(side string) string {
	return fmt.Sprintf(`for f in %s/*; do
  [ -f "$f" ] || continue
  printf '%%s ' "${f##*/}"
  sqlite3 -readonly "$f" 'PRAGMA integrity_check'
  sqlite3 -readonly "$f" "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name" | while read -r table; do
    printf '%%s %%s ' "${f##*/}" "$table"
    sqlite3 -readonly "$f" "SELECT count(*) FROM \"$table\"" </dev/null
  done
done`, d.staged(side))
}

func (d disk) compareLiteFS() []string {
	fly, gke := word(file(d.Name, "fly.rows")), word(file(d.Name, "gke.rows"))
	return []string{fmt.Sprintf("%s > %s\n%s > %s\ndiff %s %s && grep -c ' ok$' %s", d.counted("fly"), fly, d.counted("gke"), gke, fly, gke, gke)}
}
