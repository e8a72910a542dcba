package undoc

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// months are the names of the months in English and in Russian, in the
// genitive in which dates have them. Chinese counts them.
var months = [12][2]string{
	{"January", "января"}, {"February", "февраля"}, {"March", "марта"}, {"April", "апреля"}, {"May", "мая"}, {"June", "июня"},
	{"July", "июля"}, {"August", "августа"}, {"September", "сентября"}, {"October", "октября"}, {"November", "ноября"}, {"December", "декабря"},
}

const (
	englishMonth = `January|February|March|April|May|June|July|August|September|October|November|December`
	russianMonth = `января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря`
	// Dates as printed; defects such as "17January2023" are common.
	englishDate = `(\d{1,2})\s?(` + englishMonth + `)\s?(\d{4})`
	russianDate = `(\d{1,2})\s+(` + russianMonth + `)\s+(\d{4})(?:\s+(?:года|г\.))?`
	chineseDate = `(\d{4}|[一二三四五六七八九零〇○]{4})\s?年\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?月\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?日`
)

var (
	dateStart = regexp.MustCompile(`^(?i:` + englishDate + `|` + russianDate + `)|^` + chineseDate)
	// dateRange is the time of a session or meeting, perhaps with its place:
	// "Vienna, 8-17 April 2003", "1–4 марта 2044 года", 2044 年 3 月 1 日至 4 日.
	dateRange = regexp.MustCompile(`^(?:[\pL][\pL .]{2,20},\s)?(?i:\d{1,2}(?:\s(?:` + englishMonth + `|` + russianMonth + `))?\s?(?:[-–—−]|to|по)\s?(?:` + englishDate + `|` + russianDate + `))|` +
		`^(?:[\pL]{2,10}[,，])?\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日?\s?[-–—至]\s?(?:\d{1,2}\s?月\s?)?\d{1,2}\s?日(?:[,，]\s?\pL{2,10})?`)
)

// isoDate reads the date that a text begins with as YYYY-MM-DD; "" if it begins
// with none or with one that no calendar has.
func isoDate(text string) string {
	m := dateStart.FindStringSubmatch(text)
	switch {
	case m == nil:
		return ""
	case m[1] != "":
		return calendar(m[3], monthNumber(m[2]), m[1])
	case m[4] != "":
		return calendar(m[6], monthNumber(m[5]), m[4])
	}
	return calendar(strconv.Itoa(hanYear(m[7])), number(m[8]), strconv.Itoa(number(m[9])))
}

// isDate tells a text that is a date and nothing else.
func isDate(text string) bool {
	return len(text) <= 80 && len(dateStart.FindString(text)) == len(strings.TrimRight(text, ".,")) && isoDate(text) != ""
}

func monthNumber(name string) int {
	for i, m := range months {
		if strings.EqualFold(name, m[0]) || strings.EqualFold(name, m[1]) {
			return i + 1
		}
	}
	return 0
}

// number reads digits or a Chinese number; 0 if it is none.
func number(s string) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return hanNumber(s)
}

// hanYear reads a year as digits or as 一九七五.
func hanYear(s string) int {
	n := 0
	for _, r := range s {
		d := hanDigit(r)
		if '0' <= r && r <= '9' {
			d = int(r - '0')
		}
		n = n*10 + d
	}
	return n
}

func calendar(year string, month int, day string) string {
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(month), d, 0, 0, 0, 0, time.UTC)
	if month == 0 || y == 0 || t.Day() != d || int(t.Month()) != month {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, month, d)
}

// jobCentury is the year from which on two digits of a job date mean the 20th
// century: electronic job numbers began in the 1980s.
const jobCentury = 70

// jobDate reads a date behind a job number, DDMMYY: 030521 is 2021-05-03.
func jobDate(s string) string {
	if len(s) != 6 || !isDigits(s) {
		return ""
	}
	year := "20" + s[4:]
	if y, _ := strconv.Atoi(s[4:]); y >= jobCentury {
		year = "19" + s[4:]
	}
	month, _ := strconv.Atoi(s[2:4])
	return calendar(year, month, s[:2])
}
