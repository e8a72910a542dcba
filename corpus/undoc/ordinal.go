package undoc

import (
	"strconv"
	"strings"
)

// ordinals and cardinals by their number. Russian ordinals are stems, which
// take the endings of all genders and cases.
var (
	englishOrdinals = []string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
		"eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"}
	englishTens     = []string{"", "", "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"} // + y, ieth
	russianOrdinals = []string{"", "перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят",
		"одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат", "девятнадцат"}
	russianTens     = []string{"", "", "двадцат", "тридцат", "сороков", "пятидесят", "шестидесят", "семидесят", "восьмидесят", "девяност"}
	russianCardinal = []string{"", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"}
)

// ordinal reads an ordinal in English or Russian words or digits: "Seventy-fifth",
// "One hundred and second", "75th", "Семьдесят пятая", "75-я". 0 if it is none.
func ordinal(text string) int {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	text = strings.ReplaceAll(text, "ё", "е")
	for _, end := range []string{"st", "nd", "rd", "th", "-я", "-й", "-е", "-го", "-м"} {
		if digits, ok := strings.CutSuffix(text, end); ok && isDigits(digits) {
			n, _ := strconv.Atoi(digits)
			return n
		}
	}
	if n := englishOrdinal(text); n > 0 {
		return n
	}
	return russianOrdinal(text)
}

func englishOrdinal(s string) int {
	base := 0
	if rest, ok := strings.CutPrefix(s, "one hundred"); ok {
		if base = 100; rest == "th" {
			return base
		}
		s = strings.TrimPrefix(strings.TrimLeft(rest, " "), "and ")
	} else if s == "hundredth" {
		return 100
	}
	for n, word := range englishOrdinals {
		if n > 0 && s == word {
			return base + n
		}
	}
	for n, stem := range englishTens {
		if stem == "" {
			continue
		}
		if s == stem+"ieth" {
			return base + 10*n
		}
		if rest, ok := strings.CutPrefix(s, stem+"y"); ok {
			rest = strings.TrimLeft(rest, "- ")
			for k := 1; k < 10; k++ {
				if rest == englishOrdinals[k] {
					return base + 10*n + k
				}
			}
		}
	}
	return 0
}

func russianOrdinal(s string) int {
	base := 0
	if rest, ok := strings.CutPrefix(s, "сто "); ok {
		base, s = 100, rest
	} else if stemWith(s, "сот") {
		return 100
	}
	for n, stem := range russianOrdinals {
		if n > 0 && stemWith(s, stem) {
			return base + n
		}
	}
	for n := 2; n < 10; n++ {
		if stemWith(s, russianTens[n]) {
			return base + 10*n
		}
		if rest, ok := strings.CutPrefix(s, russianCardinal[n]+" "); ok {
			for k := 1; k < 10; k++ {
				if stemWith(rest, russianOrdinals[k]) {
					return base + 10*n + k
				}
			}
		}
	}
	return 0
}

// ordinalEndings are those of adjectives, of all genders and cases.
const ordinalEndings = " ый ий ой ая яя ья ое ье ого его ьего ому ему ьему ым им ьим ом ем ьем ую юю ью ей ьей ые ых ыми ьи ьих "

func stemWith(s, stem string) bool {
	end, ok := strings.CutPrefix(s, stem)
	return ok && end != "" && strings.Contains(ordinalEndings, " "+end+" ")
}

// hanDigit is the value of a Chinese digit, 0 for any other character.
func hanDigit(r rune) int {
	if i := strings.IndexRune("一二三四五六七八九", r); i >= 0 {
		return 1 + i/len("一")
	}
	return 0
}

// hanNumber reads a Chinese number up to 九百九十九, also as digits
// (二〇, 一八二一); 0 if the text is none.
func hanNumber(s string) int {
	total, digit := 0, 0
	units := strings.ContainsAny(s, "十百")
	for _, r := range s {
		switch {
		case r == '百':
			total += 100 * max(1, digit)
			digit = 0
		case r == '十':
			total += 10 * max(1, digit)
			digit = 0
		case hanDigit(r) > 0:
			if digit = digit*10 + hanDigit(r); units {
				digit = hanDigit(r)
			}
		case r == '零' || r == '〇' || r == '○':
			if !units {
				digit *= 10
			}
		default:
			return 0
		}
	}
	return total + digit
}
