package ingest

import "strings"

// letters26 writes a number as letters: a … z, aa, bb …, as word processors do.
func letters26(n int, first rune) string {
	if n < 1 {
		return "0"
	}
	n--
	return strings.Repeat(string(first+rune(n%26)), min(n/26+1, 5))
}

// roman writes a number in Roman numerals.
func roman(n int) string {
	if n < 1 || n > 3999 {
		return "0"
	}
	var b strings.Builder
	for _, r := range []struct {
		n int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.n; n -= r.n {
			b.WriteString(r.s)
		}
	}
	return b.String()
}

// chinese writes a number up to 99 in Chinese: 一, 十二, 二十.
func chinese(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 0 || n > 99:
		return ""
	case n < 10:
		return string(digits[n])
	}
	s := "十"
	if n >= 20 {
		s = string(digits[n/10]) + s
	}
	if n%10 > 0 {
		s += string(digits[n%10])
	}
	return s
}
