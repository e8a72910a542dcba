package clean

import (
	"regexp"
	"strconv"
)

// pageNumber is a page number alone: 12, - 12 -, 3/9, Page 3 of 9, стр. 3, 第3页.
var pageNumber = regexp.MustCompile(`^(?:([-–—]\s?)?(\d{1,4})(?:\s?[-–—])?|(\d{1,4})\s?/\s?(\d{1,4})|(?:[Pp]age|[Сс]тр\.|[Сс]траница)\s*(\d{1,4})(?:\s*(?:of|из|/)\s*\d{1,4})?|第\s*(\d{1,4})\s*[页頁](?:\s*[,，/]?\s*共\s*\d{1,4}\s*[页頁])?)$`)

// numbered is a line that may be a page number.
type numbered struct {
	line, n, of int
	plain       bool // a bare number, which may be anything
	edge        bool // beside a page joint
}

// farApart is the least number of lines between two bare numbers that may be
// page numbers: cells of a table stand closer.
const farApart = 8

// dropPageNumbers takes out lines with nothing but a page number. Words ("Page
// 3") and frames ("- 12 -", "3/9") need a second page number or a page joint
// beside them; a bare number needs a page joint and numbers that rise with the
// pages, or two others that go on counting at a page's distance.
func (w *work) dropPageNumbers() {
	var found []numbered
	order := map[int]int{} // line → how many lines stay before it
	var stay []int
	page := 1
	pages := map[int]int{} // line → count of its page
	for i := range w.kept {
		if w.lines[i].joint {
			page++
		}
		order[i], pages[i] = len(stay), page
		stay = append(stay, i)
	}
	for _, i := range stay {
		if !mayIdentify(w.lines[i].text) {
			continue
		}
		m := pageNumber.FindStringSubmatch(w.lines[i].text)
		if m == nil {
			continue
		}
		c := numbered{line: i, plain: m[2] != "" && m[1] == "", edge: w.atJoint(i)}
		for _, k := range []int{2, 3, 5, 6} {
			if m[k] != "" {
				c.n, _ = strconv.Atoi(m[k])
			}
		}
		if m[4] != "" {
			if c.of, _ = strconv.Atoi(m[4]); c.n > c.of || c.n == 0 {
				continue
			}
		}
		found = append(found, c)
	}
	drop := func(c numbered) { w.lines[c.line].drop = "page-number" }
	for k, c := range found {
		goesOn := func(d numbered, step int) bool {
			return d.plain == c.plain && d.of == c.of && d.n == c.n+step && (!c.plain || abs(order[d.line]-order[c.line]) >= farApart)
		}
		before := k > 0 && goesOn(found[k-1], -1)
		after := k+1 < len(found) && goesOn(found[k+1], 1)
		switch {
		case !c.plain && (c.edge || before || after):
			drop(c)
		case c.plain && c.edge && (before || after || abs(c.n-pages[c.line]) <= maxPageOffset):
			drop(c)
		case c.plain && before && after:
			drop(c)
		case c.plain && before && k > 1 && found[k-2].n == c.n-2 && w.lines[found[k-1].line].drop != "":
			drop(c)
		case c.plain && after && k+2 < len(found) && found[k+2].plain && found[k+2].n == c.n+2 && order[found[k+2].line]-order[found[k+1].line] >= farApart:
			drop(c)
		}
	}
}

// maxPageOffset is how far a page's printed number may be from its count in
// the file; MNBVC found −9 to +2 in UN files.
const maxPageOffset = 9

// atJoint tells whether a line is the first or last of a page.
func (w *work) atJoint(i int) bool {
	l := &w.lines[i]
	if l.joint || i > 0 && w.lines[i-1].drop != "" {
		return true
	}
	if i+1 == len(w.lines) {
		return false
	}
	next := &w.lines[i+1]
	return next.drop != "" || next.joint
}
