package segment_test

import (
	"testing"

	"tritext/segment"
)

func TestQuotes(t *testing.T) {
	const enters, leaves, starts, ends = 8, 4, 2, 1
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0},
		{"他走了。", 0},
		{"他说：“好。", leaves},
		{"“好。”他说。", starts},
		{"明天再来。”", enters | ends},
		{"“好！”", starts | ends},
		{"他说，“好”，她说：“不。", leaves},
		{"「好。", starts | leaves},
		{"《论语》是书。", 0},
		{"'What a fool I was!", starts | leaves},
		{"I'll report them to the Chief Librarian;", 0},
		{"You can, don't you see?'", enters | ends},
		{"'He's gone,' said the soldiers' captain, 'as you see.", starts | leaves},
		{"the soldiers' captain", 0},
		{"\"Cut,\" the director yelled.", starts},
		{"He asked: \"Why?", leaves},
		{"Because I say so.\"", enters | ends},
		{"—\"No\"—", 0},
		{"Он сказал: «Да.", leaves},
		{"Нет».", enters},
		{"„Ja“, sagte er.", starts},
		{"‘He’s here,’ she said.", starts},
		{"(“the Centre”)", 0},
		{"\xff'\xfe", 0},
	} {
		q := segment.Quotes(c.text)
		got := 0
		for k, is := range []bool{q.Ends, q.Starts, q.Leaves, q.Enters} {
			if is {
				got |= 1 << k
			}
		}
		if got != c.want {
			t.Errorf("%q: %+v, want %04b (enters, leaves, starts, ends)", c.text, q, c.want)
		}
	}
}

// White space around a text changes nothing, whatever the text.
func FuzzQuotes(f *testing.F) {
	for _, s := range []string{"", "他说：“好。", "'No,' he said, 'don't.", "„Ja“", "\xff'\xfe\"", "— «Да», — сказал он."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := segment.Quotes(" "+text+"\n"), segment.Quotes(text); got != want {
			t.Errorf("%q: %+v, with space around it %+v", text, want, got)
		}
	})
}
