package undoc

import (
	"regexp"
	"slices"
	"strings"

	"tritext/corpus"
)

// zone is the stretch of blocks in which a masthead stands.
type zone struct {
	from, to int // blocks [from, to)
	fields   [][]field
	whole    []bool // the block is nothing but fields
	agenda   int    // number of agenda items whose titles follow
}

const (
	// zoneBlocks is how many blocks from the start a masthead may take: the
	// longest seen, with every word on a line of its own, has 40.
	zoneBlocks = 48
	// farField is how many other blocks may stand between two fields: names of
	// conferences and treaties, lost logos.
	farField = 3
)

// fieldsOf gives the fields of block i, whose text is given: those that the
// search for the zone has read, or else read now.
func (z *zone) fieldsOf(i int, text string) ([]field, bool) {
	if i < len(z.fields) {
		return z.fields[i], z.whole[i]
	}
	return fields(text)
}

// strong tells fields that nothing but a masthead has.
func (k fieldKind) strong() bool {
	switch k {
	case fieldSymbol, fieldDistribution, fieldOriginal, fieldJob, fieldBarcode, fieldAgenda, fieldSession:
		return true
	}
	return false
}

// findZone finds the masthead among the first blocks. Fields hold it together:
// a strong one may stand some blocks behind the last, dates, languages and
// names only next to it. Prose, a letter's title or a heading ends it.
func findZone(texts []string, skip func(i int) bool) zone {
	z := zone{}
	last, first := -1, -1
	sure := false // a field that no other text has
	for _, text := range texts[:min(len(texts), zoneBlocks)] {
		f, whole := fields(text)
		z.fields, z.whole = append(z.fields, f), append(z.whole, whole)
	}
	for i, f := range z.fields {
		text, whole := texts[i], z.whole[i]
		if skip(i) {
			if last == i-1 {
				last = i
			}
			continue
		}
		if !whole {
			if prefixed := len(f) > 1 || len(f) == 1 && f[0].kind == fieldOriginal; prefixed && i-last <= farField+1 {
				sure = true
			}
			if endsMasthead(text) {
				break
			}
			continue
		}
		far := i - last - 1
		if first < 0 {
			far = 0
		}
		strong := slices.ContainsFunc(f, func(f field) bool { return f.kind.strong() })
		weakest := far <= 1 && (f[0].kind == fieldBody || f[0].kind == fieldOrganisation) || far == 0
		if !(strong && far <= farField || weakest) {
			continue
		}
		sure = sure || strong
		if first < 0 {
			first = i
		}
		last = i
	}
	if first < 0 || !sure {
		return z
	}
	z.from, z.to = 0, last+1
	z.titles(texts)
	return z
}

// titles lengthens the zone by the titles of the agenda items that it ends in.
// An item has one; a title that ends in a colon goes on in the next block. All
// before the title of a letter or resolution belongs to them.
func (z *zone) titles(texts []string) {
	last := z.fields[z.to-1]
	for _, f := range last {
		if f.kind == fieldAgenda {
			z.agenda = max(z.agenda, len(agendaItems(f.text)))
		}
	}
	if z.agenda == 0 {
		return
	}
	end, left := z.to, z.agenda
	for i := z.to; i < min(len(texts), z.to+2*z.agenda+4); i++ {
		switch text := texts[i]; {
		case isOfficialTitle(text):
			z.to = i
			return
		case endsMasthead(text), isOrgan(text), docTypeOf(text) != "" && left < z.agenda, headingLabel(text):
			z.to = max(z.to, min(end, i))
			return
		case left > 0:
			end = i + 1
			if !strings.HasSuffix(text, ":") && !strings.HasSuffix(text, "：") {
				left--
			}
		}
	}
	z.to = max(z.to, end)
}

// endsMasthead tells text that stands in no masthead.
func endsMasthead(text string) bool {
	if isOfficialTitle(text) || isKnownHeading(text) || isOrgan(text) || annexHeading(text) != nil {
		return true
	}
	return endsSentence(text) && runes(text) > 60 || runes(text) > 300 || isNumbered(text)
}

// readMasthead fills the masthead from the fields of the zone.
func readMasthead(m *corpus.Masthead, z zone) {
	emptyOriginal := false
	for i := range z.fields {
		glued := len(z.fields[i]) > 0 && z.fields[i][0].kind == fieldOriginal && i < z.to+farField
		if i >= z.to && !z.whole[i] && !glued {
			continue
		}
		for n, f := range z.fields[i] {
			// Outside the zone only what stands at the foot of the first page belongs
			// to it, and the symbol that a web page puts under a title.
			if foot := f.kind == fieldJob || f.kind == fieldBarcode; i >= z.to && !foot && !glued && !(f.kind == fieldSymbol && i < z.to+farField) {
				continue
			}
			if !z.whole[i] && !(n == 0 && f.kind == fieldOriginal) && !(len(z.fields[i]) > 1 && f.kind.strong()) {
				continue
			}
			if f.kind == fieldVersion && emptyOriginal && m.Version != "" {
				m.Original = languageCodes(f.text) // "ORIGINAL:" and the language below it
				emptyOriginal = false
				continue
			}
			emptyOriginal = f.kind == fieldOriginal && len(f.groups) == 0
			readField(m, f)
		}
	}
	if emptyOriginal = m.OriginalSeen && len(m.Original) == 0; emptyOriginal && m.Version != "" {
		belowOriginal(m, z)
	}
}

// belowOriginal takes the language for the original's that stands directly
// below an empty "Original:", where no other names the version.
func belowOriginal(m *corpus.Masthead, z zone) {
	for i := 1; i < z.to; i++ {
		a, b := z.fields[i-1], z.fields[i]
		if len(a) == 1 && a[0].kind == fieldOriginal && len(a[0].groups) == 0 && len(b) == 1 && b[0].kind == fieldVersion {
			m.Original, m.Version = languageCodes(b[0].text), ""
		}
	}
}

func readField(m *corpus.Masthead, f field) {
	add := func(list *[]string, values ...string) {
		for _, v := range values {
			if v != "" && !slices.Contains(*list, v) {
				*list = append(*list, v)
			}
		}
	}
	switch f.kind {
	case fieldBody:
		add(&m.Bodies, f.groups...)
	case fieldSymbol:
		if len(m.Symbols) == 0 || len(m.Symbols) == 1 && strings.HasPrefix(m.Symbols[0], "A/") && strings.HasPrefix(f.text, "S/") {
			add(&m.Symbols, Symbols(f.text)...) // the second of a double symbol may stand on the next line
		}
	case fieldDistribution:
		if len(f.groups) > 0 {
			m.Distribution = title(f.groups[0])
		}
	case fieldDate:
		if m.Date == "" {
			m.Date = isoDate(f.text)
		}
	case fieldVersion:
		if codes := languageCodes(f.text); m.Version == "" && len(codes) == 1 {
			m.Version = codes[0]
		}
	case fieldOriginal:
		m.OriginalSeen = true
		if len(m.Original) == 0 && len(f.groups) > 0 {
			m.Original = languageCodes(f.groups[0])
		}
	case fieldJob:
		if m.JobNumber == "" {
			m.JobNumber = f.groups[0]
			for _, g := range f.groups[1:] {
				if len(g) == 1 {
					m.JobLanguage = g
					continue
				}
				for _, d := range strings.Fields(g) {
					if d = jobDate(d); d != "" { // both dates are kept, though they be the same
						m.JobDates = append(m.JobDates, d)
					}
				}
			}
		}
	case fieldBarcode:
		if m.Barcode == "" {
			m.Barcode = f.groups[0]
		}
	case fieldAgenda:
		add(&m.AgendaItems, agendaItems(f.text)...)
	case fieldSession, fieldYear:
		add(&m.Sessions, f.text)
		n, year := sessionNumber(f)
		switch {
		case f.kind == fieldYear && m.Year == 0:
			m.Year = n
		case f.kind == fieldSession && m.SessionNo == 0 && n > 0:
			m.SessionNo = n
		case year > 0 && m.Year == 0:
			m.Year = year
		}
	}
}

// lostSymbol looks for the symbol of a document whose masthead has none:
// extraction may have sent it behind the text of the first page, where a job
// number tells that this is a UN document; or the title of a resolution says it.
func lostSymbol(m *corpus.Masthead, z zone, texts []string) {
	for i := 0; len(m.Symbols) == 0 && m.JobNumber != "" && i < len(z.fields); i++ {
		if last := len(z.fields[i]) - 1; z.whole[i] && z.fields[i][last].kind == fieldSymbol {
			readField(m, z.fields[i][last])
		}
	}
	if len(m.Symbols) == 0 {
		m.Symbols = titleSymbol(texts)
	}
}

// title writes a word with a capital: GENERAL as General.
func title(s string) string {
	return strings.ToUpper(s[:1]) + strings.ToLower(s[1:])
}

var (
	itemNumber = regexp.MustCompile(`(\d{1,3})((?:\s?[(（]?[a-zа-я][)）](?:(?:\s?[,、]\s?|\s?(?:and|и|和)\s?)[(（]?[a-zа-я][)）])*)?)`)
	itemLetter = regexp.MustCompile(`([a-zа-я])[)）]`)
)

// agendaItems reads the items of an agenda line, in one form for all
// languages: 议程项目 132 和 17(c) gives "132", "17(c)"; "Item 5 (a) and (b)"
// gives "5(a)", "5(b)".
func agendaItems(text string) []string {
	var out []string
	for _, m := range itemNumber.FindAllStringSubmatch(text, -1) {
		letters := itemLetter.FindAllStringSubmatch(m[2], -1)
		if len(letters) == 0 {
			out = append(out, m[1])
		}
		for _, l := range letters {
			out = append(out, m[1]+"("+latinLetters.Replace(l[1])+")")
		}
	}
	return out
}

// peekBytes is how much of a text Peek looks at: the longest masthead seen
// takes 2 kB, in Russian.
const peekBytes = 4 << 10

// Peek reads the symbols and the language of the version, as ISO 639-1 code,
// from the masthead of a text; nil and "" where it states none. Only the
// first 4 kB are looked at. Symbols that the text only cites are not its own.
func Peek(text string) (symbols []string, version string) {
	if len(text) > peekBytes {
		text = text[:peekBytes]
	}
	var lines []string
	for line := range strings.Lines(text) {
		if line = trimField(line); line != "" {
			lines = append(lines, line)
		}
	}
	var m corpus.Masthead
	z := findZone(lines, func(int) bool { return false })
	readMasthead(&m, z)
	lostSymbol(&m, z, lines)
	return m.Symbols, m.Version
}
