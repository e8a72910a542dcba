package ingest

import (
	"fmt"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// Decode decodes bytes of a plain text in the charset that Read found
// (corpus.Source.Charset): a stretch between two characters of a file gives the
// text that Read gave for it. What is no text in that charset becomes U+FFFD. It
// fails for a charset that Read never gives.
func Decode(data []byte, charset string) (string, error) {
	var enc encoding.Encoding
	switch charset {
	case "UTF-8":
		return string(data), nil
	case utf16LE.name:
		enc = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case utf16BE.name:
		enc = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	default:
		for i := range legacy {
			if legacy[i].name == charset {
				enc = legacy[i].enc
			}
		}
	}
	if enc == nil {
		return "", fmt.Errorf("ingest: charset %q is not known", charset)
	}
	text, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return "", fmt.Errorf("ingest: %s: %w", charset, err)
	}
	return string(text), nil
}
