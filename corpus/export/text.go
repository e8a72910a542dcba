package export

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// oneLine makes a text one that no reader of lines cuts: everything that some
// of them take for the end of a line or for a tab becomes a space (Python's
// str.splitlines knows the most).
func oneLine(s string) string {
	cut := func(r rune) bool {
		switch r {
		case '\t', '\n', '\v', '\f', '\r', 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029:
			return true
		}
		return false
	}
	if strings.IndexFunc(s, cut) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if cut(r) {
			return ' '
		}
		return r
	}, s)
}

// escaped writes a text into a cell of a table: backslash, tab and line ends as
// \\, \t, \n and \r.
func escaped(s string) string {
	if !strings.ContainsAny(s, "\\\t\n\r") {
		return s
	}
	return cellEscape.Replace(s)
}

// unescaped is the inverse of escaped.
func unescaped(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			if at := strings.IndexByte(`\tnr`, s[i+1]); at >= 0 {
				b.WriteByte("\\\t\n\r"[at])
				i++
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

var cellEscape = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)

// xmlText writes a text as character data or as the value of an attribute. What
// XML 1.0 has no place for (control characters) is left out.
func xmlText(s string) string {
	if strings.IndexFunc(s, func(r rune) bool {
		return r < ' ' || r == '&' || r == '<' || r == '>' || r == '"' || !inXML(r)
	}) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\t':
			b.WriteString("&#9;")
		case r == '\n':
			b.WriteString("&#10;")
		case r == '\r':
			b.WriteString("&#13;")
		case inXML(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// inXML tells the characters of XML 1.0 (fifth edition, production 2).
func inXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= unicode.MaxRune
}

// fileName makes a path of a document's id: the id itself, but for what a file
// system or a shell could take amiss.
func fileName(id string) string {
	parts := strings.Split(id, "/")
	for i, p := range parts {
		var b strings.Builder
		for k, r := range p {
			if k == 0 && r == '.' || strings.ContainsRune(`%:\"'*?<>|`, r) || r == utf8.RuneError || unicode.IsControl(r) || unicode.IsSpace(r) {
				for _, c := range []byte(string(r)) {
					fmt.Fprintf(&b, "%%%02X", c)
				}
				continue
			}
			b.WriteRune(r)
		}
		if parts[i] = b.String(); parts[i] == "" {
			parts[i] = "%00"
		}
	}
	return strings.Join(parts, "/")
}

// documentID is the inverse of fileName.
func documentID(name string) string {
	parts := strings.Split(name, "/")
	for i, p := range parts {
		if p == "%00" {
			parts[i] = ""
			continue
		}
		if s, err := url.PathUnescape(p); err == nil {
			parts[i] = s
		}
	}
	return strings.Join(parts, "/")
}
