package undoc

import (
	"fmt"
	"strconv"
	"testing"
)

// Every ordinal up to 119, written in words by rules of its own, is read.
func TestOrdinals(t *testing.T) {
	tensEN := []string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
	roundEN := []string{"", "", "twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"}
	tensRU := []string{"", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто"}
	roundRU := []string{"", "", "двадцатая", "тридцатая", "сороковая", "пятидесятая", "шестидесятая", "семидесятая", "восьмидесятая", "девяностая"}
	smallRU := []string{"", "первая", "вторая", "третья", "четвертая", "пятая", "шестая", "седьмая", "восьмая", "девятая", "десятая",
		"одиннадцатая", "двенадцатая", "тринадцатая", "четырнадцатая", "пятнадцатая", "шестнадцатая", "семнадцатая", "восемнадцатая", "девятнадцатая"}
	digits := []rune("一二三四五六七八九")
	for n := 1; n < 120; n++ {
		en, ru, zh, k := "", "", "", n
		if n >= 100 {
			k = n - 100
			zh = "一百"
		}
		switch {
		case k == 0:
			en, ru = "One hundredth", "Сотая"
		case k < 20:
			en, ru = englishOrdinals[k], smallRU[k]
		case k%10 == 0:
			en, ru = roundEN[k/10], roundRU[k/10]
		default:
			en, ru = tensEN[k/10]+"-"+englishOrdinals[k%10], tensRU[k/10]+" "+smallRU[k%10]
		}
		if n > 100 {
			en, ru = "One hundred and "+en, "Сто "+ru
		}
		if k >= 20 {
			zh += string(digits[k/10-1])
		}
		switch {
		case k >= 10 && n > 100 && k < 20:
			zh += "一十"
		case k >= 10:
			zh += "十"
		case n > 100:
			zh += "零"
		}
		if k%10 > 0 {
			zh += string(digits[k%10-1])
		}
		if got := ordinal(en); got != n {
			t.Errorf("%s: %d, want %d", en, got, n)
		}
		if got := ordinal(ru); got != n {
			t.Errorf("%s: %d, want %d", ru, got, n)
		}
		if got := hanNumber(zh); got != n {
			t.Errorf("%s: %d, want %d", zh, got, n)
		}
		if got := ordinal(strconv.Itoa(n) + "th"); got != n {
			t.Errorf("%dth: %d", n, got)
		}
		if got := romanNumber(roman(n)); got != n {
			t.Errorf("%s: %d, want %d", roman(n), got, n)
		}
	}
	for _, no := range []string{"", "session", "regular", "twenty", "twentyfirstly", "двадцать", "перваяя", "the", "х", "IIII", "IC"} {
		if n := ordinal(no); n != 0 {
			t.Errorf("%q is no ordinal: %d", no, n)
		}
	}
	for _, no := range []string{"", "会", "十会", "IIII", "VX", "ABC"} {
		if n := hanNumber(no) + romanNumber(no); n != 0 {
			t.Errorf("%q is no number: %d", no, n)
		}
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""}, {"23 April 2021", "2021-04-23"}, {"23April 2014", "2014-04-23"}, {"17January2023", "2023-01-17"},
		{"30 February 2044", ""}, {"0 May 2044", ""}, {"29 February 2044", "2044-02-29"}, {"29 February 2043", ""},
		{"2021 年 4 月 16 日", "2021-04-16"}, {"2021年4月16日", "2021-04-16"}, {"一九七五年四月十七日", "1975-04-17"}, {"二〇四四年十二月三十一日", "2044-12-31"},
		{"16 апреля 2021 года", "2021-04-16"}, {"1 Мая 2044 г.", "2044-05-01"}, {"April 2021", ""}, {"2021 年 4 月", ""}, {"on 23 April 2021", ""},
	} {
		if got := isoDate(c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
	for _, c := range []struct{ text, want string }{
		{"030521", "2021-05-03"}, {"270444", "2044-04-27"}, {"310298", ""}, {"280298", "1998-02-28"}, {"03052", ""}, {"abcdef", ""},
	} {
		if got := jobDate(c.text); got != c.want {
			t.Errorf("job date %q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestSessions(t *testing.T) {
	for _, c := range []struct {
		text    string
		n, year int
	}{
		{"第七十五届会议", 75, 0}, {"第九十八届会议", 98, 0}, {"第十届紧急特别会议", 10, 0}, {"第 98 届会议", 98, 0}, {"2015年届会", 0, 2015}, {"2044 年实质性会议", 0, 2044}, {"第一百届會議", 100, 0},
		{"Seventy-fifth session", 75, 0}, {"NINETY-EIGHTH SESSION", 98, 0}, {"One hundred and first session", 101, 0}, {"Tenth emergency special session", 10, 0}, {"2015 session", 0, 2015}, {"Substantive session of 2044", 0, 2044},
		{"Семьдесят пятая сессия", 75, 0}, {"Сотая сессия", 100, 0}, {"Десятая чрезвычайная специальная сессия", 10, 0}, {"Сессия 2015 года", 0, 2015},
	} {
		f, whole := fields(c.text)
		if !whole || len(f) != 1 || f[0].kind != fieldSession {
			t.Errorf("%s: fields %+v, %v", c.text, f, whole)
			continue
		}
		if n, year := sessionNumber(f[0]); n != c.n || year != c.year {
			t.Errorf("%s: %d, %d, want %d, %d", c.text, n, year, c.n, c.year)
		}
	}
	for text, want := range map[string]int{"第七十六年": 76, "Ninety-ninth year": 99, "Девяносто девятый год": 99} {
		f, whole := fields(text)
		if !whole || f[0].kind != fieldYear {
			t.Errorf("%s: %+v", text, f)
		} else if n, _ := sessionNumber(f[0]); n != want {
			t.Errorf("%s: %d, want %d", text, n, want)
		}
	}
	for _, no := range []string{"plenary session", "The session", "每年", "Новая сессия", "Отчетный год", "第三年度", "school year"} {
		if f, whole := fields(no); whole {
			t.Errorf("%q is no field: %+v", no, f)
		}
	}
}

func ExampleSymbols() {
	fmt.Println(Symbols("见 A/98/412–S/2044/187，S/RES/2446(2018)；док. A/98/250/Add.1"))
	// Output: [A/98/412 S/2044/187 S/RES/2446 (2018) A/98/250/Add.1]
}
