package quality

import (
	"slices"
	"strconv"
	"strings"

	"tritext/segment"
)

// number is a number that stands in digits, in all the ways in which another
// language may say it: "1.5 million" is 1.5 and 1500000.
type number []string

// multipliers are words behind a number that multiply it, by their form.
var multipliers = map[string]float64{
	"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, // their Snowball stems
	"тыс": 1e3, "тысяч": 1e3, "млн": 1e6, "миллион": 1e6, "млрд": 1e9, "миллиард": 1e9, "трлн": 1e12, "триллион": 1e12,
}

// hanMultipliers are characters that do so at the beginning of a word.
var hanMultipliers = []struct {
	word   string
	factor float64
}{{"万亿", 1e12}, {"亿", 1e8}, {"百万", 1e6}, {"千万", 1e7}, {"十亿", 1e9}, {"十万", 1e5}, {"万", 1e4}, {"千", 1e3}}

// numerals are numbers in words by their form (Snowball stem).
var numerals = func() map[string]int {
	m := map[string]int{}
	for _, list := range []struct {
		words string
		first int
		step  int
	}{
		{"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 1, 1},
		{"first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth", 1, 1},
		{"ten twenty thirty forty fifty sixty seventy eighty ninety hundred", 10, 10},
		{"tenth twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth", 10, 10},
		{"один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать", 1, 1},
		{"одна две трех четырех пяти шести семи восьми девяти десяти", 1, 1},
		{"одного двух трем четырем пятью шестью семью восьмью девятью десятью", 1, 1},
		{"одной двумя тремя четырьмя", 1, 1},
		{"первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый девятнадцатый", 1, 1},
		{"первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая", 1, 1},
		{"первого второго третьего четвертого пятого шестого седьмого восьмого девятого десятого", 1, 1},
		{"десять двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто сто", 10, 10},
		{"десяти двадцати тридцати сорока пятидесяти шестидесяти семидесяти восьмидесяти девяноста ста", 10, 10},
		{"десятый двадцатый тридцатый сороковой пятидесятый шестидесятый семидесятый восьмидесятый девяностый сотый", 10, 10},
		{"january february march april may june july august september october november december", 1, 1},
		{"января февраля марта апреля мая июня июля августа сентября октября ноября декабря", 1, 1},
		{"январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь", 1, 1},
	} {
		for i, w := range strings.Fields(list.words) {
			m[segment.Stem(w)] = list.first + i*list.step
		}
	}
	m[segment.Stem("half")], m[segment.Stem("both")], m[segment.Stem("оба")] = 2, 2, 2
	m[segment.Stem("once")], m[segment.Stem("twice")] = 1, 2
	return m
}()

// readNumbers fills numbers and known.
func (s *Side) readNumbers() {
	last := 0 // value of the numeral before, for "sixty-ninth"
	for i := 0; i < len(s.words); i++ {
		t := &s.words[i]
		switch t.Kind {
		case segment.Number:
			n := s.stated(i)
			s.known = append(s.known, n...)
			if s.isLabel(i) {
				s.label = t.Form
			} else if digit(t.In(s.Text)[0]) && strings.Trim(t.Form, "0.:") != "" {
				s.numbers = append(s.numbers, n)
			}
			last = 0
		case segment.Word, segment.Latin:
			s.known = append(s.known, numbersIn(t.Form)...)
			last = s.numeral(t.Form, last)
		case segment.Symbol:
			last = 0
		}
	}
	for _, a := range s.anchors { // 3 p.m. is 15 ч.
		if hour, minute, ok := strings.Cut(a, ":"); ok {
			h, _ := strconv.Atoi(hour)
			m, _ := strconv.Atoi(minute)
			s.known = append(s.known, strconv.Itoa(h), strconv.Itoa(h-12), strconv.Itoa(m), minute, hour+":"+minute,
				strconv.Itoa(h)+"."+minute, strconv.Itoa(h)+":"+minute, strconv.Itoa(h-12)+"."+minute, strconv.Itoa(h-12)+":"+minute)
		}
	}
	slices.Sort(s.known)
	s.known = slices.Compact(s.known)
}

// numeral adds the value of a number in words to what is known; last is that of
// the word before.
func (s *Side) numeral(form string, last int) int {
	const units, hundred = 10, 100
	first, rest, hyphened := strings.Cut(form, "-")
	v, ok := numerals[first]
	if !ok {
		if form == "" || form == "and" || form == "и" {
			return last
		}
		return 0
	}
	s.known = append(s.known, strconv.Itoa(v))
	if last >= hundred && v < hundred || last >= 2*units && last < hundred && v < units {
		v += last
		s.known = append(s.known, strconv.Itoa(v))
	}
	if w, ok := numerals[rest]; hyphened && ok {
		v += w
		s.known = append(s.known, strconv.Itoa(v))
	}
	return v
}

// numbersIn gives the numbers inside a word: 1990s, 7366м, post-2015, 3.3-fold.
func numbersIn(form string) (found []string) {
	if !strings.ContainsAny(form, "0123456789") {
		return nil
	}
	for _, part := range strings.FieldsFunc(form, func(r rune) bool { return (r < '0' || r > '9') && r != '.' }) {
		found = append(found, strings.Trim(part, "."))
	}
	return found
}

// isLabel tells whether the number at token i is that of the paragraph, which some
// versions have and some have not: "12. ".
func (s *Side) isLabel(i int) bool {
	end := s.words[i].End
	return s.words[i].Start == 0 && strings.HasPrefix(s.Text[end:], ".") && !strings.HasSuffix(s.Text, s.Text[:end]+".")
}

// next gives the place of the next token behind i that is no space.
func (s *Side) next(i int) int {
	for i++; i < len(s.words) && s.words[i].Kind == segment.Space; i++ {
	}
	return i
}

// hours and minutes are words behind the numbers of a time of day.
var (
	hours   = wordSet("时 点 ч час")
	minutes = wordSet("分 м мин")
)

// clockTime gives the ways to write the time of day whose hour is token i: 13时10分
// is 13:10, 13.10 and 1310; nil if it is none.
func (s *Side) clockTime(i int) number {
	unit := s.next(i)
	if unit >= len(s.words) || !hours[s.words[unit].Form] {
		return nil
	}
	at := s.next(unit)
	if at < len(s.words) && s.words[at].Kind == segment.Punct { // ч.
		at = s.next(at)
	}
	if at >= len(s.words) || s.words[at].Kind != segment.Number {
		return nil
	}
	if unit = s.next(at); unit >= len(s.words) || !minutes[s.words[unit].Form] {
		return nil
	}
	hour, minute := s.words[i].Form, s.words[at].Form
	if len(minute) == 1 {
		minute = "0" + minute
	}
	short := strings.TrimLeft(hour, "0")
	long := hour
	if len(hour) == 1 {
		long = "0" + hour
	}
	return number{short + ":" + minute, short + "." + minute, long + minute, long + ":" + minute}
}

// stated gives the number at token i in all its ways.
func (s *Side) stated(i int) number {
	form := s.words[i].Form
	n := number{form}
	if short := strings.TrimLeft(form, "0"); short != form && short != "" && digit(short[0]) {
		n = append(n, short)
	}
	if hour, minute, ok := strings.Cut(form, "."); ok && len(minute) == 2 && len(hour) <= 2 {
		n = append(n, hour+":"+minute) // 7.15
	}
	n = append(n, s.clockTime(i)...)
	for back := i - 1; back > i-6 && back >= 0; back-- { // the minutes of one
		if s.words[back].Kind == segment.Number {
			n = append(n, s.clockTime(back)...)
			break
		}
	}
	value, err := strconv.ParseFloat(form, 64)
	if err != nil {
		return n // 4.2.1, 10:30
	}
	next := s.next(i)
	if next >= len(s.words) || s.words[next].Kind != segment.Word {
		return n
	}
	word := s.words[next].Form
	factor := multipliers[word]
	for _, m := range hanMultipliers {
		if factor == 0 && strings.HasPrefix(word, m.word) {
			factor = m.factor
		}
	}
	if factor == 0 {
		return n
	}
	const exact = 15 // digits that a float64 holds for certain
	return append(n, strconv.FormatFloat(roundTo(value*factor, exact), 'f', -1, 64))
}

// roundTo rounds to that many significant digits, so that 1.1 million is 1100000.
func roundTo(x float64, digits int) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64)
	return y
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// unmatched counts the different numbers of s that the other side does not say.
func (s *Side) unmatched(other *Side) (missing int) {
	if s.label != "" && other.label != "" && s.label != other.label {
		missing++
	}
	for i, n := range s.numbers {
		if slices.ContainsFunc(s.numbers[:i], func(m number) bool { return m[0] == n[0] }) {
			continue
		}
		if !slices.ContainsFunc(n, func(v string) bool {
			_, ok := slices.BinarySearch(other.known, v)
			return ok
		}) {
			missing++
		}
	}
	return missing
}
