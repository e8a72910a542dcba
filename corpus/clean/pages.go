package clean

import (
	"regexp"
	"strings"
)

// pageMark is how MNBVC's text of UN PDF files parts the pages.
var pageMark = regexp.MustCompile(`^-{4,}$`)

// findPages is the step "pages". Form feeds and page marks are explicit; the
// joints that only touching lines show are found by measure, which knows
// whether blank lines part all other lines.
func findPages(w *work) {
	if w.layout.plain = w.isPlain(); w.layout.plain {
		return
	}
	feed := false
	for i := range w.lines {
		l := &w.lines[i]
		l.feed = l.feed || feed
		feed = false
		if pageMark.MatchString(l.text) {
			l.drop, feed = "page-break", true
			continue
		}
		l.joint = l.feed || l.column
	}
}

// isPlain tells whether the file looks as the blocks of this package do when
// they are joined by blank lines.
func (w *work) isPlain() bool {
	stop := 0
	for i := range w.lines {
		l := &w.lines[i]
		if l.feed || pageMark.MatchString(l.text) || footnoteRule.MatchString(l.text) {
			return false
		}
		switch g := w.raw[stop:l.start]; {
		case i == 0 && strings.Trim(g, "\r\n") != "":
			return false
		case i > 0 && g != "\n\n" && g != "\r\n\r\n":
			return false
		}
		stop = l.end
	}
	return strings.Trim(w.raw[stop:], "\r\n") == ""
}
