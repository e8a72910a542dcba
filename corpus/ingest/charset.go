package ingest

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"tritext/corpus"
)

// charset is one way to write text in bytes.
type charset struct {
	name string // IANA
	home string // language it was made for
	enc  encoding.Encoding
	// width gives how many bytes the character at the head of b takes; nil:
	// one byte each.
	width func(b []byte) int
}

// legacy are the charsets that a file may be in that is not Unicode. UN texts
// before the end of the nineties came in all of them.
var legacy = []charset{
	{"GB18030", "zh", simplifiedchinese.GB18030, widthGB18030}, // and GB2312, GBK
	{"Big5", "zh", traditionalchinese.Big5, widthBig5},
	{"windows-1251", "ru", charmap.Windows1251, nil},
	{"KOI8-R", "ru", charmap.KOI8R, nil},
	{"ISO-8859-5", "ru", charmap.ISO8859_5, nil},
	{"IBM866", "ru", charmap.CodePage866, nil},
	{"windows-1252", "en", charmap.Windows1252, nil}, // and ISO-8859-1
}

// widthGB18030 follows GB 18030-2005: ASCII, two bytes, or four if the second is a digit.
func widthGB18030(b []byte) int {
	switch {
	case b[0] <= 0x80 || b[0] == 0xFF || len(b) < 2: // 0x80 is the euro sign of Windows
		return 1
	case b[1] >= '0' && b[1] <= '9' && len(b) >= 4:
		return 4
	}
	return 2
}

// widthBig5 follows Big5 with its Hong Kong extension: ASCII or two bytes.
func widthBig5(b []byte) int {
	if b[0] <= 0x80 || b[0] == 0xFF || len(b) < 2 {
		return 1
	}
	return 2
}

// decode gives the text of data, and false where a byte has no meaning.
func (c *charset) decode(data []byte) (string, bool) {
	text, err := c.enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", false
	}
	whole := true
	if bytes.Contains(text, []byte("\uFFFD")) {
		// GB18030 alone can write U+FFFD itself, in four bytes.
		for p, r := range c.characters(string(text), data) {
			whole = whole && (r != utf8.RuneError || bytes.HasPrefix(data[p.File:], []byte{0x84, 0x31, 0xA4, 0x37}))
		}
	}
	return string(text), whole
}

// characters gives the characters of text with their places in data, from
// which it was decoded.
func (c *charset) characters(text string, data []byte) iter.Seq2[corpus.Place, rune] {
	return func(yield func(corpus.Place, rune) bool) {
		file, half := 0, false
		for raw, r := range text {
			if file >= len(data) {
				return
			}
			width := 1
			if c.width != nil && !half {
				width = c.width(data[file:])
			}
			// Four codes of Big5 stand for two characters each: a byte for each.
			if half {
				half = false
			} else if width == 2 && c.name == "Big5" && data[file] == 0x88 && (r == 'Ê' || r == 'ê') {
				next, _ := utf8.DecodeRuneInString(text[raw+utf8.RuneLen(r):])
				if half = unicode.Is(unicode.Mn, next); half {
					width = 1
				}
			}
			if !yield(corpus.Place{Raw: raw, File: file, Width: width}, r) {
				return
			}
			file += width
		}
	}
}

// placeEvery is after how many bytes of text a checkpoint is set even if the
// width stays the same: whoever looks up a place counts characters from the
// last one, and shall not count a whole book.
const placeEvery = 4 << 10

// mapper collects the checkpoints of a text that is read character by character.
type mapper struct {
	list []corpus.Place
}

// add notes the place of a character.
func (m *mapper) add(p corpus.Place) {
	if n := len(m.list); n == 0 || m.list[n-1].Width != p.Width || p.Raw-m.list[n-1].Raw >= placeEvery {
		m.list = append(m.list, p)
	}
}

// places gives the checkpoints from text, decoded from data, back to data.
func (c *charset) places(text string, data []byte) []corpus.Place {
	var m mapper
	for p := range c.characters(text, data) {
		m.add(p)
	}
	return m.list
}

// decodeText decodes a plain text: Unicode by its marks and its form, a legacy
// charset by likelihood. lang is the expected language, "" if not known.
func decodeText(path string, data []byte, lang string) (decoded, *Error) {
	switch {
	case len(data) == 0:
		return decoded{}, &Error{Path: path, What: "empty file"}
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE, 0, 0}), bytes.HasPrefix(data, []byte{0, 0, 0xFE, 0xFF}):
		return decoded{}, &Error{Path: path, What: "UTF-32 is not read; save the file as UTF-8"}
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return decodeUTF16(path, data, utf16LE)
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return decodeUTF16(path, data, utf16BE)
	}
	if what := magic(data); what != "" {
		return decoded{}, &Error{Path: path, What: "no text but " + what}
	}
	bad := firstBad(data)
	nul := bytes.IndexByte(data, 0)
	var fault *Error
	if bad < 0 && nul < 0 {
		whole, err := checked(path, decoded{text: string(data), charset: "UTF-8"})
		if err == nil {
			return whole, nil
		}
		fault = err
	}
	// UTF-16 may be valid UTF-8, but one of control characters.
	if order, ok := guessUTF16(data); ok {
		return decodeUTF16(path, data, order)
	}
	if fault != nil {
		return decoded{}, fault
	}
	if nul >= 0 {
		e := at(path, data, nul)
		e.What = fmt.Sprintf("binary: byte 0x00 at byte %d", nul)
		return decoded{}, e
	}
	fits := guess(data, lang)
	for _, c := range fits {
		if text, ok := c.decode(data); ok {
			return checked(path, decoded{text: text, charset: c.name, places: c.places(text, data)})
		}
	}
	e := at(path, data, bad)
	e.What = fmt.Sprintf("bad UTF-8: byte 0x%02X at byte %d, and no other charset fits", data[bad], bad)
	return decoded{}, e
}

// firstBad gives the place of the first byte that is no UTF-8, -1 if all is.
func firstBad(data []byte) int {
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// at makes an Error with the line and column of a byte, counting the
// characters before it as UTF-8. Lines end with LF, CR LF or CR.
func at(path string, data []byte, i int) *Error {
	before := data[:i]
	lines := bytes.Count(before, []byte("\n")) + bytes.Count(before, []byte("\r")) - bytes.Count(before, []byte("\r\n"))
	start := 1 + bytes.LastIndexAny(before, "\r\n")
	return &Error{Path: path, Line: 1 + lines, Col: 1 + utf8.RuneCount(before[start:])}
}

// controlShare is the share of control characters from which a text counts as
// binary. Texts out of printers and old systems have some (form feeds are not
// counted); data that happen to be valid UTF-8 have a third.
const controlShare = 0.05

// checked refuses what is no text: white space alone, control characters.
func checked(path string, d decoded) (decoded, *Error) {
	controls, all, blank := 0, 0, true
	for _, r := range d.text {
		all++
		if unicode.IsControl(r) && !unicode.IsSpace(r) {
			controls++
		}
		blank = blank && (unicode.IsSpace(r) || slices.Contains(invisible, r))
	}
	if blank {
		return decoded{}, &Error{Path: path, What: "only white space"}
	}
	if share := float64(controls) / float64(all); share > controlShare {
		return decoded{}, &Error{Path: path, What: fmt.Sprintf("binary: %.0f %% of the characters are control characters", 100*share)}
	}
	return d, nil
}

// invisible characters are no text by themselves: the byte order mark and the
// zero-width ones.
var invisible = []rune{'\uFEFF', '\u200B', '\u200C', '\u200D', '\u2060'}

// magic names kinds of files by their first bytes, "" if it knows none.
func magic(data []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(data, []byte(m.head)) {
			return m.what
		}
	}
	return ""
}

// magics are heads of files that people give a wrong suffix; each as its
// format's specification has it.
var magics = []struct{ head, what string }{
	{"%PDF-", "a PDF"},
	{"PK\x03\x04", "a ZIP archive (docx, odt, epub … are such)"},
	{"PK\x05\x06", "an empty ZIP archive"},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Office document (doc, xls, ppt)"},
	{"{\\rtf", "an RTF document"},
	{"\x7FELF", "a program (ELF)"},
	{"\x1F\x8B", "a gzip archive"},
	{"BZh", "a bzip2 archive"},
	{"\xFD7zXZ\x00", "an xz archive"},
	{"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"},
	{"Rar!\x1A\x07", "a RAR archive"},
	{"\x28\xB5\x2F\xFD", "a zstd archive"},
	{"\x89PNG\r\n\x1A\n", "a PNG picture"},
	{"\xFF\xD8\xFF", "a JPEG picture"},
	{"GIF8", "a GIF picture"},
	{"II*\x00", "a TIFF picture"},
	{"MM\x00*", "a TIFF picture"},
	{"\xFFWPC", "a WordPerfect document"},
	{"PAR1", "a Parquet file"},
	{"SQLite format 3\x00", "an SQLite database"},
}
