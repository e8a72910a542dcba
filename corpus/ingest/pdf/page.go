package pdf

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	pdfium "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// Page is the text of a page.
type Page struct {
	No, Of        int     // from 1, of how many
	Width, Height float32 // in points, as it is looked at (turned pages are turned)
	Lines         []Line  // in the order of the file's content
	Damaged       bool    // it could not be read
	Unmapped      int     // characters that the file's fonts give no Unicode for
	Drawn         bool    // there is something on it, text or not
}

// Line is a stretch of text on one baseline.
type Line struct {
	Words  []Word
	Box    [4]float32 // left, top, right, bottom in points from the top left corner
	Base   float32    // the baseline, in points from the top
	Size   float32    // of the font in points; of most letters
	Bold   bool
	Angle  float32 // of the letters, in degrees, clockwise, 0 to 360; 0 is upright
	Hidden bool    // drawn in invisible ink
}

// Word is a stretch without white space.
type Word struct {
	Text        string
	Left, Right float32 // Right is 0 where it was not asked for
	Space       bool    // white space stands before it
	Raised      bool    // a superscript: a mark of a footnote
}

// errPage says that one page is damaged.
var errPage = errors.New("page is damaged")

// mostChars is the most characters of a page; a full page of small print has
// ten thousand.
const mostChars = 1 << 20

// reader reads one page.
type reader struct {
	in     pdfium.Pdfium
	text   references.FPDF_TEXTPAGE
	width  float32 // of the page as it lies
	height float32
	turned int // quarters clockwise
	styles map[style]drawn
}

// style is what letters of one font at one size have in common.
type style struct{ size, tall float32 }

// drawn is how such letters are drawn: asked for once a page, because each
// question costs.
type drawn struct {
	size   float32 // as it is looked at
	ascent float32 // from the top of the box to the baseline
}

// readPage reads page n, from 0.
func readPage(in pdfium.Pdfium, doc references.FPDF_DOCUMENT, n int) (_ *Page, err error) {
	loaded, err := in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: n})
	if err != nil {
		return nil, fmt.Errorf("%w: %v", errPage, err)
	}
	page := requests.Page{ByReference: &loaded.Page}
	defer in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	text, err := in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		return nil, fmt.Errorf("%w: %v", errPage, err)
	}
	defer in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	r := &reader{in: in, text: text.TextPage, styles: map[style]drawn{}}
	size, err := in.FPDF_GetPageSizeByIndexF(&requests.FPDF_GetPageSizeByIndexF{Document: doc, Index: n})
	if err != nil {
		return nil, fmt.Errorf("%w: %v", errPage, err)
	}
	p := &Page{No: n + 1, Width: size.Size.Width, Height: size.Size.Height}
	r.width, r.height = p.Width, p.Height
	if turn, err := in.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: page}); err == nil {
		r.turned = int(turn.PageRotation) & 3
	}
	if r.turned&1 == 1 {
		r.width, r.height = r.height, r.width
	}
	chars, err := r.chars()
	if err != nil {
		return nil, fmt.Errorf("%w: %v", errPage, err)
	}
	var lines []stretch
	at := 0
	for at < len(chars) {
		end := at
		for end < len(chars) && chars[end] != '\n' && chars[end] != '\r' {
			end++
		}
		next := end + 1
		if cut := r.carried(chars, at, end); cut > 0 {
			end, next = cut, cut
		}
		if line, ok := r.line(chars, at, end); ok {
			lines = append(lines, line)
		}
		at = next
	}
	usual := usualWidth(lines)
	for i := range lines {
		l := &lines[i]
		if w := l.width(); w > loose*usual || w < usual/loose || l.last.bottom < l.first.top || l.last.top > l.first.bottom {
			p.Lines = append(p.Lines, r.pieces(l, chars)...)
		} else if r.words(l, chars); len(l.Words) > 0 {
			p.Lines = append(p.Lines, l.Line)
		}
	}
	p.Lines = withMarks(p.Lines)
	if n, err := in.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page}); err == nil {
		p.Drawn = n.Count > 0
	}
	for _, c := range chars {
		if c == 0 || c >= 0xE000 && c < 0xF000 || c > 0xF0FF && c <= 0xF8FF || c == utf8.RuneError {
			p.Unmapped++
		}
	}
	if numbersOfShapes(chars) {
		p.Unmapped = len(chars)
	}
	return p, nil
}

// mostControls is the share of control characters from which what PDFium gives
// is no text: where a font does not say which letters its shapes are, it gives
// their numbers, which begin at 1. Text has none.
const mostControls = .02

func numbersOfShapes(chars []rune) bool {
	controls := 0
	for _, c := range chars {
		if c > joined && c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' {
			controls++
		}
	}
	return float64(controls) > mostControls*float64(len(chars))
}

// carried gives the place from which on the characters of a line stand on the
// next one, 0 if none does: PDFium joins lines where a word is cut at a hyphen, and
// writes U+FFFE for the hyphen.
func (r *reader) carried(chars []rune, at, end int) int {
	for i := at + 1; i+1 < end; i++ {
		if chars[i] != cutHyphen {
			continue
		}
		a, ok := r.place(i - 1)
		b, placed := r.place(i + 1)
		if ok && placed && b.left < a.left && b.top > (a.top+a.bottom)/2 {
			return i + 1
		}
	}
	return 0
}

// cutHyphen is what PDFium writes for a hyphen at a line's end.
const cutHyphen = '\uFFFE'

// chars gives the characters of the page; the index is PDFium's.
func (r *reader) chars() ([]rune, error) {
	count, err := r.in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: r.text})
	if err != nil || count.Count <= 0 {
		return nil, err
	}
	n := count.Count
	if n > mostChars {
		return nil, fmt.Errorf("%d characters on a page", n)
	}
	all, err := r.in.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: r.text, StartIndex: 0, Count: n})
	if err == nil {
		text := strings.TrimRight(all.Text, "\x00")
		chars := []rune(text)
		// The text leaves out what has no Unicode; then each is asked for. A
		// character beyond the first 65,536 is two of PDFium's.
		if len(chars) == n && len(utf16.Encode(chars)) == n {
			return chars, nil
		}
	}
	chars := make([]rune, n)
	for i := range chars {
		c, err := r.in.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: r.text, Index: i})
		if err != nil {
			return nil, err
		}
		chars[i] = rune(c.Unicode)
	}
	for i := 0; i+1 < n; i++ {
		if both := utf16.DecodeRune(chars[i], chars[i+1]); both != utf8.RuneError {
			chars[i], chars[i+1] = both, joined
		}
	}
	return chars, nil
}

// joined stands for the second half of a character.
const joined rune = -1

// box is where a character stands on the page as it is looked at.
type box struct{ left, top, right, bottom float32 }

// place asks for the box of a character; ok is false where it has none.
func (r *reader) place(i int) (b box, ok bool) {
	got, err := r.in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: r.text, Index: i})
	if err != nil {
		return box{}, false
	}
	x0, y0 := r.look(got.Rect.Left, got.Rect.Top)
	x1, y1 := r.look(got.Rect.Right, got.Rect.Bottom)
	return box{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)}, true
}

// look turns a point of the page as it lies, from the bottom left, to one of the
// page as it is looked at, from the top left.
func (r *reader) look(x, y float32) (float32, float32) {
	switch r.turned {
	case 1:
		return y, x
	case 2:
		return r.width - x, y
	case 3:
		return r.height - y, r.width - x
	}
	return x, r.height - y
}

// stretch is a line with the characters that it is made of.
type stretch struct {
	Line
	at, end     int
	first, last box     // of its first and last character
	raw         float32 // font size as the file has it
	chars       float32 // wide ones count two
}

// width is the width of a character in font sizes; wide ones count two.
func (s *stretch) width() float32 {
	return (s.Box[2] - s.Box[0]) / s.Size / s.chars
}

// usualWidth is the width of a character in most lines.
func usualWidth(lines []stretch) float32 {
	var all []float32
	for i := range lines {
		if lines[i].end-lines[i].at > 10 {
			all = append(all, lines[i].width())
		}
	}
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	return all[len(all)/4] // justified lines are wider than they need be
}

// loose is how much wider than usual a line is that may have gaps in it.
const loose = 1.25

// line makes a line of the characters from at to end.
func (r *reader) line(chars []rune, at, end int) (l stretch, ok bool) {
	for at < end && (isSpace(chars[at]) || chars[at] == 0) {
		at++
	}
	for end > at && (isSpace(chars[end-1]) || chars[end-1] == 0) {
		end--
	}
	if at >= end {
		return l, false
	}
	l.at, l.end = at, end
	if l.first, ok = r.place(at); !ok {
		return l, false
	}
	if l.last, ok = r.place(end - 1); !ok {
		l.last = l.first
	}
	head := at
	if _, letter := r.leading(chars, at, end); letter > at { // the mark does not stand on the baseline
		if b, ok := r.place(letter); ok {
			b.left = l.first.left
			l.first, head = b, letter
		}
	}
	mid := (at + end) / 2 // the first and the last may be marks
	for mid > at && isSpace(chars[mid]) {
		mid--
	}
	l.raw = max(r.size(head), r.size(mid))
	look := r.drawn(l.raw, head, l.first)
	l.Size = look.size
	l.Base = l.first.top + look.ascent
	l.Box = [4]float32{min(l.first.left, l.last.left), min(l.first.top, l.last.top), max(l.first.right, l.last.right), max(l.first.bottom, l.last.bottom)}
	if got, err := r.in.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: r.text, Index: at}); err == nil {
		l.Angle = degrees(got.CharAngle, r.turned)
	}
	if got, err := r.in.FPDFText_GetFontWeight(&requests.FPDFText_GetFontWeight{TextPage: r.text, Index: mid}); err == nil {
		l.Bold = got.FontWeight >= 600
	}
	if got, err := r.in.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: r.text, Index: mid}); err == nil {
		l.Bold = l.Bold || strings.Contains(got.FontName, "Bold") || strings.Contains(got.FontName, "Black") || got.Flags&forceBold != 0
	}
	l.Hidden = l.Size < tiny || r.invisible(at)
	for _, c := range chars[at:end] {
		if c >= 0x2E80 {
			l.chars += 2
		} else {
			l.chars++
		}
	}
	return l, true
}

// forceBold is a font's flag 19 of ISO 32000-1, table 123.
const forceBold = 1 << 18

// tiny is the font size in points that nobody can read.
const tiny = 1

// size gives the size of a character's font as the file has it.
func (r *reader) size(i int) float32 {
	got, err := r.in.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: r.text, Index: i})
	if err != nil {
		return 0
	}
	return float32(got.FontSize)
}

// drawn tells how the letter i of a font size with this box is drawn.
func (r *reader) drawn(size float32, i int, b box) drawn {
	key := style{size, float32(math.Round(float64(10 * (b.bottom - b.top))))}
	if d, ok := r.styles[key]; ok {
		return d
	}
	d := drawn{size: size, ascent: (b.bottom - b.top) * 0.8}
	if m, err := r.in.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: r.text, Index: i}); err == nil {
		if scale := math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D)); scale > 0 {
			d.size *= float32(scale)
		}
	}
	d.size = float32(math.Round(100*math.Abs(float64(d.size))) / 100)
	if d.size == 0 {
		d.size = b.bottom - b.top
	}
	if got, err := r.in.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: r.text, Index: i}); err == nil {
		_, base := r.look(float32(got.X), float32(got.Y))
		d.ascent = base - b.top
	}
	r.styles[key] = d
	return d
}

// invisible tells whether a character is drawn in invisible ink.
func (r *reader) invisible(i int) bool {
	object, err := r.in.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: r.text, Index: i})
	if err != nil {
		return false
	}
	mode, err := r.in.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: object.TextObject})
	return err == nil && (mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_INVISIBLE || mode.TextRenderMode == enums.FPDF_TEXTRENDERMODE_CLIP)
}

// words cuts a line at white space and finds raised marks.
func (r *reader) words(l *stretch, chars []rune) {
	r.cut(l, chars, func(from, to int, space, raised bool) {
		if text := word(chars[from:to]); text != "" {
			l.Words = append(l.Words, Word{Text: text, Space: space, Raised: raised})
		}
	})
	if n := len(l.Words); n > 0 {
		l.Words[0].Left, l.Words[n-1].Right = l.Box[0], l.Box[2]
	}
}

// pieces cuts a line that is wider or narrower than its letters want: there are
// gaps in it, or PDFium put on one line what stands on two baselines or in two
// directions. Each word is asked for its place.
func (r *reader) pieces(l *stretch, chars []rune) []Line {
	var out []Line
	r.cut(l, chars, func(from, to int, space, raised bool) {
		text := word(chars[from:to])
		if text == "" {
			return
		}
		first, ok := r.place(from)
		if !ok {
			first = l.first
		}
		last, ok := r.place(to - 1)
		if !ok {
			last = first
		}
		w := Word{Text: text, Left: first.left, Right: last.right, Space: space, Raised: raised}
		n := len(out)
		if n > 0 && !raised {
			now := &out[n-1]
			if moved := first.bottom - now.Box[3]; moved > now.Size/4 || moved < -now.Size/4 || w.Left < now.Words[len(now.Words)-1].Left {
				n = 0
			}
		}
		if n == 0 {
			w.Space = false
			one := stretch{Line: Line{Bold: l.Bold, Angle: l.Angle, Hidden: l.Hidden}, raw: r.size(from)}
			look := r.drawn(one.raw, from, first)
			one.Size, one.Base = look.size, first.top+look.ascent
			one.Box = [4]float32{first.left, first.top, last.right, first.bottom}
			if got, err := r.in.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: r.text, Index: from}); err == nil {
				one.Angle = degrees(got.CharAngle, r.turned)
			}
			if one.Angle != 0 {
				one.Box = [4]float32{min(first.left, last.left), min(first.top, last.top), max(first.right, last.right), max(first.bottom, last.bottom)}
			}
			one.Words = append(one.Words, w)
			out = append(out, one.Line)
			return
		}
		now := &out[len(out)-1]
		now.Words = append(now.Words, w)
		now.Box[2] = max(now.Box[2], w.Right)
	})
	return out
}

// cut calls word for each word of a line and for each raised mark behind one.
func (r *reader) cut(l *stretch, chars []rune, word func(from, to int, space, raised bool)) {
	at, end := l.at, l.end
	for at < end {
		space := false
		for at < end && isSpace(chars[at]) {
			space = true
			at++
		}
		stop := at
		for stop < end && !isSpace(chars[stop]) {
			stop++
		}
		if stop == at {
			break
		}
		if at == l.at {
			if mark, _ := r.leading(chars, at, l.end); mark > at && mark < stop {
				word(at, mark, space, false)
				at, space = mark, true
			}
		}
		cut := r.raised(l, chars, at, stop)
		if cut > at {
			word(at, cut, space, false)
		}
		if cut < stop {
			word(cut, stop, space && cut == at, true)
		}
		at = stop
	}
}

// withMarks puts a small number that stands alone before a line on that line: the
// mark of a footnote, which PDFium may take for a line.
func withMarks(lines []Line) []Line {
	var out []Line
	for i := range lines {
		l := lines[i]
		if n := len(out) - 1; n >= 0 && len(l.Words) > 0 && isMark(&out[n]) {
			mark := &out[n]
			gap := l.Box[0] - mark.Box[2]
			if mark.Angle == l.Angle && mark.Size <= raisedSize*l.Size && gap > -1 && gap < l.Size && mark.Base <= l.Base && mark.Base > l.Box[1] {
				words := append([]Word{mark.Words[0]}, l.Words...)
				words[1].Space = true
				l.Words, l.Box[0] = words, mark.Box[0]
				out[n] = l
				continue
			}
		}
		out = append(out, l)
	}
	return out
}

// isMark tells whether a line is a number of three digits at most.
func isMark(l *Line) bool {
	return len(l.Words) == 1 && len(l.Words[0].Text) <= 3 && strings.Trim(l.Words[0].Text, "0123456789") == ""
}

// leading gives the end of the small raised number that a footnote begins with, and
// the place of the first letter behind it; both are at if there is none.
func (r *reader) leading(chars []rune, at, stop int) (end, letter int) {
	for end = at; end < stop && unicode.IsDigit(chars[end]); {
		end++
	}
	for letter = end; letter < stop && isSpace(chars[letter]); {
		letter++
	}
	if end == at || letter == stop || end-at > 3 || !unicode.IsLetter(chars[letter]) {
		return at, at
	}
	mark, ok := r.place(at)
	first, placed := r.place(letter)
	if !ok || !placed || mark.bottom > first.bottom-raisedBy*(first.bottom-first.top) {
		return at, at
	}
	if small := r.drawn(r.size(at), at, mark).size; small > raisedSize*r.drawn(r.size(letter), letter, first).size {
		return at, at
	}
	return end, letter
}

// raised gives the place from which on a word is a raised mark: stop if it is
// none, at if all of it is. Only digits, stars and letters at a word's end that
// are smaller and end higher are.
func (r *reader) raised(l *stretch, chars []rune, at, stop int) int {
	cut := stop
	for cut > at && stop-cut < 3 && unicode.IsDigit(chars[cut-1]) {
		cut--
	}
	if cut == stop && chars[stop-1] >= 'a' && chars[stop-1] <= 'z' && stop-at > 1 && !unicode.IsLetter(chars[stop-2]) {
		cut--
	}
	if cut == stop || stop-cut == 3 && cut > at && unicode.IsDigit(chars[cut-1]) {
		return stop
	}
	size := r.size(cut)
	if size == l.raw && size > 1 {
		return stop
	}
	b, ok := r.place(cut)
	if !ok {
		return stop
	}
	// A file may write all sizes as 1 and scale them.
	if size = r.drawn(size, cut, b).size; size > raisedSize*l.Size || l.first.bottom-b.bottom < raisedBy*l.Size && at > l.at {
		return stop
	}
	return cut
}

// A raised mark has at most raisedSize of the font size and ends higher by
// raisedBy of it.
const (
	raisedSize = 0.87
	raisedBy   = 0.1
)

// word makes text of characters, without what is no text.
func word(chars []rune) string {
	var b strings.Builder
	for _, c := range chars {
		if len(chars) == 1 && c >= 0xF000 && c <= 0xF0FF {
			c = '•' // of the fonts Symbol and Wingdings
		}
		if visible(c) {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// visible tells characters that are written down.
func visible(c rune) bool {
	return c > 0x1F && c != 0x7F && (c < 0xD800 || c > 0xDFFF) && c <= utf8.MaxRune || c == lineHyphen
}

// lineHyphen is what PDFium writes for a hyphen at a line's end, in its old way.
const lineHyphen = '\u0002'

// isSpace tells white space between words.
func isSpace(c rune) bool {
	return c == ' ' || c == '\t' || c == '\u00A0' || c == '\u3000' || unicode.IsSpace(c)
}

// degrees makes an angle of radians, on a page that is turned.
func degrees(radians float32, turned int) float32 {
	d := math.Mod(math.Round(float64(radians)*180/math.Pi)+float64(360-90*turned), 360)
	if d < 0 {
		d += 360
	}
	return float32(d)
}
