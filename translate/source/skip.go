package source

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Folders that hold other people's code or something that was built, whether or
// not .gitignore says so.
var skippedFolders = [...]string{
	".git", ".hg", ".svn", ".next", ".nuxt", ".svelte-kit", ".terraform", ".turbo", ".venv", ".yarn",
	"__mocks__", "__pycache__", "__snapshots__", "__tests__", "_build", "bower_components", "dist",
	"node_modules", "testdata", "vendor", "venv",
}

// Endings of files that are no source. Prose is among them: a README tells what
// somebody meant, not what runs.
var skippedEndings = [...]string{
	".lock", ".lockb", ".sum", ".map", ".snap", ".md", ".mdx", ".rst", ".adoc", ".patch", ".diff",
	".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".svg", ".avif", ".woff", ".woff2", ".ttf", ".eot", ".otf",
	".pdf", ".zip", ".gz", ".tgz", ".zst", ".bz2", ".xz", ".tar", ".jar", ".war", ".exe", ".dll", ".so", ".dylib", ".a", ".o",
	".wasm", ".mp3", ".mp4", ".webm", ".mov", ".wav", ".ogg", ".sqlite", ".db", ".parquet", ".csv", ".tsv", ".pem", ".key", ".p12",
	".min.js", ".min.css", ".css", ".scss", ".less", ".po", ".pot", ".log",
}

// Marks of test files in the usual languages.
var testMarks = [...]string{".test.", ".spec.", "_test.", "_spec.", ".stories."}

func skipped(name string, e fs.DirEntry) bool {
	base := strings.ToLower(path.Base(name))
	if e.IsDir() {
		return slices.Contains(skippedFolders[:], base)
	}
	if base == "package-lock.json" || base == "pnpm-lock.yaml" || base == "npm-shrinkwrap.json" || base == ".gitignore" {
		return true
	}
	for _, end := range skippedEndings {
		if strings.HasSuffix(base, end) {
			return true
		}
	}
	for _, mark := range testMarks {
		if strings.Contains(base, mark) {
			return true
		}
	}
	return false
}

// binary says that a file's head is no text, as git does: by a NUL byte.
func binary(data []byte) bool {
	return bytes.IndexByte(data[:min(len(data), 8000)], 0) >= 0
}

// comment says that a trimmed line is nothing but a comment. A hash line in a
// crontab or a shell script is one, a shebang is none.
func comment(line, file string) bool {
	switch {
	case strings.HasPrefix(line, "//"), strings.HasPrefix(line, "/*"), strings.HasPrefix(line, "<!--"), strings.HasPrefix(line, "<%#"):
		return true
	case strings.HasPrefix(line, "#"):
		return !strings.HasPrefix(line, "#!") && !strings.HasPrefix(line, "#[") && !strings.HasPrefix(line, "#{") && !strings.HasPrefix(line, "#include")
	case strings.HasPrefix(line, "--"):
		return strings.HasSuffix(file, ".sql") || strings.HasSuffix(file, ".lua") || strings.HasSuffix(file, ".hs")
	case strings.HasPrefix(line, "* "):
		return slices.Contains([]string{".js", ".jsx", ".ts", ".tsx", ".mjs", ".cjs", ".mts", ".go", ".java", ".kt", ".php", ".rs", ".c", ".cs", ".swift"}, path.Ext(file))
	}
	return false
}
