package clean

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"tritext/corpus"
	"tritext/segment"
	"tritext/testdata"
	"tritext/testdata/layouts"
)

// cleaned runs Clean on a text.
func cleaned(raw string, opt Options) *corpus.Document {
	doc := &corpus.Document{Raw: raw}
	Clean(doc, opt)
	return doc
}

func texts(doc *corpus.Document) []string {
	var out []string
	for i := range doc.Blocks {
		out = append(out, doc.Blocks[i].Text)
	}
	return out
}

// checkLaws holds what is true of every cleaning.
func checkLaws(t *testing.T, raw string, opt Options) *corpus.Document {
	t.Helper()
	doc := cleaned(raw, opt)
	rules := map[string]bool{}
	for _, s := range Steps {
		for _, r := range s.Rules {
			rules[r] = true
		}
	}
	// Blocks and removals tile Raw.
	var spans []segment.Span
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		spans = append(spans, b.Spans...)
		// Text is the pieces with the repairs done.
		var text strings.Builder
		next := 0
		for _, s := range b.Spans {
			at := s.Start
			for next < len(b.Repairs) && b.Repairs[next].Start >= s.Start && b.Repairs[next].End <= s.End {
				r := b.Repairs[next]
				if r.Start < at || !rules[r.Rule] {
					t.Fatalf("repair %+v behind %d in block %d of %q", r, at, i, raw)
				}
				text.WriteString(raw[at:r.Start])
				text.WriteString(r.Now)
				at = r.End
				next++
			}
			text.WriteString(raw[at:s.End])
		}
		if next != len(b.Repairs) || text.String() != b.Text {
			t.Fatalf("block %d of %q: pieces and repairs give %q, text is %q", i, raw, text.String(), b.Text)
		}
		if strings.TrimFunc(b.Text, isEdge) != b.Text || b.Text == "" {
			t.Fatalf("block %d of %q: white space around %q", i, raw, b.Text)
		}
		if !utf8.ValidString(b.Text) {
			t.Fatalf("block %d of %q: a character was cut: %q", i, raw, b.Text)
		}
	}
	for _, r := range doc.Removed {
		spans = append(spans, r.Span)
		if !rules[r.Rule] {
			t.Fatalf("removal by rule %q, which no step names", r.Rule)
		}
		if r.Rule == "layout" && strings.TrimSpace(r.In(raw)) != "" {
			t.Fatalf("text %q removed as layout", r.In(raw))
		}
	}
	sort.Slice(spans, func(i, j int) bool { return spans[i].Start < spans[j].Start })
	at := 0
	for _, s := range spans {
		if s.Start != at || s.End <= s.Start {
			t.Fatalf("bytes [%d,%d) of %q are in no block and no removal, or in two", at, s.Start, raw)
		}
		at = s.End
	}
	if at != len(raw) {
		t.Fatalf("bytes from %d of %q are in no block and no removal", at, raw)
	}
	// Pieces of a block's text lead to pieces that tile its spans.
	for i := range doc.Blocks {
		b := &doc.Blocks[i]
		var joined, whole strings.Builder
		for start, end := 0, 0; start < len(b.Text); start = end {
			for end = min(start+1+len(b.Text)/3, len(b.Text)); end < len(b.Text) && !utf8.RuneStart(b.Text[end]); {
				end++
			}
			for _, s := range b.Places(segment.Span{Start: start, End: end}) {
				joined.WriteString(s.In(raw))
			}
		}
		for _, s := range b.Spans {
			whole.WriteString(s.In(raw))
		}
		if joined.String() != whole.String() {
			t.Fatalf("block %d of %q: places give %q of %q", i, raw, joined.String(), whole.String())
		}
	}
	// Cleaning again changes nothing.
	first := texts(doc)
	again := cleaned(strings.Join(first, "\n\n"), opt)
	if got := texts(again); !slices.Equal(got, first) {
		t.Fatalf("cleaned twice: %q\nonce:          %q\nof %q", got, first, raw)
	}
	for _, r := range again.Removed {
		if r.Rule != "layout" {
			t.Fatalf("second cleaning removed %q by %s", r.In(again.Raw), r.Rule)
		}
	}
	for i := range again.Blocks {
		if r := again.Blocks[i].Repairs; len(r) > 0 {
			t.Fatalf("second cleaning repaired %v", r)
		}
	}
	return doc
}

// masthead stands in for undoc.Standalone.
var masthead = regexp.MustCompile(`^(?:Distr\.: General|Original: \pL*|Chinese|Russian|Annex|Приложение|附件)$`)

func TestClean(t *testing.T) {
	for _, c := range []struct {
		name, raw string
		want      []string
		rules     string // rules of removals other than layout and of repairs, sorted
	}{
		{"empty", "", nil, ""},
		{"only white space", " \n\u3000\n\u200b\n", nil, "zero-width"},
		{"one line without its end", "第一条", []string{"第一条"}, ""},
		{"byte order mark", "\ufeff第一条\n", []string{"第一条"}, "byte-order-mark"},
		{"zero width inside a word", "раз\u200bоруже\u00adние", []string{"разоружение"}, "soft-hyphen zero-width"},
		{"a hyphen that a PDF reader lost", "the Secretary\ufffeGeneral said", []string{"the Secretary-General said"}, "lost-hyphen"},
		{"line ends of all kinds", "One.\r\nTwo.\rThree.\u2028Four.", []string{"One.", "Two.", "Three.", "Four."}, ""},
		{"one paragraph a line", "水是生命之源。\n各国应当合作，保护跨界河流，并且定期交换资料，使沿岸居民都能得到干净的水。\n会议于晚上结束。\n",
			[]string{"水是生命之源。", "各国应当合作，保护跨界河流，并且定期交换资料，使沿岸居民都能得到干净的水。", "会议于晚上结束。"}, ""},
		{"titles a line, nothing closed", "Вода\nЧистая вода для всех\nСотрудничество прибрежных государств и обмен данными между ними в целях развития\nЛеса\n",
			[]string{"Вода", "Чистая вода для всех", "Сотрудничество прибрежных государств и обмен данными между ними в целях развития", "Леса"}, ""},
		{"a word cut over a blank line", "Масштабы сбо-\n\nру данных", []string{"Масштабы сбору данных"}, "hyphen"},
		{"a mark that cannot begin", "会议讨论了水\n\n，并通过了报告。", []string{"会议讨论了水，并通过了报告。"}, "join"},
		{"footer with page and job number", "The first page ends here.\n17-03714 (C) 115\nThe second begins.\n", []string{"The first page ends here.", "The second begins."}, "running-footer"},
		{"job number and barcode again", "A/75/1\n21-00001 (E) 030521\n*2100001*\nThe text.\n21-00001\n*2100001*\nMore.\n",
			[]string{"A/75/1", "21-00001 (E) 030521", "*2100001*", "The text.", "More."}, "barcode running-footer"},
		{"the symbol as header", "联合国 A/75/1\n\n大会注意到报告。\n\n\nA/75/1\n\n大会通过决议。\n", []string{"联合国 A/75/1", "大会注意到报告。", "大会通过决议。"}, "running-header"},
		{"another document's symbol stays", "United Nations A/75/1\nThe report.\nA/75/2\n", []string{"United Nations A/75/1", "The report.", "A/75/2"}, ""},
		{"form feed in a paragraph of one line", "One.\n\f2\nTwo.\n\f3\nThree.\n", []string{"One.", "Two.", "Three."}, "page-break page-number page-number page-break"},
		{"dot leaders", "Contents\nI. Water ........ 3\nII. Forests ....... 12\n", []string{"Contents", "I. Water ........ 3", "II. Forests ....... 12"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := checkLaws(t, c.raw, Options{Standalone: masthead.MatchString})
			if got := texts(doc); !slices.Equal(got, c.want) {
				t.Errorf("blocks %q\nwant   %q", got, c.want)
			}
			var rules []string
			for _, r := range doc.Removed {
				if r.Rule != "layout" && !slices.Contains(rules, r.Rule) {
					rules = append(rules, r.Rule)
				}
			}
			for i := range doc.Blocks {
				for _, r := range doc.Blocks[i].Repairs {
					if !slices.Contains(rules, r.Rule) {
						rules = append(rules, r.Rule)
					}
				}
			}
			slices.Sort(rules)
			w := strings.Fields(c.rules)
			slices.Sort(w)
			w = slices.Compact(w)
			if !slices.Equal(rules, w) {
				t.Errorf("rules %q, want %q", rules, w)
			}
		})
	}
}

// TestSampleLetter holds the blocks of the letter that the project began with.
func TestSampleLetter(t *testing.T) {
	raw, err := os.ReadFile(testdata.Shared(t, "data", "seed", "A_75_860-S_2021_387.zh.txt"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(testdata.Shared(t, "data", "un", "gold", "sample_letter.paragraphs.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	type gold struct {
		Lines      []int
		Start, End int
		Text       string
	}
	var want []gold
	for s := bufio.NewScanner(f); s.Scan(); {
		var g gold
		if err := json.Unmarshal(s.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		want = append(want, g)
	}
	doc := checkLaws(t, string(raw), Options{})
	for i := range max(len(want), len(doc.Blocks)) {
		if i >= len(want) || i >= len(doc.Blocks) {
			t.Fatalf("%d blocks, want %d", len(doc.Blocks), len(want))
		}
		b, g := &doc.Blocks[i], want[i]
		start, end := b.Spans[0].Start, b.Spans[len(b.Spans)-1].End
		if b.Text != g.Text || start != g.Start || end != g.End || b.Line != g.Lines[0] {
			t.Errorf("block %d: %d-%d line %d %q\nwant %d-%d line %d %q", i+1, start, end, b.Line, b.Text, g.Start, g.End, g.Lines[0], g.Text)
		}
	}
	if got := doc.Blocks[20].Indent; got != 2 {
		t.Errorf("annex title behind the page joint: indent %d, want 2", got)
	}
	if last := doc.Blocks[36].Page; last != 3 {
		t.Errorf("last block on page %d, want 3", last)
	}
	if len(doc.Problems) > 0 {
		t.Errorf("problems: %v", doc.Problems)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{
		"", "a-\nб", " 联 合 国 \n\n \n A/1/2 \n大会\u200b\f\n12\n", "____________\n1 See\nx.\n\nthe text\n",
		"сбо-\nру\u00ad\n，\n《", "17-03714 (C) 115\n*1703714*\n*1703714*\n17-03714\n", "1.\n2.\n- 3 -\n- 4 -\n3/9\n4/9", "----\n--\n--\n",
		"The aim of this long line is to be as wide as a page is and to go on\nwith a small letter on the line that stands below it, which is as full\nas the first one was and goes on\n",
	} {
		f.Add(s)
	}
	for _, n := range noises {
		f.Add(n.layOut(layouts.Report("ru"), "ru", rand.New(rand.NewPCG(1, 2))).raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		if !utf8.ValidString(raw) {
			return
		}
		checkLaws(t, raw, Options{Standalone: masthead.MatchString})
	})
}

// FuzzMarks holds the same laws for text with marks: each byte of n makes a mark
// of its kind over some bytes of the text.
func FuzzMarks(f *testing.F) {
	f.Add("1. Water\nlevels 2\n\fA/1/2\n12\nгра-\nница\n", []byte{0, 20, 40, 60, 80, 13, 33})
	f.Add("水位\n\t1\u00ad\n\ufffe\n", []byte{11, 12, 13, 10, 10, 10, 7, 5})
	kinds := []corpus.MarkKind{
		corpus.MarkLine, corpus.MarkOut, corpus.MarkParagraph, corpus.MarkHeading, corpus.MarkListItem, corpus.MarkTableRow,
		corpus.MarkFootnote, corpus.MarkHeader, corpus.MarkFooter, corpus.MarkSentence,
	}
	f.Fuzz(func(t *testing.T, raw string, n []byte) {
		if !utf8.ValidString(raw) || len(raw) > 1<<12 {
			return
		}
		var cuts []int // where characters begin
		for at := range raw {
			cuts = append(cuts, at)
		}
		cuts = append(cuts, len(raw))
		doc := &corpus.Document{Raw: raw, Lang: "ru"}
		at := 0
		for i, b := range n {
			end := min(at+int(b)/len(kinds), len(cuts)-1)
			m := corpus.Mark{Kind: kinds[int(b)%len(kinds)], Page: 1 + i/3, Size: 8 + float32(i%4), Bold: i%5 == 0, Rule: "hidden-text", Level: i % 3}
			m.Start, m.End = cuts[at], cuts[end]
			m.Box = [4]float32{float32(b), float32(10*i) - 10, float32(b) + float32(m.Len()), float32(10 * i)}
			doc.Marks = append(doc.Marks, m)
			if m.Kind != corpus.MarkOut { // those may stand in others
				at = end
			}
		}
		slices.SortStableFunc(doc.Marks, func(a, b corpus.Mark) int { return a.Start - b.Start })
		Clean(doc, Options{Standalone: masthead.MatchString})
		type piece struct{ start, end int }
		var all []piece
		for _, b := range doc.Blocks {
			for _, s := range b.Spans {
				all = append(all, piece{s.Start, s.End})
			}
			if strings.TrimSpace(b.Text) == "" {
				t.Fatalf("empty block %+v", b)
			}
		}
		for _, r := range doc.Removed {
			if r.Rule == "" {
				t.Fatalf("removal without a rule: %q", r.In(raw))
			}
			all = append(all, piece{r.Start, r.End})
		}
		slices.SortFunc(all, func(a, b piece) int { return a.start - b.start })
		place := 0
		for _, p := range all {
			if p.start != place {
				t.Fatalf("%q marks %+v: byte %d is in %+v", raw, doc.Marks, place, p)
			}
			place = p.end
		}
		if place != len(raw) {
			t.Fatalf("%q ends at byte %d of %d", raw, place, len(raw))
		}
	})
}

// TestLaws runs the laws over every real text at hand.
func TestLaws(t *testing.T) {
	root := testdata.Shared(t, "data", "un")
	paths, _ := filepath.Glob(filepath.Join(root, "*.txt"))
	more, _ := filepath.Glob(filepath.Join(root, "openings", "*.txt"))
	for _, p := range append(paths, more...) {
		b, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		doc := checkLaws(t, strings.ToValidUTF8(string(b), "\ufffd"), Options{})
		if testing.Verbose() {
			fmt.Printf("%-60s %4d blocks\n", filepath.Base(p), len(doc.Blocks))
		}
	}
}
