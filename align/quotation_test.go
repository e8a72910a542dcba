package align

import (
	"testing"

	"tritext/segment"
)

// Where a speech goes on, and that two units joined say what their joined text says.
func TestSpeech(t *testing.T) {
	for _, c := range []struct {
		name   string
		lines  []string
		within string // between the lines: "." or "|", a speech goes on
	}{
		{"none", []string{"他走了。", "她来了。"}, "."},
		{"of three sentences", []string{"他说：“好。", "明天来。", "再见。”", "他走了。"}, "||."},
		{"of one sentence", []string{"“好。”", "他走了。"}, "."},
		{"single quotation marks", []string{"'No more for today!", "Come tomorrow, if you don't mind.'", "He left."}, "|."},
		{"Russian", []string{"Он сказал: «Да.", "Приходи».", "Она ушла."}, "|."},
		{"two speakers", []string{"“走吧。”", "“好，", "走。”"}, ".|"},
		{"an end that was lost", []string{"“走。", "一。", "二。", "三。", "四。", "五。", "六。", "七。", "八。", "九。", "十。", "十一。", "十二。", "十三。"}, "||||||||||||."},
	} {
		var units []Unit
		for _, l := range c.lines {
			units = append(units, Unit{Quotation: Quotation(segment.Quotes(l))})
		}
		s, got := newSpeech(units), ""
		for i := 1; i < len(units); i++ {
			if s.within[i] {
				got += "|"
			} else {
				got += "."
			}
		}
		if got != c.within {
			t.Errorf("%s: %s, want %s", c.name, got, c.within)
		}
		for i := 1; i < len(units); i++ {
			text := c.lines[i-1] + " " + c.lines[i]
			if got, want := units[i-1].Quotation.then(units[i].Quotation), Quotation(segment.Quotes(text)); got != want {
				t.Errorf("%s: joined %+v, the text %q says %+v", c.name, got, text, want)
			}
		}
	}
}
