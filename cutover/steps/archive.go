package steps

import (
	"fmt"
	"strings"

	"github.com/fly2k8s/fly2k8s/cutover/plan"
)

// The steps around last copies: the bucket that takes them, and the gate
// behind which alone anything on Fly is destroyed.
const (
	bucketMade = "retire/platform/archive"
	archived   = "retire/people/archived"
)

// archive is where a domain's last copy is put together and kept.
type archive struct{ dir, bucket, url string }

func (m *maker) archiveOf(v move) archive {
	folder := strings.NewReplacer("/", "-", ":", "-").Replace(v.Name)
	bucket := "gs://" + m.Env.Project + "-fly-archive"
	return archive{dir: "/var/tmp/last/" + folder, bucket: bucket, url: bucket + "/" + folder}
}

// makeArchive makes the bucket. What is deleted in it comes back for 90 days,
// the longest that Cloud Storage allows.
// https://docs.cloud.google.com/storage/docs/soft-delete
func (m *maker) makeArchive() {
	if len(m.Graph.Domains) == 0 {
		return
	}
	bucket := m.archiveOf(move{Domain: &m.Graph.Domains[0]}).bucket
	s := gone(plan.Step{
		ID: bucketMade, Owner: "database", Title: "Make the bucket for last copies",
		Commands: []string{quoted("gcloud storage buckets create %s --location=%s --uniform-bucket-level-access --public-access-prevention --default-storage-class=COLDLINE --soft-delete-duration=90d --project=%s", bucket, m.Env.Region, m.Env.Project)},
		Verify:   []plan.Check{{Run: quoted("gcloud storage buckets describe %s --format='value(location,public_access_prevention)'", bucket), Expect: strings.ToUpper(m.Env.Region) + " enforced"}},
		Notes:    []string{"Last copies hold what the company's data holds. Give the bucket a lifecycle rule that ends with your duty to keep them."},
	})
	s.Undo = nothing("an empty bucket harms nobody")
	m.add(s)
	var after []string
	for _, d := range m.Graph.Domains {
		after = append(after, id(plan.Retire, d.Name, "backup"))
	}
	m.add(gone(plan.Step{
		ID: archived, Owner: "lead", People: 2, Title: "Every last copy is in the archive and was checked",
		Gate: "each last copy was compared by size and checksum, and one of each kind was opened", Estimate: guess(300, "two people read the checks"),
	}, after...))
}

// afterArchive is what the destruction of anything waits for.
func (m *maker) afterArchive() []string { return maybe(archived) }

// keepCopy keeps a domain as it is on Fly at the end.
func (m *maker) keepCopy(v move, after []string) {
	a := m.archiveOf(v)
	s := plan.Step{
		ID: v.id(plan.Retire, "backup"), Wave: v.wave, Owner: "database", Where: "bridge", Title: "Keep a last copy of " + v.Name + " as it is on Fly", Blocked: v.blocked,
		Effects: []plan.Effect{v.effect(plan.Backup, "")}, Estimate: guess(1800, "one more copy of everything"), Timeout: day * 3600,
	}
	start := "mkdir -p " + word(a.dir)
	switch {
	case v.Database != nil:
		s.Commands, s.Verify = a.databases(pg{move: v, db: v.Database})
	case v.Bucket != nil:
		s.Commands, s.Verify = a.objects(v)
	case v.Cache != nil:
		s.Commands, s.Verify = a.keys(v)
	default:
		app := m.appOf(v.App)
		s.Owner, s.Where = "apps", ""
		s.Commands, s.Verify = a.files(disk{move: v, namespace: app.Namespace, fly: app.FlyApp})
		s.Notes = []string{"Fly's own snapshots go with the volume. The machine still sleeps with the disk mounted, as the night left it."}
	}
	s.Commands = append([]string{start}, append(s.Commands, a.upload())...)
	s.Verify = append(s.Verify, a.equal(), plan.Check{Run: "du -sb " + word(a.dir) + "\n" + quoted("gcloud storage du %s --summarize", a.url), Expect: "the same number of bytes, but for those of folders"})
	m.add(gone(s, append(after, bucketMade)...))
}

func (a archive) upload() string {
	sums := a.dir + ".sha256"
	return fmt.Sprintf("(cd %s && find . -type f ! -name SHA256SUMS -exec sha256sum {} +) > %s && mv %s %s\n%s", word(a.dir), word(sums), word(sums), word(a.dir+"/SHA256SUMS"),
		quoted("gcloud storage rsync %s %s --recursive --checksums-only", a.dir, a.url))
}

// equal compares checksums on both sides without copying.
func (a archive) equal() plan.Check {
	return plan.Check{
		Run:    quoted("gcloud storage rsync %s %s --recursive --checksums-only --dry-run", a.dir, a.url),
		Expect: "no line with Would copy",
	}
}

// databases dumps each database; a dump that pg_restore can list is whole.
func (a archive) databases(p pg) (commands []string, verify []plan.Check) {
	done := map[string]bool{}
	for _, u := range p.db.Databases {
		if u.Database == "" || done[u.Database] {
			continue
		}
		done[u.Database] = true
		file := a.dir + "/" + p.subscription(u.Database) + ".dump"
		commands = append(commands, fmt.Sprintf("pg_dump -Fc -f %s %s", word(file), word("service="+p.Name+"-fly dbname="+u.Database)))
		verify = append(verify, plan.Check{
			Run:    fmt.Sprintf("pg_restore --list %s | grep -c 'TABLE DATA'\n%s", word(file), p.ask("fly", u.Database, "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")),
			Expect: "the same number twice",
		})
	}
	roles := fmt.Sprintf("pg_dumpall --roles-only --no-role-passwords -d %s > %s", word("service="+p.Name+"-fly"), word(a.dir+"/roles.sql"))
	return append(commands, roles), verify
}

// objects copies the bucket as it is on Fly, beside a list of what it holds:
// the one that apps use has moved on since the night.
func (a archive) objects(v move) (commands []string, verify []plan.Check) {
	from, to := "tigris:"+v.Bucket.Name, "gcs:"+strings.TrimPrefix(a.url, "gs://")+"-objects"
	return []string{
			fmt.Sprintf("rclone lsjson --recursive --files-only --hash %s > %s", word(from), word(a.dir+"/inventory.json")),
			"rclone copy --metadata --checkers 32 --transfers 16 " + pair(from, to),
		}, []plan.Check{
			{Run: "rclone check --one-way --checkers 32 " + pair(from, to), Expect: "0 differences found"},
			{Run: "rclone size " + word(to) + "\njq -s '.[0] | [length, (map(.Size) | add)]' " + word(a.dir+"/inventory.json"), Expect: "the same count and the same bytes"},
		}
}

// keys writes the keys as RESTORE commands, one a line, in redis-cli's own
// quoting, so that redis-cli reads them back. Keys that expire meanwhile are
// left out.
func (a archive) keys(v move) (commands []string, verify []plan.Check) {
	cli := fmt.Sprintf("redis-cli -u \"$(cat ~/.fly2k8s/%s-fly.url)\"", word(v.Name))
	keys, lives, dumps, out := word(a.dir+"/keys"), word(a.dir+"/lives"), word(a.dir+"/dumps"), word(a.dir+"/restore.redis")
	return []string{
			cli + " --no-raw --scan > " + keys,
			fmt.Sprintf("sed 's/^/PTTL /' %s | %s --no-raw > %s", keys, cli, lives),
			fmt.Sprintf("sed 's/^/DUMP /' %s | %s --no-raw > %s", keys, cli, dumps),
			fmt.Sprintf("paste %s %s %s |\n  awk -F '\\t' '$3 != \"(nil)\" { sub(/^\\(integer\\) /, \"\", $2); if ($2 < 0) $2 = 0; print \"RESTORE\", $1, $2, $3 }' > %s", keys, lives, dumps, out),
		}, []plan.Check{
			{Run: cli + " DBSIZE\nwc -l < " + out, Expect: "about the same number: keys expire while you count"},
			{Run: "grep -cv '^RESTORE \"' " + out, Expect: "0"},
		}
}

// files streams each volume as an archive, and its checksums beside it; the
// archive is unpacked once to see that they hold.
func (a archive) files(d disk) (commands []string, verify []plan.Check) {
	for n := range d.Volume.Fly {
		tar, sums := word(fmt.Sprintf("%s/%d.tar.gz", a.dir, n)), word(fmt.Sprintf("%s/%d.sha256", a.dir, n))
		commands = append(commands,
			d.onFly(n, "cd "+d.path()+" && find . -type f -exec sha256sum {} +")+" > "+sums,
			d.onFly(n, "cd "+d.path()+" && tar -czpf - .")+" > "+tar)
		verify = append(verify, plan.Check{
			Run:    fmt.Sprintf("look=\"$(mktemp -d)\"\ntar -xzf %s -C \"$look\" && (cd \"$look\" && sha256sum --quiet -c %s && echo equal)\nrm -rf \"$look\"", tar, sums),
			Expect: "equal",
		})
	}
	return commands, verify
}
