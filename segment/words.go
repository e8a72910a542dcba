package segment

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// Tokenizer cuts text into tokens. The script decides how, not the language:
// letters go by the word boundaries of UAX #29, with document symbols,
// numbers, abbreviations and hyphenated words kept whole; Han goes to a
// segmenter of its own. The zero value is usable and cuts Latin text; a
// Tokenizer is not changed by use and is safe for concurrent use if Han is.
type Tokenizer struct {
	// Own is the script whose words are of kind Word; words of other scripts
	// are of kind Latin. NoScript stands for LatinScript.
	Own Script
	// DecimalComma: a comma between digits is the decimal sign.
	DecimalComma bool
	// Rules tell which words keep the point behind them; nil for none.
	Rules *Rules
	// Han appends the words of text[run.Start:run.End], which holds Han
	// characters alone, to dst; their spans are places in text and tile the
	// run. nil: a run of Han is one token.
	Han func(dst []Token, text string, run Span) []Token
}

// tokenBytes is how many bytes of text a token has at least, on the average,
// white space counted as tokens: 3.2 in English, 5.0 in Chinese, 6.9 in
// Russian sentences of the UN Parallel Corpus.
const tokenBytes = 3

// Tokens cuts text into tokens that tile it, for any bytes.
func (t *Tokenizer) Tokens(text string) []Token {
	if text == "" {
		return nil
	}
	return t.Append(make([]Token, 0, len(text)/tokenBytes+4), text)
}

// Append appends the tokens of text to dst.
func (t *Tokenizer) Append(dst []Token, text string) []Token {
	own := t.Own
	if own == NoScript {
		own = LatinScript
	}
	quoteOpen := false // an ASCII quotation mark is open
	for i := 0; i < len(text); {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		end := i + n
		switch {
		case isHan(r):
			end = hanEnd(text, end)
			if t.Han != nil {
				dst = t.Han(dst, text, Span{i, end})
			} else {
				dst = append(dst, Token{Span: Span{i, end}, Kind: foreign(own, HanScript), Form: text[i:end]})
			}
		case isBlank(r) || r == utf8.RuneError && n == 1:
			end = blankEnd(text, end)
			dst = append(dst, Token{Span: Span{i, end}, Kind: Space})
		case unicode.IsDigit(r):
			var tok Token
			tok, end = t.digitToken(text, i, end, own)
			dst = append(dst, tok)
		case unicode.IsLetter(r):
			if n == 1 && isUpper(text[i]) {
				if e, form := symbol(text, i); e > i {
					end = e
					dst = append(dst, Token{Span: Span{i, end}, Kind: Symbol, Form: form})
					break
				}
			}
			end = t.wordEnd(text, i)
			w := text[i:end]
			dst = append(dst, Token{Span: Span{i, end}, Kind: foreign(own, ScriptOf(fold(r))), Form: Stem(w)})
		default:
			var form string
			end, form = punct(text, i, r, n)
			if r == '"' {
				if quoteOpen {
					form = ""
				}
				quoteOpen = !quoteOpen
			}
			dst = append(dst, Token{Span: Span{i, end}, Kind: Punct, Form: form})
		}
		i = end
	}
	return dst
}

// foreign gives the kind of a word of a script in text whose own script is own.
func foreign(own, script Script) Kind {
	if script == own {
		return Word
	}
	return Latin
}

func hanEnd(text string, i int) int {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if !isHan(r) {
			break
		}
		i += n
	}
	return i
}

func blankEnd(text string, i int) int {
	for i < len(text) {
		r, n := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(text[i:])
		}
		if !isBlank(r) && (r != utf8.RuneError || n != 1) {
			break
		}
		i += n
	}
	return i
}

// digitToken reads the token that starts with the digit at text[i], which ends
// at next: a number, or a word that begins with digits (5G, 20-year-old).
func (t *Tokenizer) digitToken(text string, i, next int, own Script) (Token, int) {
	if _, n := digitAt(text, i); n == 0 {
		// Digits of other scripts (Arabic and so on) are kept as they are.
		end := uaxEnd(text, i)
		return Token{Span: Span{i, end}, Kind: Number, Form: text[i:end]}, end
	}
	end, form := number(text, i, t.DecimalComma)
	if isWordAfter(text, end) {
		if e := t.wordEnd(text, i); e > end {
			kind := own
			for _, r := range text[end:e] {
				if s := ScriptOf(fold(r)); s != NoScript {
					kind = s
					break
				}
			}
			return Token{Span: Span{i, e}, Kind: foreign(own, kind), Form: Stem(text[i:e])}, e
		}
	}
	return Token{Span: Span{i, end}, Kind: Number, Form: form}, end
}

// isWordAfter tells whether a letter, or a hyphen and a letter, stands at text[i].
func isWordAfter(text string, i int) bool {
	i += hyphen(text, i)
	if i >= len(text) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(text[i:])
	return r != utf8.RuneError && unicode.IsLetter(r) && !isHan(r)
}

// wordEnd gives the end of the word that starts at text[i]: one word of
// UAX #29, or several with hyphens between them, and the point of an
// abbreviation that the rules know (Mr., ст.) or that has points inside (т.е.).
func (t *Tokenizer) wordEnd(text string, i int) int {
	end := uaxEnd(text, i)
	for {
		h := hyphen(text, end)
		if h == 0 || end+h >= len(text) {
			break
		}
		r, _ := utf8.DecodeRuneInString(text[end+h:])
		if isHan(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		end = uaxEnd(text, end+h)
	}
	if end < len(text) && text[end] == '.' {
		w := text[i:end]
		if strings.IndexByte(w, '.') > 0 && isDotted(w) || end+1 < len(text) && t.Rules.abbreviation(w) {
			end++
		}
	}
	return end
}

// uaxEnd gives the end of the word of UAX #29 that starts at text[i], cut
// before a colon (UAX #29 lets it stand within words for the sake of Swedish)
// and at a full stop that is glued to the next sentence (said.The).
func uaxEnd(text string, i int) int {
	// The short way: letters that are followed by nothing that could join.
	j := i
	for j < len(text) {
		c := text[j]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
			j++
		} else if c == 0xD0 || c == 0xD1 {
			// U+0410 to U+044F, the Russian letters but for ё.
			if j+1 >= len(text) || !(c == 0xD0 && 0x90 <= text[j+1] && text[j+1] <= 0xBF || c == 0xD1 && 0x80 <= text[j+1] && text[j+1] <= 0x8F) {
				break
			}
			j += 2
		} else {
			break
		}
	}
	if j > i && (j == len(text) || endsWord(text[j])) {
		return j
	}

	it := words.FromString(text[i:])
	it.Next()
	end := i + it.End()
	w := text[i:end]
	for k, r := range w {
		if k == 0 {
			continue
		}
		switch {
		case r == ':', r == '.' && isGlued(w, k):
			return i + k
		case r == utf8.RuneError:
			if _, n := utf8.DecodeRuneInString(w[k:]); n == 1 {
				return i + k // UAX #29 takes half a character at the end for a part of the word
			}
		}
	}
	return end
}

// endsWord tells whether an ASCII byte after letters ends a word for certain:
// it does not join by UAX #29 (as ' . : _ and digits may).
func endsWord(c byte) bool {
	switch c {
	case '\'', '.', ':', '_':
		return false
	}
	return c < utf8.RuneSelf && !isDigit(c) && c > ' ' || c == ' ' || c == '\n'
}

// isGlued tells whether the point at w[k] ends a sentence although no space
// follows: two lower-case letters or more before it, a capital and then a
// lower-case letter after it.
func isGlued(w string, k int) bool {
	before := w[:k]
	a, n := utf8.DecodeLastRuneInString(before)
	b, _ := utf8.DecodeLastRuneInString(before[:len(before)-n])
	c, m := utf8.DecodeRuneInString(w[k+1:])
	d, _ := utf8.DecodeRuneInString(w[k+1+m:])
	return unicode.IsLower(a) && unicode.IsLower(b) && unicode.IsUpper(c) && unicode.IsLower(d)
}

// punctClass gives the class by which a mark is matched across languages, ""
// if it is not. Only what opens counts, so that a pair is one piece of
// evidence; commas and full stops stand too differently in the three languages.
func punctClass(r rune) string {
	switch fold(r) {
	case '?':
		return "?"
	case '!':
		return "!"
	case ':':
		return ":"
	case ';':
		return ";"
	case '(', '[', '〔', '【':
		return "("
	case '"', '“', '„', '«', '「', '『', '《':
		return "\""
	case '%':
		return "%"
	case '$':
		return "$"
	case '/':
		return "/"
	case '&':
		return "&"
	case '…':
		return "..."
	case '€':
		return "€"
	case '£':
		return "£"
	case '№': // English writes "No."
		return "no"
	}
	return ""
}

// ellipsisPoints is how many points in a row stand for an ellipsis.
const ellipsisPoints = 3

// punct reads the mark r of n bytes at text[i] with its repeats; what is
// neither a mark nor a symbol of one rune (emoji with their joiners) goes by
// UAX #29.
func punct(text string, i int, r rune, n int) (end int, form string) {
	end = i + n
	form = punctClass(r)
	if r >= utf8.RuneSelf && !unicode.IsPunct(r) && form == "" {
		end = max(end, uaxEnd(text, i))
		return end, ""
	}
	mark := text[i:end]
	if isCloser(r) || isOpener(r) && r != '<' && r != '\'' {
		return end, form // each bracket and quotation mark counts
	}
	for strings.HasPrefix(text[end:], mark) {
		end += n
	}
	switch {
	case r == '.' && (end-i) >= ellipsisPoints:
		form = "..."
	case r == '<' && end-i == 2: // << stands for « where a text lost it
		form = "\""
	}
	return end, form
}

// Forms appends the matching forms of tokens to dst, those that have one, in
// order: what an aligner compares. A hyphenated word gives the forms of its parts.
func Forms(dst []string, tokens []Token) []string {
	for _, f := range forms(tokens) {
		dst = append(dst, f)
	}
	return dst
}

// FormTokens appends, for every form that Forms gives for the tokens, the index
// of the token that it comes from: rising, with repeats for hyphenated words.
func FormTokens(dst []int, tokens []Token) []int {
	for i := range forms(tokens) {
		dst = append(dst, i)
	}
	return dst
}

// forms yields the matching forms of tokens, each with its token's index.
func forms(tokens []Token) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for i := range tokens {
			f := tokens[i].Form
			if f == "" {
				continue
			}
			if (tokens[i].Kind == Word || tokens[i].Kind == Latin) && strings.IndexByte(f, '-') > 0 {
				for p := range strings.SplitSeq(f, "-") {
					if p != "" && !yield(i, p) {
						return
					}
				}
				continue
			}
			if !yield(i, f) {
				return
			}
		}
	}
}
