package undoc

import (
	"regexp"
	"slices"
	"strings"

	"tritext/corpus"
)

// speech is how a speech in a verbatim record begins.
type speech struct {
	lead     int      // bytes of the block's text up to the colon and with it
	original []string // language in which it was held, where that is said; nil if not
}

const (
	// personName is a name in Latin or Cyrillic letters.
	personName = `(?:\s+(?:\p{Lu}[\pL'’.-]*|van|von|de|der|den|di|da|do|dos|del|la|le|el|al|bin|ibn|y|e|ван|фон|де|ден|дер|тен|тер|ла|ле|ди|да|аль|бин|ибн)){1,7}`
	// inBrackets are the State and the language behind a name.
	inBrackets = `(?:\s*[(（][^()（）]{1,120}[)）]){0,3}\s*[:：]`
)

// speakers of records, in the three languages, up to the colon.
var speakerLead = regexp.MustCompile(`^(?:` +
	`The\s+(?:(?:Acting|Temporary|Deputy|Vice-)\s*)?(?:President|Chair(?:man|woman|person)?|Secretary-General|Rapporteur)|` +
	`(?:Mr|Mrs|Ms|Miss|Sir|Dame|Dr|Lord|Lady|Baroness|Prince|Princess|Sheikh|Judge|President|King|Queen|Archbishop|Monsignor|General|Ambassador)\.?` + personName + `|` +
	`(?:Исполняющ\pL+\s+обязанности\s+)?(?:Председател[ья]|Генеральный\s+секретарь|Заместитель\s+Председателя|Докладчик)|` +
	`(?:[Гг]-н|[Гг]-жа|[Сс]эр|[Дд]ейм|[Дд]-р|Лорд|Леди|Баронесса|Принц|Принцесса|Шейх|Судья|Президент|Король|Королева|Архиепископ|Монсеньор|Генерал|Посол)` + personName + `|` +
	`(?:代理|临时|臨時)?主席|(?:常务副|常務副|副)?[秘祕][书書][长長]|[\p{Han}·•]{1,24}(?:先生|女士|夫人|爵士|博士|大使|小姐|阁下|閣下)` +
	`)` + inBrackets)

// spokenIn finds the language of a speech in its lead.
var spokenIn = regexp.MustCompile(`(?i:spoke\s+in|interpretation\s+from|delivered\s+in)\s+([^;；)）]+)|(?i:говорит|говорила?|выступает|перевод\s+с)\s+([^;)]+)|以([^;；()（）]+)[发發]言`)

// speechOf reads the beginning of a speech; ok tells that the text is one.
func speechOf(text string) (s speech, ok bool) {
	const longLead = 400 // bytes
	head := text[:min(len(text), longLead)]
	if !strings.ContainsAny(head, ":：") {
		return s, false
	}
	m := speakerLead.FindString(head)
	if m == "" {
		return s, false
	}
	s.lead = len(m)
	if in := spokenIn.FindString(m); in != "" {
		s.original = languageCodes(in)
	}
	return s, true
}

// isVerbatim tells a record that gives speeches word for word, in the language
// of the version or translated from the one that is named: not a summary.
func isVerbatim(doc *corpus.Document) bool {
	if doc.Masthead.Type != "record" {
		return false
	}
	for _, s := range doc.Masthead.Symbols {
		if p, ok := ParseSymbol(s); ok {
			return p.has("PV")
		}
	}
	return slices.ContainsFunc(doc.Blocks, func(b corpus.Block) bool {
		s, ok := speechOf(b.Text)
		return ok && s.original != nil
	})
}

// section is the section that a speech makes. A speech without a marker was held
// in the language of the version.
func (s speech) section(doc *corpus.Document, block int) corpus.Section {
	sec := corpus.Section{Type: "speech", Title: doc.Blocks[block].Text[:s.lead], First: block, Original: s.original, Evidence: corpus.EvidenceSpeech}
	if s.original == nil && doc.Lang != "" {
		sec.Original = []string{doc.Lang}
	}
	if len(sec.Original) == 0 {
		sec.Evidence = corpus.EvidenceNone
	}
	return sec
}
