package undoc

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tritext/corpus"
)

// signedLine is the line of a signature: "(Signed) Name", "(Подпись) Имя",
// 名字(签名).
var signedLine = regexp.MustCompile(`^\((?i:signed|подпись|подписал[аи]?|подписано)\)|\((?i:signed|подпись)\)$|[（(](?:签名|簽名|签字|簽字)[)）]\s*$`)

// chineseSigned tells signatures with the title before the name.
var chineseSigned = regexp.MustCompile(`[（(](?:签名|簽名|签字|簽字)[)）]\s*$`)

// longSignature is the most characters of a line of a signature block, and
// manySignature how many lines a title takes beside the name.
const (
	longSignature = 160
	manySignature = 3
)

// signedWords are what every such line holds.
var signedWords = []string{"Signed)", "SIGNED)", "signed)", "(Подпис", "(ПОДПИС", "(подпис", "签名", "簽名", "签字", "簽字"}

func isSigned(text string) bool {
	return len(text) <= 4*longSignature && holdsAny(text, signedWords) && runes(text) <= longSignature && signedLine.MatchString(text)
}

// signatures marks signature blocks: the signed line, and the titles beside
// it. They stand before the name in Chinese and behind it in English and
// Russian, next to it, short and without a mark at their ends.
func signatures(doc *corpus.Document, free func(i int) bool) {
	take := func(i int) bool {
		if i < 0 || i >= len(doc.Blocks) || !free(i) {
			return false
		}
		text := doc.Blocks[i].Text
		f, whole := fields(text)
		_, class, _ := labelOf(text)
		_, original := bracket(text)
		if class != labelNone || original || whole && len(f) > 0 || isOfficialTitle(text) || isKnownHeading(text) || isOrgan(text) ||
			annexHeading(text) != nil || runes(text) > longSignature || endsSentence(text) || endsClause(text) {
			return false
		}
		doc.Blocks[i].Kind = corpus.KindSignature
		return true
	}
	for i := range doc.Blocks {
		if !free(i) && doc.Blocks[i].Kind != corpus.KindSignature || !isSigned(doc.Blocks[i].Text) {
			continue
		}
		section := doc.Blocks[i].Section
		doc.Blocks[i].Kind = corpus.KindSignature
		step := 1
		if chineseSigned.MatchString(doc.Blocks[i].Text) {
			step = -1
		}
		for k := 1; k <= manySignature; k++ {
			n := i + k*step
			if n < 0 || n >= len(doc.Blocks) || doc.Blocks[n].Section != section || !take(n) {
				break
			}
		}
	}
}

// speakerLine is a speaker's line of a record with nothing of the speech.
var speakerLine = regexp.MustCompile(`^(?:The\s+(?:Acting\s+)?(?:President|Chair(?:man|woman|person)?)|(?:Mr|Mrs|Ms|Miss|Sir|Dame|Dr)\.?\s|Председатель|Г-(?:н|жа)\s|г-(?:н|жа)\s|\p{Han}{1,4}席|\p{Han}{1,20}(?:先生|女士))[^.。;；]{0,120}[:：]$`)

func isSpeaker(text string) bool {
	return len(text) <= longField && speakerLine.MatchString(text)
}

// recordNote is what the first page of every verbatim record says at its foot.
var recordNote = regexp.MustCompile(`^(?:\S+(?:\s\([ACEFRS]\))?\s+)?(?:This record contains the (?:text of speeches|original text)|本[记記][录錄]包括|В настоящем отчете содерж)`)

func isRecordNote(text string) bool {
	return holdsAny(text, []string{"This record contains", "本记录", "本記錄", "В настоящем отчете содерж"}) && recordNote.MatchString(text)
}

// adoption is a line that tells when a resolution was adopted.
var adoption = regexp.MustCompile(`^(?i:adopted\s+(?:by|at|unanimously)\s|\d{1,4}(?:st|nd|rd|th)\s+(?:plenary\s+)?meeting\b|принят[ао]\s|\d{1,4}-[ея]\s+(?:пленарное\s+)?заседание)|^(?:\S{0,20}第\s?\S{1,9}\s?次(?:全体|全體)?[会會][议議])`)

// isAdoption tells such a line, as it stands around a resolution.
func isAdoption(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	han := unicode.Is(unicode.Han, first) || strings.Contains(text, "第")
	return len(text) <= longField && (han || startsWith(first, "#aп")) && adoption.MatchString(text)
}
