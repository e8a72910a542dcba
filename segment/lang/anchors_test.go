package lang_test

import (
	"slices"
	"testing"

	"tritext/segment"
	"tritext/segment/lang"
)

func TestAnchors(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       []string
	}{
		{"en", "", nil},
		{"en", "No number here in May.", nil},
		{"en", "Adopted on 16 April 2021 at its 3rd meeting.", []string{"2021-04-16"}},
		{"zh", "2021 年 4 月 16 日举行的第3次会议通过。", []string{"2021-04-16"}},
		{"ru", "Принята 16 апреля 2021 года на 3-м заседании.", []string{"2021-04-16"}},
		{"en", "On April 16, 2021, and in April 2022.", []string{"2021-04-16", "2022-04"}},
		{"zh", "2021年4月16日和2022年4月", []string{"2021-04-16", "2022-04"}},
		{"ru", "16 апреля 2021 года и в апреле 2022 года", []string{"2021-04-16", "2022-04"}},
		{"en", "From 3 to 5 May.", []string{"--05-05"}},
		{"zh", "5月5日", []string{"--05-05"}},
		{"ru", "с 3 по 5 мая", []string{"--05-05"}},
		{"en", "The meeting rose at 3.15 p.m., not at 11 a.m.", []string{"15:15", "11:00"}},
		{"zh", "下午3时15分散会，而不是上午11时。", []string{"15:15", "11:00"}},
		{"ru", "Заседание закрывается в 15 ч. 15 м., а не в 11 ч. 00 м.", []string{"15:15", "11:00"}},
		{"en", "45 April 2021", []string{"2021-04"}},
		{"zh", "13月45日", nil},
		{"ru", "работа заняла 3 часа", nil},
	} {
		l, _ := lang.ByCode(c.lang)
		if got := segment.Anchors(nil, l.Tokens(c.text)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %s: %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}
