package source

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkScan reads a monorepo of 100,000 files of 3 kB, one in a hundred with
// a telling line.
func BenchmarkScan(b *testing.B) {
	root := b.TempDir()
	plain := strings.Repeat("export const handler = async (request: Request) => respond(request.url);\n", 40)
	for i := range 100_000 {
		dir := filepath.Join(root, fmt.Sprintf("packages/p%d/src/m%d", i/1000, i/100%10))
		if i%100 == 0 {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				b.Fatal(err)
			}
		}
		text := plain
		if i%100 == 1 {
			text += "const api = \"http://api.internal:8080\"\n"
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("f%d.ts", i)), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	os.WriteFile(filepath.Join(root, ".gitignore"), []byte("*.log\n/build\n.env\ncoverage/\n"), 0o644)
	b.ResetTimer()
	for b.Loop() {
		hits, stats, err := Scan(os.DirFS(root), Options{})
		if err != nil || len(hits) != 1000 || stats.Files != 100_000 {
			b.Fatal(err, len(hits), stats.Files)
		}
		b.SetBytes(int64(stats.Bytes))
	}
}
