package ingest

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// Which charset? The one in which the bytes are the most likely text. A small
// model of Chinese, Russian and English text gives each character its
// probability, given the one before it; the charsets compete over the same
// bytes, and the winner must do better than chance.
//
// General detectors know more charsets, but not these three languages: on the
// first eight characters of UN sentences wlynxg/chardet 1.0.5 finds .77 of
// GB18030, .86 of windows-1251 and no UTF-16 without a mark, this model .99 of
// each (BenchmarkGuess prints its figures).

// sampleBytes is how much of a file is looked at; decoding all of it is the proof.
const sampleBytes = 32 << 10

// guess gives the charsets that fit data better than chance and better than
// UTF-8 with bad bytes in it, the likeliest first. The charsets made for the expected language get a little ahead, which
// counts in texts of a few characters.
func guess(data []byte, lang string) []*charset {
	const ahead = 3 // nats: twenty to one
	data = sample(data)
	type fit struct {
		*charset
		score float64
	}
	floor := max(chance(data), likelihood([]rune(string(data))))
	var fits []fit
	for i := range legacy {
		c := &legacy[i]
		text, ok := c.decode(data)
		for cut := 1; !ok && cut < 4 && cut < len(data) && len(data) >= sampleBytes; cut++ {
			text, ok = c.decode(data[:len(data)-cut]) // the sample cut a character
		}
		if !ok {
			continue
		}
		score := likelihood([]rune(text))
		if c.home == lang {
			score += ahead
		}
		if score <= floor {
			continue
		}
		fits = append(fits, fit{c, score})
	}
	slices.SortStableFunc(fits, func(a, b fit) int { return -cmp.Compare(a.score, b.score) })
	list := make([]*charset, len(fits))
	for i, f := range fits {
		list[i] = f.charset
	}
	return list
}

// sample takes the part of data that says the most: from the line of the first
// non-ASCII byte on.
func sample(data []byte) []byte {
	first := bytes.IndexFunc(data, func(r rune) bool { return r >= 0x80 })
	if first > 0 && len(data) > sampleBytes {
		start := max(1+bytes.LastIndexByte(data[:first], '\n'), first-sampleBytes/2)
		data = data[min(start, len(data)-sampleBytes):]
	}
	if len(data) > sampleBytes {
		data = data[:sampleBytes]
	}
	return data
}

// Natural logarithms of probabilities, a character each.
var (
	lnASCII   = math.Log(1. / 20)  // letters, digits, space, common stops
	lnSign    = math.Log(1. / 100) // other printable ASCII
	lnControl = math.Log(1e-5)
	// Han characters of running text, measured on the Chinese of the test half
	// of the UN Parallel Corpus, FLORES, XQuAD and WMT24: .41 are among the
	// hundred most frequent, .998 on the first level of GB 2312.
	lnTop    = math.Log(.41 / 100)
	lnCommon = math.Log(.58 / 6500) // first levels of GB 2312 and of Big5 together
	lnRare   = math.Log(.01 / 60000)
	lnStop   = math.Log(.15 / 12) // full-width stops, and dashes and quotes of all three
	lnOther  = math.Log(1e-6)     // anything else
)

// Of Russian words in the same texts, and of those in headings.
var (
	lnLower   = math.Log(.87)  // small letter after none
	lnUpper   = math.Log(.12)  // capital after none
	lnCapital = math.Log(.15)  // second letter a capital too
	lnCapWord = math.Log(.8)   // a word in capitals after another
	lnMixed   = math.Log(5e-5) // capital after a small letter, or small after two capitals
)

// lnStranger is for a character inside a word of another script: "cafй", "C么te".
var lnStranger = math.Log(1e-3)

// lnAlone is for the one accented letter that is a word in English texts.
var lnAlone = math.Log(.005)

// lnSwitch is for the first Cyrillic letter after Latin ones: "vis-а-vis".
var lnSwitch = math.Log(.05)

// letters are the Russian letters without ё, which counts as е.
const letters = "абвгдежзийклмнопрстуфхцчшщъыьэюя"

// russian tells how likely a letter follows another (the first row: none), in
// the Russian of the same texts: digit d stands for a probability of e^(-d·pairStep).
// The columns are the letters in order.
var russian = [...]string{
	"44343564383543324344566469999575", // after a letter of no Cyrillic
	"84354453653332953336644565999844", // after а
	"37798276396374293483959984428854", // after б
	"29787295295363264454979859936995", // after в
	"28774399396385193774899789999799", // after г
	"29465257395363254463977779846885", // after д
	"65443444744332552338756556999966", // after е
	"36992199294992578795998699997689", // after ж
	"15353477396533294694997999736985", // after з
	"55454363344333464339645467999943", // after и
	"66474496694542375138764338999697", // after й
	"28599448296476193433995999999899", // after к
	"28977259296595299584999899952943", // after л
	"25879299295544248593899999936784", // after м
	"29665399295893298444595797925984", // after н
	"83233445534333543337766566999775", // after о
	"39999399498496151764998999957896", // after п
	"27546259296654276443978869946885", // after р
	"47496399393354335414768669964973", // after с
	"28396299295664273374889799943775", // after т
	"54533435674343733339856354999636", // after у
	"37969299296488262653398899969879", // after ф
	"29458499398463173463889889896699", // after х
	"39699297095889598894989999959999", // after ц
	"29899189295593795925999959996999", // after ч
	"29699199293374386734989999994799", // after ш
	"39999199199995995994999999994999", // after щ
	"58888088888888888888888888888882", // after ъ
	"95365266735325955449929458999997", // after ы
	"84666493593941879239786738999934", // after ь
	"96575897552343754518479969999898", // after э
	"54853944975564984419894382999969", // after ю
	"95363353766433765429935574999935", // after я
}

// pairStep is the step of the digits in russian, in nats.
const pairStep = 0.9

// topHan are the hundred most frequent characters of the same texts, and the
// traditional forms of those that have one.
const topHan = "的和在一是国了有会年为人这行不个以中大我他于地们法到作议发其时对方可用上能员来要多成斯合理家出么定公所动与部主分关全事利第特什政后进生机并提联尔过里些力加学现通亚被将最间区日及面约安月而开工持得实体民" +
	"國會為這個們議發時對員來動與關後進機並聯爾過學現亞將間區約開實體"

// stops are the punctuation marks of the three languages outside ASCII.
const stops = "，。、；：？！（）《》“”‘’「」『』【】〔〕〈〉．％～·—–…«»№§°０１２３４５６７８９\u00A0\u3000"

// westernLetters are letters of names in English UN texts: Côte d'Ivoire, São Tomé.
const westernLetters = "éèêëáàâãäåóòôõöøíìîïúùûüçñæßÉÅÖÜÇ"

// hanClass tells how common Han characters are: top, common, or rare.
var hanClass = sync.OnceValue(func() map[rune]float64 {
	class := map[rune]float64{}
	add := func(lead, last, from, to byte, c charset) {
		for b0 := lead; b0 <= last; b0++ {
			for b1 := int(from); b1 <= int(to); b1++ {
				if text, ok := c.decode([]byte{b0, byte(b1)}); ok {
					for _, r := range text {
						if unicode.Is(unicode.Han, r) {
							class[r] = lnCommon
						}
					}
				}
			}
		}
	}
	// Rows of the first levels: GB 2312-80, 16 to 55; Big5, A440 to C67E.
	add(0xB0, 0xD7, 0xA1, 0xFE, charset{enc: simplifiedchinese.GB18030})
	add(0xA4, 0xC6, 0x40, 0xFE, charset{enc: traditionalchinese.Big5})
	for _, r := range topHan {
		class[r] = lnTop
	}
	return class
})

// likelihood gives the natural logarithm of the probability of a text.
func likelihood(text []rune) float64 {
	han := hanClass()
	sum := 0.
	var word cyrillicWord
	inLatin := false // the last letter was
	for i, r := range text {
		before, next := ' ', ' '
		if i > 0 {
			before = text[i-1]
		}
		if i+1 < len(text) {
			next = text[i+1]
		}
		if !unicode.Is(unicode.Cyrillic, r) {
			word.end()
			sum += lnRune(han, before, r, next)
			if unicode.IsLetter(r) {
				inLatin = latin(r)
			}
			continue
		}
		sum += word.add(r)
		if inLatin {
			sum += lnSwitch
		}
		inLatin = false
		if latin(before) || latin(next) {
			sum += lnStranger
		}
	}
	return sum
}

// lnRune gives the logarithm of the probability of a character between two
// others; Cyrillic letters are cyrillicWord's.
func lnRune(han map[rune]float64, before, r, next rune) float64 {
	switch {
	case r == '\n' || r == '\r' || r == '\t' || r == '\f':
		return lnASCII
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return lnControl
	case r < 0x7F:
		if r == ' ' || unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(".,:;()-/'\"", r) {
			return lnASCII
		}
		return lnSign
	case strings.ContainsRune(stops, r):
		return lnStop
	case unicode.Is(unicode.Han, r):
		ln, known := han[r]
		if !known {
			ln = lnRare
		}
		if latin(before) && latin(next) {
			ln += lnStranger
		}
		return ln
	case strings.ContainsRune(westernLetters, r):
		switch {
		case unicode.IsUpper(r) && unicode.IsLower(before):
			return lnOther
		case latin(before) || latin(next):
			return lnStop
		case r == 'à': // vis-à-vis
			return lnAlone
		}
	}
	return lnOther
}

// cyrillicWord follows a Cyrillic word letter by letter.
type cyrillicWord struct {
	last        int  // index of the letter before in letters, plus 1; 0: none
	length      int  // letters so far
	upper       bool // the last is a capital
	caps, heads bool // so are all of this word's, were all of the last word's
}

// end closes the word, if one is open.
func (w *cyrillicWord) end() {
	if w.length > 1 {
		w.heads = w.caps
	}
	w.last, w.length = 0, 0
}

// add gives the logarithm of the probability of the next letter.
func (w *cyrillicWord) add(r rune) float64 {
	small := unicode.ToLower(r)
	if small == 'ё' {
		small = 'е'
	}
	at := strings.IndexRune(letters, small) / 2 // each takes two bytes
	if !strings.ContainsRune(letters, small) {
		w.end()
		return lnOther
	}
	ln := -pairStep * float64(russian[w.last][at]-'0')
	upper := unicode.IsUpper(r)
	switch {
	case w.length == 0 && w.heads:
		ln += pick(upper, lnCapWord, lnLower+lnUpper)
	case w.length == 0:
		ln += pick(upper, lnUpper, lnLower)
	case w.length == 1 && w.caps && !w.heads:
		ln += pick(upper, lnCapital, 0)
	case w.upper != upper:
		ln += pick(w.length == 1 && w.caps, 0, lnMixed)
	}
	w.caps = upper && (w.caps || w.length == 0)
	w.last, w.upper = at+1, upper
	w.length++
	return ln
}

// pick gives yes or no.
func pick(is bool, yes, no float64) float64 {
	if is {
		return yes
	}
	return no
}

// latin tells Latin letters.
func latin(r rune) bool { return unicode.Is(unicode.Latin, r) }

// lnByte is what a non-ASCII byte is worth by chance: somewhat less than one in
// 128, for texts of rare characters. Random bytes are worth .002 each as GB18030.
var lnByte = math.Log(1. / 200)

// chance gives the logarithm of the probability of bytes that are no text of
// ours: any non-ASCII byte as likely as another.
func chance(data []byte) float64 {
	sum := 0.
	for _, b := range data {
		switch {
		case b == '\n' || b == '\r' || b == '\t' || b == '\f':
			sum += lnASCII
		case b < 0x20 || b == 0x7F:
			sum += lnControl
		case b < 0x7F:
			sum += lnRune(nil, ' ', rune(b), ' ')
		default:
			sum += lnByte
		}
	}
	return sum
}
