package lang

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"tritext/segment"
)

// Identified are the codes that Identify gives, in the order of their codes: the
// languages in which UN documents are written, and those that are mistaken for
// them.
var Identified = []string{"ar", "be", "bg", "de", "en", "es", "fr", "it", "ja", "kk", "ko", "mk", "pt", "ru", "sr", "uk", "zh"}

// leastLetters is how many letters a text must have for Identify to say
// anything; a Han character counts as segment.HanLength.
const leastLetters = 12

// Identify tells the language of a short text, a sentence or a heading: its
// code and how sure that is, 0 to 1. It gives "" for text of less than a dozen
// letters, and for scripts that none of Identified is written in.
//
// The script decides first: that of most letters. Kana among Han characters is
// Japanese. Among the languages in Latin or Cyrillic script the one wins whose
// sequences of three letters, learnt from the Universal Declaration of Human
// Rights, make the text most probable; a Cyrillic letter that a language does not
// have (і, ђ, қ, щ …) counts against it besides.
func Identify(text string) (code string, sure float64) {
	var latin, cyrillic, han, kana, hangul, arabic, other int
	for _, r := range text {
		switch segment.ScriptOf(r) {
		case segment.LatinScript:
			latin++
		case segment.CyrillicScript:
			cyrillic++
		case segment.HanScript:
			han++
		case segment.OtherScript:
			switch {
			case unicode.In(r, unicode.Hiragana, unicode.Katakana):
				kana++
			case unicode.Is(unicode.Hangul, r):
				hangul++
			case unicode.Is(unicode.Arabic, r):
				arabic++
			default:
				other++
			}
		}
	}
	const w = segment.HanLength
	east := w * float64(han+kana+hangul)
	all := float64(latin+cyrillic+arabic+other) + east
	if all < leastLetters {
		return "", 0
	}
	switch most := max(east, float64(latin), float64(cyrillic), float64(arabic), float64(other)); most {
	case east:
		switch {
		case float64(hangul) > foreignShare*float64(han+kana+hangul) && hangul > kana:
			return "ko", east / all
		case float64(kana) > foreignShare*float64(han+kana):
			return "ja", east / all
		}
		return "zh", east / all
	case float64(arabic):
		return "ar", most / all
	case float64(latin):
		code, sure = bestOf(text, segment.LatinScript)
		return code, sure * most / all
	case float64(cyrillic):
		code, sure = bestOf(text, segment.CyrillicScript)
		return code, sure * most / all
	}
	return "", 0
}

// sample is what was learnt of a language.
type sample struct {
	code   string
	script segment.Script
	log    map[[3]rune]float64 // natural logarithm of the probability of a letter behind two others, about
	unseen float64
}

// alphabets are the Cyrillic letters of each language. Sorted by code.
var alphabets = map[string]string{
	"be": "абвгдежзйклмнопрстуфхцчшыьэюяёіў",
	"bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
	"kk": "абвгдежзийклмнопрстуфхцчшщъыьэюяёіғқңүұһәө",
	"mk": "абвгдежзиклмнопрстуфхцчшѓѕјљњќџ",
	"ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
	"sr": "абвгдежзиклмнопрстуфхцчшђјљњћџ",
	"uk": "абвгдежзийклмнопрстуфхцчшщьюяєіїґ",
}

// foreignLetter is what a letter costs that a language does not have: a name in
// another language may have one, running text has not.
const foreignLetter = -4

// edgeOfWord stands for what is around a word.
const edgeOfWord = '_'

// trigrams calls yield with the sequences of three letters in the words of a
// script.
func trigrams(text string, script segment.Script, yield func(t [3]rune)) {
	last := [2]rune{edgeOfWord, edgeOfWord}
	for _, r := range text + " " {
		r = unicode.ToLower(r)
		if segment.ScriptOf(r) != script {
			if last[1] == edgeOfWord {
				continue
			}
			r = edgeOfWord
		}
		yield([3]rune{last[0], last[1], r})
		if last = [2]rune{last[1], r}; r == edgeOfWord {
			last[0] = edgeOfWord
		}
	}
}

//go:embed identify.txt
var declarationTrigrams string

// samples reads the data once.
var samples = sync.OnceValue(func() []sample {
	var list []sample
	for line := range strings.Lines(declarationTrigrams) {
		if !strings.HasPrefix(line, "#") {
			list = append(list, readSample(line))
		}
	}
	return list
})

// readSample reads a line of the data: code, number of all sequences, and each
// sequence with its number.
func readSample(line string) sample {
	f := strings.Fields(line)
	s := sample{code: f[0], log: make(map[[3]rune]float64, len(f)/2)}
	total, _ := strconv.ParseFloat(f[1], 64)
	for i := 2; i+1 < len(f); i += 2 {
		r := []rune(f[i])
		n, _ := strconv.ParseFloat(f[i+1], 64)
		s.log[[3]rune{r[0], r[1], r[2]}] = math.Log(n / total)
		for _, c := range r {
			if c != edgeOfWord {
				s.script = segment.ScriptOf(c)
			}
		}
	}
	s.unseen = math.Log(unseen / total)
	return s
}

// unseen is how often a sequence counts that did not come twice.
const unseen = 0.3

// longSample is how many bytes of a text are looked at.
const longSample = 2000

// temper flattens the probabilities: letters that follow each other are no
// independent witnesses.
const temper = 0.35

// bestOf gives the most probable language of a script, and its probability
// among those of the script.
func bestOf(text string, script segment.Script) (code string, sure float64) {
	if len(text) > longSample {
		text = strings.ToValidUTF8(text[:longSample], "")
	}
	all := samples()
	scores := make([]float64, len(all))
	trigrams(text, script, func(t [3]rune) {
		for i := range all {
			if script == segment.CyrillicScript && t[2] != edgeOfWord && !strings.ContainsRune(alphabets[all[i].code], t[2]) {
				scores[i] += foreignLetter
			}
			if v, ok := all[i].log[t]; ok {
				scores[i] += v
			} else {
				scores[i] += all[i].unseen
			}
		}
	})
	best := -1
	for i := range all {
		if all[i].script == script && (best < 0 || scores[i] > scores[best]) {
			best = i
		}
	}
	if best < 0 {
		return "", 0
	}
	sum := 0.0
	for i := range all {
		if all[i].script == script {
			sum += math.Exp(temper * (scores[i] - scores[best]))
		}
	}
	return all[best].code, 1 / sum
}
