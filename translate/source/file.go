package source

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/fly2k8s/fly2k8s/internal/redact"
)

// Lines longer than this were written by a program.
const longestLine = 2000

// file looks for words in one file, and hands the lines that hold one to the
// detectors that the words belong to.
func (s *scan) file(name string, e fs.DirEntry) {
	if info, err := e.Info(); err == nil && info.Size() > s.opts.MaxBytes {
		s.stats.TooLarge = append(s.stats.TooLarge, name)
		return
	}
	data, err := fs.ReadFile(s.fsys, name)
	if err != nil {
		s.stats.Unreadable = append(s.stats.Unreadable, name)
		return
	}
	if binary(data) {
		s.stats.Skipped++
		return
	}
	s.stats.Files++
	s.stats.Bytes += len(data)
	s.crontab(name, data)
	s.lines(name, data, s.words.marks(data, nil))
}

// lines groups the marks by line. Marks are in order, so one walk is enough.
func (s *scan) lines(name string, data []byte, marks []mark) {
	number, start := 1, 0
	for len(marks) > 0 {
		number += bytes.Count(data[start:marks[0].end], []byte("\n"))
		start = bytes.LastIndexByte(data[:marks[0].end], '\n') + 1
		end := len(data)
		if i := bytes.IndexByte(data[marks[0].end:], '\n'); i >= 0 {
			end = marks[0].end + i
		}
		var wanted []int
		for len(marks) > 0 && marks[0].end < end {
			wanted = append(wanted, marks[0].detector)
			marks = marks[1:]
		}
		slices.Sort(wanted)
		s.line(name, number, string(data[start:end]), slices.Compact(wanted))
	}
}

func (s *scan) line(name string, number int, text string, wanted []int) {
	trimmed := strings.TrimSpace(strings.ToValidUTF8(text, "\uFFFD"))
	if len(trimmed) > longestLine || comment(trimmed, name) {
		return
	}
	quoted := ""
	for _, i := range wanted {
		d := s.detectors[i]
		if d.files != nil && !d.files(name) {
			continue
		}
		for _, m := range d.find(trimmed, name) {
			if quoted == "" {
				quoted = shorten(redact.Line(trimmed))
			}
			s.hits = append(s.hits, Hit{Kind: d.kind, File: name, Line: number, Name: m.name, Form: m.form, Text: quoted})
		}
	}
}

// crontab files speak for themselves: the first line with a command counts.
func (s *scan) crontab(name string, data []byte) {
	base := strings.ToLower(path.Base(name))
	if base != "crontab" && !strings.HasSuffix(base, ".crontab") && path.Ext(base) != ".cron" && !strings.HasPrefix(base, "crontab.") {
		return
	}
	for i, text := range strings.Split(string(data), "\n") {
		text = strings.TrimSpace(text)
		if text == "" || strings.HasPrefix(text, "#") || !strings.ContainsAny(text[:1], "*@0123456789") {
			continue
		}
		s.hits = append(s.hits, Hit{Kind: ImageCron, File: name, Line: i + 1, Name: "crontab", Text: shorten(redact.Line(text))})
		return
	}
}

// shorten cuts a line to 160 bytes at a character's border.
func shorten(text string) string {
	const most = 160
	if len(text) <= most {
		return text
	}
	text = text[:most]
	for !utf8.ValidString(text) {
		text = text[:len(text)-1]
	}
	return text + redact.Mark
}
