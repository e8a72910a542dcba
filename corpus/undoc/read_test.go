package undoc_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"tritext/corpus"
	"tritext/corpus/clean"
	"tritext/corpus/undoc"
	"tritext/testdata"
)

// read cleans and reads a text.
func read(raw, lang string) *corpus.Document {
	doc := &corpus.Document{Lang: lang, Raw: strings.ToValidUTF8(raw, "\ufffd")}
	clean.Clean(doc, clean.Options{Standalone: undoc.Standalone, Opens: undoc.Opens})
	undoc.Read(doc)
	return doc
}

// ofBlocks reads a document whose blocks are given.
func ofBlocks(lang string, texts ...string) *corpus.Document {
	doc := &corpus.Document{Lang: lang, Raw: strings.Join(texts, "\n\n")}
	for i, t := range texts {
		doc.Blocks = append(doc.Blocks, corpus.Block{Text: t, Line: 2*i + 1})
	}
	undoc.Read(doc)
	return doc
}

// kinds lists "kind level label" of each block.
func kinds(doc *corpus.Document) []string {
	var out []string
	for _, b := range doc.Blocks {
		k := string(b.Kind)
		if b.Level > 0 {
			k += fmt.Sprintf(" %d", b.Level)
		}
		if b.Label != "" {
			k += " " + b.Label
		}
		out = append(out, k)
	}
	return out
}

// sections lists "type label original evidence" of each section.
func sections(doc *corpus.Document) []string {
	var out []string
	for _, s := range doc.Sections {
		inherits := ""
		if s.Inherits {
			inherits = " inherited"
		}
		out = append(out, strings.Join(strings.Fields(fmt.Sprintf("%s %s [%s] %s%s", s.Type, s.Label, strings.Join(s.Original, "+"), s.Evidence, inherits)), " "))
	}
	return out
}

// bare takes out white space, hyphens and footnotes' rules.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return -1
		}
		return r
	}, s)
}

var goldFiles = map[string][3]string{
	"A_98_412-S_2044_187": {"A_98_412-S_2044_187.zh.txt", "A_98_412-S_2044_187.en.txt", "A_98_412-S_2044_187.ru.txt"},
	"A_RES_98_77":         {"zh/A_RES_98_77.txt", "en/A_RES_98_77.txt", "ru/A_RES_98_77.txt"},
	"A_98_250":            {"A_98_250-zh-Hans.txt", "A_98_250-en.txt", "A_98_250-ru.txt"},
	"ferry-library":       {"ferry-library_zh.txt", "ferry-library_en.txt", "ferry-library_ru.txt"},
	"E_CN.3_2044_12":      {"inbox/0017.txt", "inbox/draft-final.txt", "inbox/N4323321.txt"},
}

// asPeople gives a document of testdata/un with the blocks that people would
// make, and the kinds that the cleaning gives to those that it makes too.
func asPeople(t *testing.T, name, file, lang string) *corpus.Document {
	raw, err := fs.ReadFile(testdata.FS, "un/"+file)
	if err != nil {
		t.Fatal(err)
	}
	blocks, err := fs.ReadFile(testdata.FS, "gold/"+name+"."+lang+".blocks.txt")
	if err != nil {
		t.Fatal(err)
	}
	doc := &corpus.Document{Lang: lang, Raw: string(raw)}
	clean.Clean(doc, clean.Options{Standalone: undoc.Standalone, Opens: undoc.Opens})
	known := map[string]corpus.Kind{}
	for _, b := range doc.Blocks {
		known[b.Text] = b.Kind
	}
	doc.Blocks = nil
	for text := range strings.Lines(string(blocks)) {
		text = strings.TrimSpace(text)
		doc.Blocks = append(doc.Blocks, corpus.Block{Text: text, Kind: known[text]})
	}
	undoc.Read(doc)
	return doc
}

// What takes part in alignment is what people aligned: the text of the blocks
// of such kinds, footnotes behind the rest, is that of the gold sentences.
func TestKindsOfGold(t *testing.T) {
	for name, files := range goldFiles {
		for i, lang := range []string{"zh", "en", "ru"} {
			gold, err := fs.ReadFile(testdata.FS, "gold/"+name+"."+lang)
			if err != nil {
				t.Fatal(err)
			}
			var text, notes strings.Builder
			doc := asPeople(t, name, files[i], lang)
			for k := len(doc.Blocks) - 1; k >= 0; k-- { // the gold goes without footnotes' marks
				if m := doc.Blocks[k].Note; m != nil {
					b := &doc.Blocks[m.Block]
					b.Text = b.Text[:m.At] + b.Text[m.At+m.Len:]
				}
			}
			for _, b := range doc.Blocks {
				switch {
				case b.Kind == corpus.KindFootnote:
					notes.WriteString(b.Text)
				case b.Kind.Aligned():
					text.WriteString(b.Text)
				}
			}
			got, want := bare(text.String()+notes.String()), bare(string(gold))
			if got != want {
				at := 0
				for at < min(len(got), len(want)) && got[at] == want[at] {
					at++
				}
				t.Errorf("%s: differs from the gold at byte %d:\n got %.90s\nwant %.90s", files[i], at, from(got, at), from(want, at))
			}
		}
	}
}

// from gives the text from about a byte on.
func from(s string, at int) string {
	at = max(0, at-30)
	for at < len(s) && !utf8.RuneStart(s[at]) {
		at++
	}
	return s[at:]
}

func TestKinds(t *testing.T) {
	for _, c := range []struct {
		name   string
		blocks []string
		want   []string
	}{
		{"nothing", nil, nil},
		{"no letters", []string{"...", "12"}, []string{"furniture", "sentence"}},
		{"a press text", []string{"A ferry on the Serna", "The ferry leaves at 7.15. It carries books.", "“Take it back,” she says"}, []string{"heading 1", "sentence", "heading 1"}},
		{"names of bodies in prose are no masthead", []string{"General Assembly", "The hall was empty. Nobody spoke there."}, []string{"heading 1", "sentence"}},
		{"numbered paragraphs and headings", []string{"I. Introduction", "1. The report is short.", "A. Sources", "2. There are two: police and hospitals.", "C. Checks", "3. See above."},
			[]string{"heading 1 I", "sentence 1", "heading 2 A", "sentence 2", "heading 2 C", "sentence 3"}},
		{"zh headings", []string{"一. 导言", "1. 本报告很短。", "A. 来源", "第五条", "人人享有地址。"}, []string{"heading 1 一", "sentence 1", "heading 2 A", "heading 1 第五条", "sentence"}},
		{"nested lists", []string{"Recommends:", "(a) Codes:", "(i) Areas;", "(ii) Boxes;", "(b) Names;", "Then:", "(a) Again."},
			[]string{"sentence", "list_item 1 (a)", "list_item 2 (i)", "list_item 2 (ii)", "list_item 1 (b)", "sentence", "list_item 1 (a)"}},
		{"the ninth letter", []string{"(h) x;", "(i) y;", "(j) z."}, []string{"list_item 1 (h)", "list_item 1 (i)", "list_item 1 (j)"}},
		{"zh lists", []string{"(a) 编码：", "(一) 区域；", "(二) 信箱；", "(b) 名称。"}, []string{"list_item 1 (a)", "list_item 2 (一)", "list_item 2 (二)", "list_item 1 (b)"}},
		{"bullets", []string{"– To read;", "– To write."}, []string{"list_item 1", "list_item 1"}},
		{"signature, title first", []string{"请分发本函为荷。", "常驻代表", "大使", "米连(签名)"}, []string{"sentence", "signature", "signature", "signature"}},
		{"signature, name first", []string{"Please circulate it.", "(Signed) Milen Tarnov", "Permanent Representative", "Annex", "It is short."}, []string{"sentence", "signature", "signature", "heading 1", "sentence"}},
		{"signature in Russian", []string{"Прошу распространить.", "(Подпись) Милен Тарнов", "Постоянный представитель", "Посол"}, []string{"sentence", "signature", "signature", "signature"}},
		{"contents without leaders", []string{"Contents", "Paragraphs Page", "Introduction 1 - 4 2", "Sources of data and", "their uses 5 - 9 3", "Introduction", "1. Text follows here."},
			[]string{"heading 1", "table_row", "table_row", "table_row", "table_row", "heading 1", "sentence 1"}},
		{"resolution", []string{"The General Assembly,", "Recalling its resolution 96/104,", "Having read the report,", "1. Welcomes the report;", "2. Decides:", "(a) To read it;", "71st plenary meeting", "19 December 2043"},
			[]string{"preambular", "preambular", "preambular", "operative 1", "operative 2", "list_item 1 (a)", "sentence", "sentence"}},
		{"resolution without numbers", []string{"Генеральная Ассамблея,", "отмечая доклад,", "постановляет рассмотреть его."}, []string{"preambular", "preambular", "operative"}},
		{"resolution without commas", []string{"大会", "回顾其决议，", "深信邮政重要", "1. 决定读报告。"}, []string{"preambular", "preambular", "preambular", "operative 1"}},
		{"preamble alone", []string{"鉴于地址重要，", "принимая во внимание, что адреса нужны; и", "Whereas addresses matter,"}, []string{"preambular", "preambular", "preambular"}},
		{"notes at the head", []string{"Annex", "[Original: English]", "A title"}, []string{"heading 1", "original", "heading 1"}},
		{"an annex in prose is none", []string{"The annex follows.", "Annexed to it are maps.", "附件载有示例。", "Приложение содержит примеры."}, []string{"sentence", "sentence", "sentence", "sentence"}},
	} {
		if got := kinds(ofBlocks("en", c.blocks...)); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestSpeakers(t *testing.T) {
	doc := ofBlocks("en", "United Nations S/PV.9999", "The President:", "I thank the members.", "Mr. Tarnov (Severia) (spoke in Russian):", "Nothing to add.", "Г-н Тарнов (Северия):", "主席（以英语发言）：")
	want := []string{"masthead", "speaker", "sentence", "speaker", "sentence", "speaker", "speaker"}
	if got := kinds(doc); !slices.Equal(got, want) || doc.Masthead.Type != "record" {
		t.Errorf("got %q, type %q, want %q", got, doc.Masthead.Type, want)
	}
}

// The laws of Read for any text: every block has a kind and a section, sections
// are in order, labels are those of the text.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"联 合 国 A/98/9\nChinese\nOriginal: English\n议程项目 5\n标题\n附件\n[原件：俄文]\n正文。",
		"Annex\nAnnex\n(a)\n(Signed)\n[Original: ]\nContents\nPage\n1",
		"The General Assembly,\nRecalling,\n1. Decides\n\x00\ufeff",
		"*", "Item 1 of the agenda", "Original: English\nOriginal:\nEnglish",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var texts []string
		for line := range strings.Lines(text) {
			if line = strings.TrimSpace(line); line != "" {
				texts = append(texts, line)
			}
		}
		doc := ofBlocks("en", texts...)
		if len(doc.Sections) == 0 || doc.Sections[0].First != 0 {
			t.Fatalf("sections %+v", doc.Sections)
		}
		last := 0
		for i, b := range doc.Blocks {
			switch {
			case b.Kind == corpus.KindNone:
				t.Errorf("block %d has no kind", i)
			case b.Section < last || b.Section >= len(doc.Sections) || b.Section > 0 && b.Section != last && doc.Sections[b.Section].First != i:
				t.Errorf("block %d stands in section %d behind %d, of %+v", i, b.Section, last, doc.Sections)
			case !strings.Contains(b.Text, b.Label):
				t.Errorf("block %d: label %q is not in %q", i, b.Label, b.Text)
			}
			last = b.Section
		}
		for _, s := range doc.Sections {
			if known := len(s.Original) > 0; known == (s.Evidence == corpus.EvidenceNone) {
				t.Errorf("original language %q by %q", s.Original, s.Evidence)
			}
		}
		before := fmt.Sprint(sections(doc))
		undoc.Resolve([]*corpus.Document{doc, doc})
		if after := fmt.Sprint(sections(doc)); len(doc.Sections) == 1 && before != after {
			t.Errorf("resolving with itself: %s, was %s", after, before)
		}
		undoc.Peek(text)
	})
}

// Speed on the documents at hand, cleaning not counted.
func BenchmarkRead(b *testing.B) {
	var docs []*corpus.Document
	size := 0
	for _, files := range goldFiles {
		for i, lang := range []string{"zh", "en", "ru"} {
			raw, err := fs.ReadFile(testdata.FS, "un/"+files[i])
			if err != nil {
				b.Fatal(err)
			}
			size += len(raw)
			doc := &corpus.Document{Lang: lang, Raw: string(raw)}
			clean.Clean(doc, clean.Options{Standalone: undoc.Standalone, Opens: undoc.Opens})
			docs = append(docs, doc)
		}
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, d := range docs {
			again := *d
			again.Blocks = slices.Clone(d.Blocks)
			undoc.Read(&again)
		}
	}
}

// The cleaning asks about every line, most of them prose.
func BenchmarkStandalone(b *testing.B) {
	lines := []string{
		"of the Lipovar dam. The ministers are unanimous in the view that the timely exchange of",
		"韦尔纳河及其支流春汛日益频繁、水位日益增高感到关切。春汛给流域内全部四个国家的居",
		"Министры единодушно считают, что своевременный обмен результатами измерений",
		"Agenda item 130 (q)",
	}
	size := 0
	for _, l := range lines {
		size += len(l)
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, l := range lines {
			undoc.Standalone(l)
			undoc.Opens(l)
		}
	}
}

func ExampleRead() {
	doc := &corpus.Document{Lang: "zh", Raw: `联 合 国   A/98/412–S/2044/187

Distr.: General

Chinese

Original: English

请将本信及其附件作为大会文件分发为荷。

附件

[原件：俄文]

各国部长一致认为，及时交换测量结果是预警的首要条件。
`}
	clean.Clean(doc, clean.Options{Standalone: undoc.Standalone, Opens: undoc.Opens})
	undoc.Read(doc)
	fmt.Println(doc.Masthead.Symbols, doc.Masthead.Version)
	for _, s := range doc.Sections {
		fmt.Println(s.Type, s.Original, s.Evidence)
	}
	for _, b := range doc.Blocks {
		fmt.Printf("%-8s %s\n", b.Kind, b.Text)
	}
	// Output:
	// [A/98/412 S/2044/187] zh
	// body [en] masthead
	// annex [ru] bracket
	// masthead 联 合 国   A/98/412–S/2044/187
	// masthead Distr.: General
	// masthead Chinese
	// masthead Original: English
	// sentence 请将本信及其附件作为大会文件分发为荷。
	// heading  附件
	// original [原件：俄文]
	// sentence 各国部长一致认为，及时交换测量结果是预警的首要条件。
}
