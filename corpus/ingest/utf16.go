package ingest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"tritext/corpus"
)

// byteOrder is one of the two ways to write UTF-16.
type byteOrder struct {
	name string // IANA
	binary.ByteOrder
}

var (
	utf16LE = byteOrder{"UTF-16LE", binary.LittleEndian}
	utf16BE = byteOrder{"UTF-16BE", binary.BigEndian}
)

// decodeUTF16 decodes UTF-16 strictly; a byte order mark stays in the text, as
// U+FEFF, for the cleaning to take out and record.
func decodeUTF16(path string, data []byte, order byteOrder) (decoded, *Error) {
	d := decoded{charset: order.name}
	var b strings.Builder
	b.Grow(len(data) + len(data)/2)
	var m mapper
	for i := 0; i < len(data); {
		r, size := runeUTF16(data[i:], order)
		if size == 0 {
			done := []byte(b.String())
			e := at(path, done, len(done))
			e.What = fmt.Sprintf("bad %s: half a character at byte %d", order.name, i)
			return decoded{}, e
		}
		m.add(corpus.Place{Raw: b.Len(), File: i, Width: size})
		b.WriteRune(r)
		i += size
	}
	d.text, d.places = b.String(), m.list
	return checked(path, d)
}

// runeUTF16 decodes the first character of data; its size is 0 if it is not whole.
func runeUTF16(data []byte, order byteOrder) (r rune, size int) {
	if len(data) < 2 {
		return utf8.RuneError, 0
	}
	r = rune(order.Uint16(data))
	if !utf16.IsSurrogate(r) {
		return r, 2
	}
	if len(data) < 4 {
		return utf8.RuneError, 0
	}
	if r = utf16.DecodeRune(r, rune(order.Uint16(data[2:]))); r == utf8.RuneError {
		return r, 0
	}
	return r, 4
}

// plausible is the share of common characters that UTF-16 without a byte order
// mark must have. ASCII read as UTF-16 has a third (the pairs of its small
// letters are Han characters, few of them in use).
const plausible = 0.9

// guessUTF16 tells which UTF-16 data without a byte order mark are in: as such
// they have common characters only, and are a likelier text than in any
// charset that holds ASCII.
func guessUTF16(data []byte) (byteOrder, bool) {
	if len(data)%2 != 0 {
		return byteOrder{}, false
	}
	if len(data) > sampleBytes {
		data = data[:sampleBytes]
	}
	best, found, most := byteOrder{}, false, 0.
	for _, order := range []byteOrder{utf16LE, utf16BE} {
		text, ok := sampleUTF16(data, order)
		if !ok {
			continue
		}
		if ln := likelihood(text); !found || ln > most {
			best, found, most = order, true, ln
		}
	}
	if !found {
		return best, false
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return best, true // no charset that holds ASCII has NUL in a text
	}
	for i := range legacy {
		if other, ok := legacy[i].decode(data); ok && likelihood([]rune(other)) >= most {
			return best, false
		}
	}
	return best, likelihood([]rune(string(data))) < most // as UTF-8
}

// sampleUTF16 decodes a sample; false if it is no UTF-16 or an unlikely one.
func sampleUTF16(data []byte, order byteOrder) ([]rune, bool) {
	han := hanClass()
	var text []rune
	common := 0
	for i := 0; i < len(data); {
		r, size := runeUTF16(data[i:], order)
		if size == 0 {
			if len(data)-i < 4 && len(data) == sampleBytes {
				break // cut by the sample
			}
			return nil, false
		}
		switch {
		case unicode.Is(unicode.Cyrillic, r), r < 0x7F && (r >= ' ' || unicode.IsSpace(r)):
			common++
		case unicode.Is(unicode.Han, r):
			if _, known := han[r]; known {
				common++
			}
		case r == 0xFEFF, strings.ContainsRune(stops, r), strings.ContainsRune(westernLetters, r):
			common++
		}
		text = append(text, r)
		i += size
	}
	return text, float64(common) >= plausible*float64(len(text))
}
