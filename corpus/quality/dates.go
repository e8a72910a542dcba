package quality

import (
	"slices"
	"strconv"
	"strings"
)

const noon = 12

// Dates finds dates and times of day that one side has and another has not.
var Dates = Check{
	Name: "dates", Title: "dates or times differ",
	Help: "How many dates and times of day have no equal in the other language, in the worst pair. 16 April 2043, 16 апреля 2043 года and " +
		"2043年4月16日 are equal; a date without its year equals one with it. Counted only where both sides have dates.",
	Bad: Example{
		"en": "The bridge opened on 16 April 2043.", "ru": "Мост открылся 16 апреля 2043 года.", "zh": "大桥于2043年4月26日通车。",
	},
	Good: Example{
		"en": "The bridge opened on 16 April 2043.", "ru": "Мост открылся 16 апреля 2043 года.", "zh": "大桥于2043年4月16日通车。",
	},
	Score: func(g *Group) (float64, bool) {
		return g.worst(func(a, b *Side) (float64, bool) {
			if len(a.anchors) == 0 || len(b.anchors) == 0 {
				return 0, false
			}
			return float64(max(withoutEqual(a, b), withoutEqual(b, a))), true
		})
	},
}

func withoutEqual(from, among *Side) (n int) {
	for _, a := range from.anchors {
		found := false
		for _, b := range among.anchors {
			found = found || sameDate(a, b)
		}
		if !found && among.saysParts(a) {
			continue
		}
		if !found {
			n++
		}
	}
	return n
}

// saysParts tells whether the numbers of an anchor are said in another way:
// "28 and 29 January" and "5 and 7 p.m." have one anchor, and two in Chinese.
func (s *Side) saysParts(anchor string) bool {
	says := func(number string) bool {
		n, _ := strconv.Atoi(number)
		_, found := slices.BinarySearch(s.known, strconv.Itoa(n))
		return found
	}
	if hour, _, clock := strings.Cut(anchor, ":"); clock {
		h, _ := strconv.Atoi(hour)
		return says(hour) || h > noon && says(strconv.Itoa(h-noon))
	}
	year, month, day := dateParts(anchor)
	return says(month) && (day == "" || says(day)) && (year == "" || says(year))
}

// sameDate tells whether two anchors can be the same: 2043-04-16, 2043-04 and
// --04-16 are.
func sameDate(a, b string) bool {
	if a == b {
		return true
	}
	if strings.Contains(a, ":") || strings.Contains(b, ":") {
		return false
	}
	ya, ma, da := dateParts(a)
	yb, mb, db := dateParts(b)
	return ma == mb && (ya == yb || ya == "" || yb == "") && (da == db || da == "" || db == "")
}

func dateParts(a string) (year, month, day string) {
	if rest, ok := strings.CutPrefix(a, "--"); ok {
		month, day, _ = strings.Cut(rest, "-")
		return "", month, day
	}
	year, rest, _ := strings.Cut(a, "-")
	month, day, _ = strings.Cut(rest, "-")
	return year, month, day
}
