package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// closing is what stands behind a mark.
type closing struct {
	end     int
	quote   bool // a quotation mark closes
	title   bool // 》 or 〉
	bracket bool // a round bracket
	note    bool // digits of a footnote mark glued to the stop
}

// closers reads what closes behind the marks that end at i.
func (s *splitter) closers(i int) closing {
	c := closing{end: i}
	for c.end < len(s.text) {
		r, n := utf8.DecodeRuneInString(s.text[c.end:])
		switch {
		case r == '[':
			// A footnote mark: [12].
			e, count := digits(s.text, c.end+1)
			if count == 0 || e >= len(s.text) || s.text[e] != ']' {
				return c
			}
			c.end = e + 1
			continue
		case r == '¹' || r == '²' || r == '³' || '⁰' <= r && r <= '⁹':
		case r == '"':
			if !s.closesQuote(c.end) {
				return c
			}
			c.quote = true
			s.quotes++
		case r == '\'':
			if !s.endsHere(c.end + 1) {
				return c
			}
			c.quote = true
		case r == '“':
			// German and Russian „…“.
			back := s.text[s.back(c.end, 4*maxLook):c.end]
			at := strings.LastIndex(back, "„")
			if at < 0 || strings.Contains(back[at:], "“") {
				return c
			}
			c.quote = true
		case r == '>' && strings.HasPrefix(s.text[c.end:], ">>"): // » where a text lost it
			n = 2
			c.quote = true
		case isCloser(r):
			switch r {
			case '》', '〉':
				c.title = true
			case ')', '）':
				c.bracket = true
			default:
				c.quote = true
			}
		case unicode.IsSpace(r):
			// A closing mark behind a space still belongs here: "。 ”".
			e, blank := s.skipSpace(c.end)
			if e >= len(s.text) || blank || !s.strayQuote(e) {
				return c
			}
			if s.text[e] == '"' {
				s.quotes++
			}
			_, size := utf8.DecodeRuneInString(s.text[e:])
			n = e + size - c.end
			c.quote = true
		default:
			if n = s.hanNote(c.end); n == 0 {
				return c
			}
		}
		c.end += n
	}
	return c
}

// hanNote gives the length of a footnote mark glued to a Chinese full stop at
// i, 0 if there is none: "。1 各国", or "。3" at the end. A number that counts
// something begins the next sentence: "。38 个国家".
func (s *splitter) hanNote(i int) int {
	const longest = 3
	before, _ := utf8.DecodeLastRuneInString(s.text[:i])
	if before != '。' && before != '！' && before != '？' {
		return 0
	}
	end, count := digits(s.text, i)
	if count == 0 || count > longest {
		return 0
	}
	next, _ := s.skipSpace(end)
	if next >= len(s.text) {
		return end - i
	}
	r, _ := utf8.DecodeRuneInString(s.text[next:])
	if next == end || !unicode.Is(unicode.Han, r) || strings.ContainsRune(measures, r) {
		return 0
	}
	return end - i
}

// measures are the Han characters that follow a number which counts.
const measures = "个個名年月日天项項条條次人国國份件家届屆号號时時分度位章段节節页頁米公千万萬亿億元美种種所座艘架辆輛支岁歲周週小多余餘"

// strayQuote tells whether the mark at i, behind white space, is a closing
// quotation mark: one that only closes, or one with white space or the end
// behind it too that would close what is open.
func (s *splitter) strayQuote(i int) bool {
	r, n := utf8.DecodeRuneInString(s.text[i:])
	switch r {
	case '”', '」', '』', '»':
		return true
	case '"', '“':
		next, _ := utf8.DecodeRuneInString(s.text[i+n:])
		return i+n >= len(s.text) || unicode.IsSpace(next) && (r == '“' || s.quotes%2 == 1)
	}
	return false
}

// endsHere tells whether white space, the end or a mark stands at i.
func (s *splitter) endsHere(i int) bool {
	if i >= len(s.text) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	return unicode.IsSpace(r) || unicode.IsPunct(r) && (r == '"' || !isOpener(r))
}

// closesQuote tells whether the ASCII quotation mark at i, behind a mark,
// closes: nothing but an end follows, or one was opened in the paragraph.
func (s *splitter) closesQuote(i int) bool { return s.endsHere(i+1) || s.quotes%2 == 1 }
