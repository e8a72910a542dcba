package ingest

import "testing"

// Pieces of a file decode to the pieces of its text, in every charset that is read.
func TestDecodePieces(t *testing.T) {
	const a, b = "道路 дорога ", "road"
	for _, c := range legacy {
		text := map[string]string{"zh": "道路已开通", "ru": "Дорога", "en": "café"}[c.home]
		data, err := c.enc.NewEncoder().String(text)
		if c.name == "Big5" {
			text = "道路"
			data, err = c.enc.NewEncoder().String(text)
		}
		if err != nil {
			t.Fatal(c.name, err)
		}
		if got, err := Decode([]byte(data), c.name); err != nil || got != text {
			t.Errorf("%s: %q, %v", c.name, got, err)
		}
	}
	for name, want := range map[string]string{"UTF-8": a + b, "UTF-16LE": "ab", "UTF-16BE": "ab"} {
		data := map[string]string{"UTF-8": a + b, "UTF-16LE": "a\x00b\x00", "UTF-16BE": "\x00a\x00b"}[name]
		if got, err := Decode([]byte(data), name); err != nil || got != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := Decode(nil, "EBCDIC"); err == nil {
		t.Error("an unknown charset")
	}
}
