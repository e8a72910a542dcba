package segment

// Span is a half-open range of bytes, Start ≤ End, in the text that the
// context names (a source file, a block, a unit).
type Span struct{ Start, End int }

// Len is the length of the span in bytes.
func (s Span) Len() int { return s.End - s.Start }

// In gives the bytes of text that the span covers.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Kind says what a token is.
type Kind uint8

// The kinds of tokens. Only Word, Number, Symbol and Latin carry meaning that
// an aligner can match; Punct is matched by class; Space never is.
const (
	Space  Kind = iota // white space, control and format characters, undecodable bytes
	Word               // a word of the text's own script
	Number             // digits with their separators: 110 000, 10.5, 2021
	Symbol             // a UN document symbol: A/RES/70/1, S/2021/387
	Latin              // a Latin word in Chinese or Russian text (or Cyrillic in Chinese or English): copied names
	Punct              // one punctuation mark or a run of the same
)

var kindNames = [...]string{"space", "word", "number", "symbol", "latin", "punct"}

// String is the kind's name as it is written to files: lower-case English.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "unknown"
}

// KindOf gives the kind of that name; Word for a name that is none.
func KindOf(name string) Kind {
	for k, n := range kindNames {
		if n == name {
			return Kind(k)
		}
	}
	return Word
}

// Token is a span of a sentence with its kind.
type Token struct {
	Span
	Kind Kind
	// Form is the form that matches across texts: the Snowball stem of an
	// English or Russian word (lower case, ё as е), the Chinese word in
	// simplified script, a number without separators of thousands and with a
	// decimal point, a symbol in capitals without spaces, one of the shared
	// punctuation classes (? ! : ; ( " % $ / & …) or "" where nothing matches.
	Form string
	// Tag is the word's dictionary tag where the dictionary has one (Chinese:
	// the tag of gse's dictionary, not disambiguated), "" otherwise.
	Tag string
}

// Language is one page of facts about a language.
type Language struct {
	Code   string   // ISO 639-1: "zh", "en", "ru"
	Name   string   // in English: "Chinese"
	Names  []string // other names and codes in file names and mastheads, lower case: "cn", "chi", "zho", "zh-hans" …
	Script string   // ISO 15924: "Hani", "Latn", "Cyrl"
	// Density is how many characters of English text one letter of this
	// language stands for: en 1, ru 0.92, zh 3 (measured on the UN Parallel Corpus).
	Density float64
	// Sentences cuts a block of joined text (never a line) into sentence spans
	// that tile it; white space belongs to the sentence before it.
	Sentences func(text string) []Span
	// Tokens cuts a sentence into tokens that tile it. Safe for concurrent use.
	Tokens func(text string) []Token
}
