package gse

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// ordinalMark opens an ordinal: 第十九条, the nineteenth article.
const ordinalMark = "第"

// counted are the words behind an ordinal that other languages write with
// digits: Article 19, статья 19. Before others the dictionary knows better
// (第三世界, 第一委员会).
const counted = "条條届屆次段章节節款项項页頁卷号號编編期"

// ordinal finds the first ordinal in Chinese numerals before a counted word in
// text: its bytes, from 第 on, and its value in digits, so that it matches
// across languages. start is negative if there is none.
func ordinal(text string) (start, end int, form string) {
	for from := 0; ; {
		i := strings.Index(text[from:], ordinalMark)
		if i < 0 {
			return -1, 0, ""
		}
		start = from + i
		from = start + len(ordinalMark)
		value, n := numeral(text[from:])
		if n == 0 {
			continue
		}
		end = from + n
		if r, _ := utf8.DecodeRuneInString(text[end:]); end < len(text) && strings.ContainsRune(counted, r) {
			return start, end, strconv.Itoa(value)
		}
	}
}

// numeral reads the Chinese numeral that text opens with, below 10,000, and
// gives its value and its length in bytes, 0 if there is none: 十九, 一百零五,
// 二千, or figures one by one as in 二〇一五.
func numeral(text string) (value, n int) {
	figure, figures, scale := 0, 0, 0
	for _, r := range text {
		unit := 0
		switch r {
		case '十':
			unit = 10
		case '百':
			unit = 100
		case '千':
			unit = 1000
		}
		digit := strings.IndexRune("〇一二三四五六七八九", r)
		switch {
		case unit > 0:
			if scale > 0 && unit >= scale || figures > 1 {
				return 0, 0
			}
			if figures == 0 {
				figure = 1 // 十九: the one is not written
			}
			value += figure * unit
			figure, figures, scale = 0, 0, unit
		case r == '零' && scale > 0 && figures == 0: // 一百零五
		case r == '零', digit >= 0:
			if scale > 0 && figures > 0 {
				return 0, 0
			}
			// The runes of the string are three bytes long each.
			figure = figure*10 + max(digit, 0)/utf8.RuneLen('一')
			figures++
		default:
			return value + figure, n
		}
		if n += utf8.RuneLen(r); n > maxNumeral {
			return 0, 0
		}
	}
	return value + figure, n
}

// maxNumeral is the length in bytes of the longest numeral below 10,000:
// 九千九百九十九.
const maxNumeral = 7 * 3
