package segment

import (
	"fmt"
	"strconv"
	"strings"
)

// Anchors appends the dates and times that the tokens tell, each brought to
// one form, so that texts in different languages match on them:
//
//	"2021-04-16"  16 April 2021, April 16, 2021, 2021年4月16日, 16 апреля 2021 года
//	"2021-04"     April 2021, 2021年4月, апреля 2021 года
//	"--04-16"     16 April, 4月16日, 16 апреля (ISO 8601:2000 for a day of no year)
//	"15:30"       3.30 p.m., 下午3时30分, 15 ч. 30 м.
//
// tokens are those of one sentence in any of the three languages, dst may be nil.
func Anchors(dst []string, tokens []Token) []string {
	s := scan(tokens)
	for i := 0; i < len(s); {
		anchor, n := s.date(i)
		if n == 0 {
			anchor, n = s.time(i)
		}
		if n == 0 {
			i++
			continue
		}
		dst = append(dst, anchor)
		i += n
	}
	return dst
}

// scanned is the tokens of a sentence without spaces, and without marks that
// have no form (the comma of "April 16, 2021", the stop of "15 ч. 30 м.").
type scanned []Token

func scan(tokens []Token) scanned {
	numbers := 0
	for _, t := range tokens {
		if t.Kind == Number {
			numbers++
		}
	}
	if numbers == 0 {
		return nil // most sentences: nothing to do
	}
	s := make(scanned, 0, len(tokens))
	for _, t := range tokens {
		if t.Form != "" {
			s = append(s, t)
		}
	}
	return s
}

// number gives the whole number at place i if it lies in lo to hi.
func (s scanned) number(i, lo, hi int) (int, bool) {
	if i < 0 || i >= len(s) || s[i].Kind != Number {
		return 0, false
	}
	n, err := strconv.Atoi(s[i].Form)
	return n, err == nil && n >= lo && n <= hi
}

func (s scanned) is(i int, forms ...string) bool {
	if i < 0 || i >= len(s) {
		return false
	}
	for _, f := range forms {
		if s[i].Form == f {
			return true
		}
	}
	return false
}

func (s scanned) day(i int) (int, bool)  { return s.number(i, 1, 31) }
func (s scanned) year(i int) (int, bool) { return s.number(i, 1800, 2199) }
func (s scanned) month(i int) (int, bool) {
	if i < 0 || i >= len(s) {
		return 0, false
	}
	m, ok := months[s[i].Form]
	return m, ok
}

// date reads a date at place i; n is the number of tokens it takes, 0 if none.
func (s scanned) date(i int) (anchor string, n int) {
	if m, ok := s.month(i); ok { // April 16, 2021; April 2021
		if d, ok := s.day(i + 1); ok {
			if y, ok := s.year(i + 2); ok {
				return full(y, m, d), 3
			}
			return monthDay(m, d), 2
		}
		if y, ok := s.year(i + 1); ok {
			return yearMonth(y, m), 2
		}
		return "", 0
	}
	if d, ok := s.day(i); ok { // 16 April 2021; 16 апреля 2021 года
		if m, ok := s.month(i + 1); ok {
			if y, ok := s.year(i + 2); ok {
				return full(y, m, d), 3
			}
			return monthDay(m, d), 2
		}
	}
	y, hasYear := s.year(i) // 2021年4月16日
	at := i
	if hasYear {
		if !s.is(i+1, "年") {
			return "", 0
		}
		at = i + 2
	}
	m, ok := s.number(at, 1, 12)
	if !ok || !s.is(at+1, "月") {
		return "", 0
	}
	d, hasDay := s.day(at + 2)
	hasDay = hasDay && s.is(at+3, "日", "号")
	switch {
	case hasYear && hasDay:
		return full(y, m, d), 6
	case hasYear:
		return yearMonth(y, m), 4
	case hasDay:
		return monthDay(m, d), 4
	}
	return "", 0
}

func full(y, m, d int) string   { return fmt.Sprintf("%04d-%02d-%02d", y, m, d) }
func yearMonth(y, m int) string { return fmt.Sprintf("%04d-%02d", y, m) }
func monthDay(m, d int) string  { return fmt.Sprintf("--%02d-%02d", m, d) }

// time reads a time of day at place i; n is the number of tokens it takes, 0 if none.
func (s scanned) time(i int) (anchor string, n int) {
	if s.is(i, "上午", "下午", "晚上") {
		h, ok := s.number(i+1, 0, 24)
		if !ok || !s.is(i+2, "时", "点") {
			return "", 0
		}
		if !s.is(i, "上午") && h < 12 {
			h += 12
		}
		if m, ok := s.number(i+3, 0, 59); ok && s.is(i+4, "分") {
			return clock(h, m), 5
		}
		return clock(h, 0), 3
	}
	if h, ok := s.number(i, 0, 24); ok && s.is(i+1, "ч", "час") {
		if m, ok := s.number(i+2, 0, 59); ok && s.is(i+3, "м", "мин", "минут") {
			return clock(h, m), 4
		}
		return "", 0 // "3 часа" is as often a stretch of time
	}
	if i+1 < len(s) && s[i].Kind == Number && s.is(i+1, "am", "pm") {
		hour, minute, _ := strings.Cut(strings.ReplaceAll(s[i].Form, ".", ":"), ":")
		h, err := strconv.Atoi(hour)
		m, _ := strconv.Atoi(minute) // none: 0
		if err != nil || h < 1 || h > 12 || m > 59 {
			return "", 0
		}
		h %= 12
		if s.is(i+1, "pm") {
			h += 12
		}
		return clock(h, m), 2
	}
	return "", 0
}

func clock(h, m int) string { return fmt.Sprintf("%02d:%02d", h, m) }

// months gives a month's number by its stem, in English and Russian (genitive and nominative).
var months = func() map[string]int {
	m := make(map[string]int)
	for _, names := range []string{
		"January February March April May June July August September October November December",
		"января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		"январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
	} {
		for i, name := range strings.Fields(names) {
			m[Stem(name)] = i + 1
		}
	}
	return m
}()
