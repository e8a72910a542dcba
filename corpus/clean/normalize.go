package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tritext/corpus"
)

// CJKSpacing says what happens to spaces between Chinese characters and letters
// or digits: UN documents have them (2021 年 4 月), most corpora do not.
type CJKSpacing string

// The ways of spacing.
const (
	SpacingStrip CJKSpacing = "strip" // 2021年4月, as the UN Parallel Corpus has it; the default
	SpacingKeep  CJKSpacing = "keep"  // as in the text
	SpacingPad   CJKSpacing = "pad"   // 2021 年 4 月 everywhere
)

// NormalOptions are the options of Normalize. The zero value is the default.
type NormalOptions struct {
	CJKSpacing CJKSpacing // "" is SpacingStrip
}

// NormalStep is one part of Normalize.
type NormalStep struct {
	Name  string // the Rule of its repairs
	Doc   string // one sentence
	needs trait  // it changes nothing in a text that has not all of these
	run   func(text, lang string, opt NormalOptions) []corpus.Repair
}

// NormalSteps are the steps of Normalize in their order.
var NormalSteps = []NormalStep{
	{"nfc", "puts letters and their marks together (Unicode NFC)", traitMarks, composeLetters},
	{"zero-width", "drops characters without width, and soft hyphens", traitOdd, dropZeroWidth},
	{"hyphen", "writes every kind of hyphen as \"-\"", traitOdd, unifyHyphens},
	{"ligature", "writes ligatures of old fonts as letters: ﬁnance", traitWide, openLigatures},
	{"width", "writes full-width letters and digits as usual ones", traitWide, narrowLetters},
	{"quotes", "writes << >> in Russian as « », and -- as a dash", traitTwice, restoreQuotes},
	{"homoglyph", "gives a word its own script back: Latin c, a, e in Russian words and the reverse", traitLatin | traitCyrillic, fixHomoglyphs},
	{"spaced-letters", "closes spaced-out words: 联 合 国", traitSingle, closeSpacedLetters},
	{"exploded", "closes document symbols and numbers that fell apart: E / C . 12, 2 0 19 年", traitDigitSpace, closeExploded},
	{"punctuation", "writes half-width , . : ; ? ! behind Chinese as full-width", traitHan, widenPunctuation},
	{"cjk-spacing", "takes spaces beside Chinese characters out, or puts them in", traitHan, spaceCJK},
	{"spaces", "writes every run of white space as one space, and trims", traitSpace, unifySpaces},
}

// mostRounds bounds the rounds of Normalize. Two do for real text; each step
// takes away what the one before may have made, so that a few do for any.
const mostRounds = 10

// Normalize gives the form of a sentence that is matched and trained on, with
// every change and its place in text, in order. It is for one language version
// (lang is its ISO 639-1 code) and idempotent: the steps run until they change
// nothing.
func Normalize(text, lang string, opt NormalOptions) (string, []corpus.Repair) {
	var all []corpus.Repair
	now := text
	for range mostRounds {
		changed := false
		has := traitsOf(now)
		for _, s := range NormalSteps {
			if has&s.needs != s.needs {
				continue
			}
			repairs := s.run(now, lang, opt)
			if len(repairs) == 0 {
				continue
			}
			for i := range repairs {
				repairs[i].Rule = s.Name
			}
			next := applyRepairs(now, repairs)
			all = composeRepairs(text, now, all, repairs)
			now, changed = next, true
			has = traitsOf(now)
		}
		if !changed {
			break
		}
	}
	return now, all
}

// trait is something that a text has. One look at the text finds all, so that
// most steps need not look at most texts.
type trait uint16

const (
	traitMarks      trait = 1 << iota // may be not in NFC
	traitOdd                          // a zero-width character or a hyphen beyond ASCII
	traitWide                         // full-width letters or digits, ligatures
	traitTwice                        // << >> --
	traitLatin                        //
	traitCyrillic                     //
	traitHan                          // Han characters or the marks of Chinese
	traitSingle                       // a word of one letter or character
	traitDigitSpace                   // a space beside a digit or slash
	traitSpace                        // white space other than single spaces inside
)

func traitsOf(text string) trait {
	var t trait
	var last rune = ' ' // a space at the start is one too many
	word := 0           // characters since the last space
	for at := 0; at < len(text); {
		r, n := rune(text[at]), 1
		if r >= 0x80 {
			r, n = utf8.DecodeRuneInString(text[at:])
		}
		switch {
		case r == ' ':
			if last == ' ' {
				t |= traitSpace
			}
			if isDigit(last) || last == '/' {
				t |= traitDigitSpace
			}
			if word == 1 {
				t |= traitSingle
			}
			word = -1
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z':
			t |= traitLatin
		case r < 0x80:
			if last == ' ' && (isDigit(r) || r == '/') {
				t |= traitDigitSpace
			}
			if r == last && (r == '<' || r == '>' || r == '-') {
				t |= traitTwice
			}
			if r < ' ' {
				t |= traitSpace | traitSingle
			}
		case r >= 0x400 && r < 0x500:
			t |= traitCyrillic
			switch r { // those that have composed forms beside other letters
			case 'ё', 'Ё', 'й', 'Й':
			default:
				if r > 'ё' {
					t |= traitMarks
				}
			}
		case unicode.Is(unicode.Han, r):
			t |= traitHan
			if r >= 0xF900 {
				t |= traitMarks // compatibility characters have other forms
			}
		case isCJK(r):
			t |= traitHan
			if r >= 0xFF01 {
				t |= traitWide
			}
			if r == '\u3000' {
				t |= traitSpace | traitSingle
			}
		case r >= 0xFB00 && r <= 0xFB06:
			t |= traitWide
		case isOdd(r), r == '\u2010', r == '\u2011':
			t |= traitOdd
		case unicode.IsSpace(r):
			t |= traitSpace | traitSingle | traitDigitSpace
		case r >= 0x2010 && r <= 0x203A: // dashes and quotes
		default:
			t |= traitMarks
			if isLatin(r) {
				t |= traitLatin
			} else if isCyrillic(r) {
				t |= traitCyrillic
			}
		}
		last = r
		word++
		at += n
	}
	if word == 1 {
		t |= traitSingle
	}
	if last == ' ' && text != "" {
		t |= traitSpace
	}
	return t
}

// applyRepairs does what the repairs say.
func applyRepairs(text string, repairs []corpus.Repair) string {
	var b strings.Builder
	b.Grow(len(text) + 8)
	at := 0
	for _, r := range repairs {
		b.WriteString(text[at:r.Start])
		b.WriteString(r.Now)
		at = r.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// composeRepairs makes one list of two: first leads from text to now, second
// from now on. Repairs that overlap become one, under the later one's rule.
func composeRepairs(text, now string, first, second []corpus.Repair) []corpus.Repair {
	if len(first) == 0 {
		return second
	}
	var out []corpus.Repair
	i, j := 0, 0
	shift := 0 // place in now − place in text, behind first[:i]
	for i < len(first) || j < len(second) {
		// The next repair of either list opens a group, in places of now.
		var lo, hi int
		openFirst := i < len(first) && (j == len(second) || first[i].Start+shift <= second[j].Start)
		if openFirst {
			lo = first[i].Start + shift
			hi = lo + len(first[i].Now)
		} else {
			lo, hi = second[j].Start, second[j].End
		}
		group := corpus.Repair{}
		group.Start = lo - shift
		i0, j0 := i, j
		if openFirst {
			group.Rule = first[i].Rule
			shift += len(first[i].Now) - first[i].Len()
			i++
		} else {
			group.Rule = second[j].Rule
			j++
		}
		for grown := true; grown; {
			grown = false
			if i < len(first) && first[i].Start+shift < hi {
				a := first[i].Start + shift
				shift += len(first[i].Now) - first[i].Len()
				hi, grown = max(hi, a+len(first[i].Now)), true
				i++
			}
			if j < len(second) && second[j].Start < hi {
				group.Rule = second[j].Rule
				hi, grown = max(hi, second[j].End), true
				j++
			}
		}
		group.End = hi - shift
		if i-i0 > 0 && j == j0 { // untouched by the second list
			group.Now = now[lo:hi]
		} else {
			var b strings.Builder
			at := lo
			for _, r := range second[j0:j] {
				b.WriteString(now[at:r.Start])
				b.WriteString(r.Now)
				at = r.End
			}
			b.WriteString(now[at:hi])
			group.Now = b.String()
		}
		if group.Now != group.In(text) {
			out = append(out, group)
		}
	}
	return out
}
