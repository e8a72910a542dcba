package clean

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Hyphens that can stand at a line's end; fixCharacters has turned soft and
// lost ones there into the first.
const hyphens = "-\u2010\u2011"

// joinHyphens is the step "hyphen".
func joinHyphens(w *work) {
	for k := range w.paras {
		p := &w.paras[k]
		for i := 1; i < len(p.parts); i++ {
			a, b := &w.lines[p.parts[i-1].line], &w.lines[p.parts[i].line]
			w.hyphenate(&p.parts[i], a.text, b.text)
		}
		w.assemble(p)
	}
}

// hyphenate sets how a part is joined to the text before it, if that ends in a
// hyphen that belongs to a word.
func (w *work) hyphenate(p *part, a, b string) {
	h := lastOf(a)
	if !strings.ContainsRune(hyphens, h) {
		return
	}
	stem := a[:len(a)-utf8.RuneLen(h)]
	before, after := lastOf(stem), firstOf(b)
	if !unicode.IsLetter(before) && !isDigit(before) || !unicode.IsLetter(after) && !isDigit(after) {
		return // a dash
	}
	p.sep, p.cut, p.rule = "", 0, "hyphen"
	switch headWord(b) {
	case "and", "or", "to", "и", "или": // water- and sanitation-related
		p.sep = " "
		return
	}
	if w.cuts(tailWord(stem), headWord(b)) {
		p.cut = utf8.RuneLen(h)
	}
}

// cuts decides whether the hyphen between two halves is only there because the
// line ended: then it goes. The order of the rules is that of their strength.
func (w *work) cuts(left, right string) bool {
	first, last := firstOf(right), lastOf(left)
	cyrillic := unicode.Is(unicode.Cyrillic, first)
	joined, kept := strings.ToLower(left+right), strings.ToLower(left+"-"+right)
	switch {
	case isDigit(last), isDigit(first), unicode.IsUpper(first): // 2663-м, МИ-8, Джон-Смит
		return false
	case unicode.Is(unicode.Cyrillic, last) != cyrillic:
		return false
	case w.attested(kept):
		return false
	case w.attested(joined):
		return true
	case !cyrillic: // UN English is not hyphenated at line ends
		return false
	}
	return !keepsHyphen(strings.ToLower(left), strings.ToLower(right))
}

// Russian parts of words that keep their hyphen. Sorted.
var (
	// firstParts stand before one: по-прежнему, из-за, г-н, северо-западный.
	firstParts = []string{
		"англо", "вице", "военно", "восточно", "г", "государства", "государств", "государствами", "государствам", "государствах", "западно", "из", "из-за", "как", "кое", "купли",
		"научно", "норд", "общественно", "по", "премьер", "северо", "социально", "страна", "страны", "стран", "странам", "странами", "странах", "торгово", "экс", "юго",
	}
	// lastParts stand behind one: кто-либо, какой-нибудь, что-то, все-таки.
	lastParts = []string{"за", "ка", "либо", "нибудь", "под", "таки", "то"}
)

// keepsHyphen tells Russian words that are written with a hyphen by the rules
// of the language.
func keepsHyphen(left, right string) bool {
	if i := strings.LastIndexByte(left, '-'); i >= 0 {
		left = left[i+1:]
	}
	if slices.Contains(lastParts, right) {
		return true
	}
	if !slices.Contains(firstParts, left) {
		return false
	}
	switch left {
	case "по": // по-прежнему, по-русски, по-новому; but по-|литика is one word
		return hasSuffix(right, "ему", "ому", "ски", "цки", "ьи")
	case "из": // из-за, из-под, handled by their second part
		return false
	case "г": // г-н, г-жа in all cases
		return slices.Contains([]string{"н", "на", "ну", "ном", "не", "жа", "жи", "же", "жу", "жой"}, right)
	case "как": // как-то, как-либо have their own rule; как-|ой is a word
		return false
	case "стран", "страна", "страны", "странам", "странами", "странах", "государств", "государства", "государствам", "государствами", "государствах":
		return strings.HasPrefix(right, "член") || strings.HasPrefix(right, "участни") || strings.HasPrefix(right, "партн") || strings.HasPrefix(right, "кандидат")
	}
	return true
}

func hasSuffix(s string, suffixes ...string) bool {
	for _, x := range suffixes {
		if strings.HasSuffix(s, x) {
			return true
		}
	}
	return false
}

// attested tells whether a word stands in the document elsewhere, or in the
// word list.
func (w *work) attested(word string) bool {
	if w.words == nil {
		w.words = map[string]bool{}
		for i := range w.kept {
			w.learn(w.lines[i].text)
		}
	}
	return w.words[word] || w.opt.Known != nil && w.opt.Known(word)
}

// learn takes the words of a line; its first and last may be halves.
func (w *work) learn(text string) {
	whole := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !isDigit(r) && !strings.ContainsRune(hyphens, r)
	})
	for _, f := range whole {
		if f != "" && !strings.ContainsRune(hyphens, lastOf(f)) && !strings.ContainsRune(hyphens, firstOf(f)) {
			w.words[strings.ToLower(f)] = true
		}
	}
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || isDigit(r) || unicode.Is(unicode.Mn, r) || strings.ContainsRune(hyphens, r)
}

// longWordBytes is more than any word has.
const longWordBytes = 120

// tailWord is the word that a text ends with, headWord the one it begins with.
func tailWord(s string) string {
	if len(s) > longWordBytes {
		at := len(s) - longWordBytes
		for !utf8.RuneStart(s[at]) {
			at++
		}
		s = s[at:]
	}
	i := strings.LastIndexFunc(s, func(r rune) bool { return !isWordRune(r) })
	if i < 0 {
		return s
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[i+n:]
}

func headWord(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !isWordRune(r) || strings.ContainsRune(hyphens, r) }); i >= 0 {
		return s[:i]
	}
	return s
}

// endsInCutWord tells whether a text ends in half a word.
func endsInCutWord(s string) bool {
	if s == "" || !strings.ContainsRune(hyphens, lastOf(s)) {
		return false
	}
	stem := s[:len(s)-utf8.RuneLen(lastOf(s))]
	return stem != "" && unicode.IsLetter(lastOf(stem))
}
