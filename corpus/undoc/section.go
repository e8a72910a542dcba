package undoc

import (
	"regexp"
	"strings"

	"tritext/corpus"
)

// annex is what the heading of an annexed part says.
type annex struct {
	kind  string // "annex", "appendix", "enclosure"
	label string // "II", "二"; "" if none
	title bool   // it goes on with "to the letter dated …" and may take several lines
}

const annexLabel = `(?:\s+([IVXL]{1,6}|[A-Z]|\d{1,2}))?`

// annexPatterns match the headings of annexed parts. Where a pattern has
// groups, the first that is not empty is the label.
var annexPatterns = []struct {
	kind  string
	title bool
	re    *regexp.Regexp
}{
	{"annex", false, regexp.MustCompile(`^(?:Annex(?:es)?|ANNEX(?:ES)?)` + annexLabel + `\*{0,2}$`)},
	{"annex", true, regexp.MustCompile(`^(?:Annex|ANNEX)` + annexLabel + `\s+(?:to|TO)\s+(?i:the\s+(?:identical\s+)?(?:letters?|notes?|report|statement)\s)`)},
	{"appendix", false, regexp.MustCompile(`^(?:Appendix|APPENDIX|Appendices)` + annexLabel + `\*{0,2}$`)},
	{"enclosure", false, regexp.MustCompile(`^(?:Enclosures?|ENCLOSURES?)` + annexLabel + `\*{0,2}$`)},
	{"annex", false, regexp.MustCompile(`^附\s*件\s*([一二三四五六七八九十]{1,3}|[IVXL]{1,6}|\d{1,2})?\*{0,2}$`)},
	{"annex", true, regexp.MustCompile(`[给給致].+的(?:同文)?(?:信|函|普通照[会會])的附\s*件\s*([一二三四五六七八九十]{1,3}|[IVXL]{1,6}|\d{1,2})?\*{0,2}$`)},
	{"appendix", false, regexp.MustCompile(`^附\s*[录錄]\s*([一二三四五六七八九十]{1,3}|[IVXL]{1,6}|\d{1,2})?\*{0,2}$`)},
	{"enclosure", false, regexp.MustCompile(`^附\s*文\s*([一二三四五六七八九十]{1,3}|[IVXL]{1,6}|\d{1,2})?\*{0,2}$`)},
	{"annex", false, regexp.MustCompile(`^(?:Приложени[ея]|ПРИЛОЖЕНИ[ЕЯ])` + annexLabel + `\*{0,2}$`)},
	{"annex", true, regexp.MustCompile(`^(?:Приложение|ПРИЛОЖЕНИЕ)` + annexLabel + `\s+(?i:к\s+(?:идентичным\s+)?(?:письм|вербальн|доклад|заявлени)[а-я]*\s)`)},
	{"appendix", false, regexp.MustCompile(`^(?:Добавлени[ея]|ДОБАВЛЕНИ[ЕЯ])` + annexLabel + `\*{0,2}$`)},
	{"enclosure", false, regexp.MustCompile(`^(?:Дополнени[ея]|ДОПОЛНЕНИ[ЕЯ])` + annexLabel + `\*{0,2}$`)},
}

// annexWords are what the headings begin with.
var annexWords = []string{"Annex", "ANNEX", "Append", "APPEND", "Enclos", "ENCLOS", "附", "Прилож", "ПРИЛОЖ", "Добавл", "ДОБАВЛ", "Дополн", "ДОПОЛН"}

// annexHeading reads the heading of an annexed part, nil if the text is none.
func annexHeading(text string) *annex {
	if !hasAnyPrefix(text, annexWords) && !strings.Contains(text, "的附") || runes(text) > longTitle || endsSentence(text) {
		return nil
	}
	for _, p := range annexPatterns {
		if m := p.re.FindStringSubmatch(text); m != nil {
			a := &annex{kind: p.kind, title: p.title}
			if len(m) > 1 {
				a.label = m[1]
			}
			return a
		}
	}
	return nil
}

// bracketPatterns match the line at the head of a section that tells its
// original language; the group holds the languages.
var bracketPatterns = []*regexp.Regexp{
	regexp.MustCompile(`^[\[［(（](?i:original\s*:\s*([^\]］)）]+))[\]］)）]$`),
	regexp.MustCompile(`^[\[［(（](?:原件|原文)\s*[:：]\s*([^\]］)）]+)[\]］)）]$`),
	regexp.MustCompile(`^[\[［(（](?i:(?:подлинный\s+текст|текст\s+оригинала|оригинал|язык\s+оригинала)\s*:?\s*(?:на\s+)?([^\]］)）]+))[\]］)）]$`),
}

// bracket reads the languages of such a line; ok tells that it is one.
func bracket(text string) (codes []string, ok bool) {
	if len(text) > longField || !hasAnyPrefix(text, []string{"[", "(", "［", "（"}) {
		return nil, false
	}
	for _, re := range bracketPatterns {
		if m := re.FindStringSubmatch(text); m != nil {
			return languageCodes(m[1]), true
		}
	}
	return nil, false
}

// headBlocks is how many blocks behind the heading of a section its bracket
// may stand: a title may come between.
const headBlocks = 3

// findSections cuts the document into sections and finds their original
// languages: the bracket at the head of a section counts for it alone; else
// an appendix takes that of the annex that it belongs to, and everything else
// that of the masthead.
func findSections(doc *corpus.Document, z zone, toc func(i int) bool) {
	main := corpus.Section{Type: "body", Evidence: corpus.EvidenceNone}
	if doc.Masthead.Type == "letter" {
		main.Type, main.Title = "letter", doc.Masthead.Title
	}
	if len(doc.Masthead.Original) > 0 {
		main.Original, main.Evidence = doc.Masthead.Original, corpus.EvidenceMasthead
	}
	doc.Sections = append(doc.Sections[:0], main)
	verbatim := isVerbatim(doc)
	told := 0 // brackets in the open section
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		if b.Kind != corpus.KindNone || i < z.to || toc(i) {
			b.Section = len(doc.Sections) - 1
			continue
		}
		open := &doc.Sections[len(doc.Sections)-1]
		codes, original := bracket(b.Text)
		switch a := annexHeading(b.Text); {
		case a != nil:
			doc.Sections = append(doc.Sections, corpus.Section{Type: a.kind, Label: a.label, Title: b.Text, First: i, Evidence: corpus.EvidenceNone})
			told = 0
		case original && (told > 0 || i > max(open.First, z.to)+headBlocks || open.Type == "reply"):
			reply(doc, i, codes)
			told = 1
		case original:
			told++
			if main := &doc.Sections[0]; len(doc.Sections) == 1 && len(main.Original) == 0 && len(codes) > 0 {
				main.Original, main.Evidence = codes, corpus.EvidenceBracket
			}
		case open.Type == "reply" && endsReplies(b.Text):
			doc.Sections = append(doc.Sections, corpus.Section{Type: "body", Title: b.Text, First: i, Evidence: corpus.EvidenceNone})
			told = 0
		case verbatim:
			if s, ok := speechOf(b.Text); ok {
				doc.Sections = append(doc.Sections, s.section(doc, i))
				if s.lead < len(strings.TrimSpace(b.Text)) {
					b.Lead = s.lead
				}
			}
		}
		b.Section = len(doc.Sections) - 1
	}
	for k := range doc.Sections {
		s := &doc.Sections[k]
		if s.Type == "speech" || s.Type == "reply" {
			continue
		}
		for i := s.First; k > 0 && i <= min(s.First+headBlocks, len(doc.Blocks)-1) && doc.Blocks[i].Section == k; i++ {
			if codes, ok := bracket(doc.Blocks[i].Text); ok {
				s.Original, s.Evidence = codes, corpus.EvidenceBracket
				if len(codes) == 0 {
					s.Evidence = corpus.EvidenceNone
					problem(doc, i, "original language not known: "+doc.Blocks[i].Text)
				}
				break
			}
		}
		if k > 0 && len(s.Original) == 0 {
			inherit(doc.Sections, k)
		}
	}
}

// reply opens the section of a reply of a State, whose original language stands
// in block i, in brackets below the State's name: replies that are printed one
// after the other have one each.
func reply(doc *corpus.Document, i int, codes []string) {
	s := corpus.Section{Type: "reply", First: i, Original: codes, Evidence: corpus.EvidenceBracket}
	if len(codes) == 0 {
		s.Evidence = corpus.EvidenceNone
		problem(doc, i, "original language not known: "+doc.Blocks[i].Text)
	}
	last := doc.Sections[len(doc.Sections)-1].First
	for k := i - 1; k > last && k >= i-2; k-- { // its heading, perhaps with a date in brackets between
		b := &doc.Blocks[k]
		if framed.MatchString(b.Text) {
			continue
		}
		if looksLikeHeading(b.Text) && runes(b.Text) <= longState {
			s.First, s.Title = k, b.Text
			for n := k; n < i; n++ {
				doc.Blocks[n].Section = len(doc.Sections)
			}
		}
		break
	}
	doc.Sections = append(doc.Sections, s)
}

// longState is the most characters of a heading that names a State or body.
const longState = 120

// endsReplies tells a heading behind replies that belongs to the document again:
// one with a Roman or Chinese number.
func endsReplies(text string) bool {
	label, class, _ := labelOf(text)
	return class == labelPart && looksLikeHeading(text) && headingLevel(label, class) == 1
}

// inherit gives section k the original language of the section that it belongs to.
func inherit(sections []corpus.Section, k int) {
	from := 0
	if sections[k].Type != "annex" {
		for n := k - 1; n > 0; n-- {
			if sections[n].Type == "annex" {
				from = n
				break
			}
		}
	}
	if o := sections[from]; len(o.Original) > 0 {
		sections[k].Original, sections[k].Evidence, sections[k].Inherits = o.Original, o.Evidence, true
	}
}

// problem notes a doubt about a block.
func problem(doc *corpus.Document, block int, what string) {
	p := corpus.Problem{Stage: "undoc", Path: doc.Source.Path, What: what}
	if block >= 0 {
		p.Line = doc.Blocks[block].Line
	}
	doc.Problems = append(doc.Problems, p)
}
