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
			if digit(t.In(s.Text)[0]) && strings.Trim(t.Form, "0.:") != "" {
				s.numbers = append(s.numbers, n)
			}
			last = 0
		case segment.Word, segment.Latin:
			if t.Form != "" && digit(t.Form[0]) { // 1990s, 7366м
				end := 1
				for end < len(t.Form) && digit(t.Form[end]) {
					end++
				}
				s.known = append(s.known, t.Form[:end])
			}
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

// stated gives the number at token i in all its ways.
func (s *Side) stated(i int) number {
	n := number{s.words[i].Form}
	value, err := strconv.ParseFloat(s.words[i].Form, 64)
	if err != nil {
		return n // 4.2.1, 10:30
	}
	next := i + 1
	for next < len(s.words) && (s.words[next].Kind == segment.Space || s.words[next].Kind == segment.Word && s.words[next].Form == "") {
		next++
	}
	if next == len(s.words) || s.words[next].Kind != segment.Word {
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
