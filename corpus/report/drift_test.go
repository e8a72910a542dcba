package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// course makes steps whose anchors are in the same place, all of them sure.
func course(n int) []step {
	steps := make([]step, n)
	for i := range steps {
		a := []string{fmt.Sprint(100 + i)}
		steps[i] = step{number: i + 1, confidence: .99, lengths: [3]int{30 + i%3, 100 + i%7, 110 + i%5}, anchors: [3][]string{a, a, a}}
	}
	return steps
}

func kinds(all []Alarm) string {
	var out []string
	for _, a := range all {
		out = append(out, a.Kind+" "+a.From+"-"+a.To)
	}
	slices.Sort(out)
	return strings.Join(slices.Compact(out), ", ")
}

// Each sort of drift raises its alarm, at its place, and nothing else does.
func TestAlarms(t *testing.T) {
	langs := []string{"zh", "en", "ru"}
	for _, c := range []struct {
		name string
		do   func([]step)
		want string
	}{
		{"nothing", func([]step) {}, ""},
		{"a doubtful group", func(s []step) { s[20].confidence = .1 }, ""},
		{"six doubtful groups", func(s []step) {
			for i := 20; i < 26; i++ {
				s[i].confidence = .1
			}
		}, "low g21-g26"},
		{"a slip", func(s []step) { s[20].slip, s[21].slip = true, true }, "slip g21-g22"},
		{"a shift that starts and ends", func(s []step) {
			for i := 30; i < 40; i++ {
				s[i].anchors[1] = []string{fmt.Sprint(100 + i - 1)} // en is one behind
			}
		}, "shift g31-g39, shift g31-g40"},
		{"numbers of another document", func(s []step) {
			for i := 30; i < 36; i++ {
				s[i].anchors[2] = []string{fmt.Sprint(5000 + i)}
			}
		}, "anchors g31-g36"},
		{"a summary instead of a translation", func(s []step) {
			for i := 50; i < 70; i++ {
				s[i].lengths[2] /= 3
			}
		}, "ratio g"},
	} {
		t.Run(c.name, func(t *testing.T) {
			steps := course(100)
			c.do(steps)
			got := kinds(alarms(steps, langs))
			if got != c.want && (!strings.HasSuffix(c.want, "ratio g") || !strings.HasPrefix(got, c.want) || strings.Contains(got, "low")) {
				t.Errorf("alarms %q, want %q", got, c.want)
			}
		})
	}
	if alarms(nil, langs) != nil {
		t.Error("an alarm in nothing")
	}
}

func TestAnchors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"5 km", ""}, // one digit is a word elsewhere
		{"In 2021, 110,000 people", "2021 110000"},
		{"в 2021 году 110 000 человек", "2021 110000"},
		{"2021年有110 000人", "2021 110000"},
		{"A/75/860", "75 860"},
		{"12,5 и 10.25", "12 10 25"},
	} {
		if got := strings.Join(anchorsOf(c.text), " "); got != c.want {
			t.Errorf("%q has the anchors %q, want %q", c.text, got, c.want)
		}
	}
}

// Terms and their renderings in made-up groups.
func TestTerms(t *testing.T) {
	var groups [][]string
	for i := range 12 {
		groups = append(groups, []string{
			fmt.Sprintf("道路委员会第%d次开会。", i), fmt.Sprintf("The Road Commission met for meeting %d.", i), fmt.Sprintf("Дорожная комиссия собралась %d раз.", i),
		}, []string{
			fmt.Sprintf("第%d座桥已开通。", i), fmt.Sprintf("Bridge number %d is open.", i), fmt.Sprintf("Мост номер %d открыт.", i),
		})
	}
	got := terms(groups, []string{"zh", "en", "ru"})
	if len(got) != 1 || got[0].Text != "Road Commission" || got[0].Count != 12 || len(got[0].With) != 2 {
		t.Fatalf("%+v", got)
	}
	if zh, ru := got[0].With[0].Text, got[0].With[1].Text; !strings.HasPrefix(zh, "道路委员会") || !strings.HasPrefix(ru, "Дорожная комиссия") {
		t.Errorf("rendered as %s and %s", zh, ru)
	}
}
