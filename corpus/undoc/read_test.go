package undoc_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
			for _, b := range asPeople(t, name, files[i], lang).Blocks {
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

func TestSections(t *testing.T) {
	const en, ru = "Original: English", "Original: Russian"
	head := func(original ...string) []string {
		return append([]string{"United Nations A/98/9", "Distr.: General"}, original...)
	}
	for _, c := range []struct {
		name   string
		blocks []string
		want   []string
	}{
		{"nothing known", []string{"A text."}, []string{"body [] none"}},
		{"masthead", append(head(en), "A text."), []string{"body [en] masthead"}},
		{"two originals", append(head("Original: English/French"), "A text."), []string{"body [en+fr] masthead"}},
		{"empty field", append(head("Original:"), "A text."), []string{"body [] none"}},
		{"annexes", append(head(en), "A text.", "Annex I", "[Original: Russian]", "Text.", "Annex II", "Text.", "Appendix", "Text."),
			[]string{"body [en] masthead", "annex I [ru] bracket", "annex II [en] masthead inherited", "appendix [en] masthead inherited"}},
		{"an appendix belongs to its annex", append(head(en), "A text.", "附件二", "[原件：俄文]", "正文。", "附录", "正文。"),
			[]string{"body [en] masthead", "annex 二 [ru] bracket", "appendix [ru] bracket inherited"}},
		{"bracket behind a title", append(head(ru), "Текст.", "Приложение", "О водах", "[Подлинный текст на английском и французском языках]", "Текст."),
			[]string{"body [ru] masthead", "annex [en+fr] bracket"}},
		{"unknown language", append(head(en), "Text.", "Annex", "[Original: Klingon]", "Text."), []string{"body [en] masthead", "annex [en] masthead inherited"}},
		{"no masthead", []string{"Text.", "Annex", "[Original: French]", "Text."}, []string{"body [] none", "annex [fr] bracket"}},
		{"an annex in the table of contents", append(head(en), "Contents", "Annex 12", "Annexes", "I. Rivers 14", "Text."), []string{"body [en] masthead"}},
	} {
		if got := sections(ofBlocks("en", c.blocks...)); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestResolve(t *testing.T) {
	zh := ofBlocks("zh", "联 合 国 A/98/9", "Distr.: General", "Chinese", "Original:", "一. 导言", "附件一", "[原件：俄文]", "正文。", "附件二", "正文。")
	en := ofBlocks("en", "United Nations A/98/9", "Distr.: General", "Original: French", "I. Introduction", "Annex I", "Text.", "Annex II", "Text.")
	ru := ofBlocks("ru", "Организация Объединенных Наций A/98/9", "Distr.: General", "Russian", "I. Введение", "Приложение II", "[Подлинный текст на арабском языке]", "Текст.")
	want := [][]string{
		{"body [fr] sibling", "annex 一 [ru] bracket", "annex 二 [ar] sibling"},
		{"body [fr] masthead", "annex I [ru] sibling", "annex II [ar] sibling"},
		{"body [fr] sibling", "annex II [ar] bracket"},
	}
	versions := []*corpus.Document{zh, en, ru}
	for range 2 { // resolving again changes nothing
		undoc.Resolve(versions)
		for v, d := range versions {
			if got := sections(d); !slices.Equal(got, want[v]) {
				t.Errorf("version %d:\n got %q\nwant %q", v, got, want[v])
			}
		}
	}
	// Versions that contradict each other keep what they say, and say so.
	a := ofBlocks("en", "United Nations A/98/9", "Distr.: General", "Original: French", "Text.")
	b := ofBlocks("zh", "联 合 国 A/98/9", "Distr.: General", "Chinese", "Original: Spanish", "正文。")
	undoc.Resolve([]*corpus.Document{a, b})
	if len(a.Problems) != 1 || len(b.Problems) != 1 || a.Sections[0].Original[0] != "fr" || b.Sections[0].Original[0] != "es" {
		t.Errorf("contradiction: %+v %+v", a.Problems, b.Problems)
	}
	undoc.Resolve(nil)
	undoc.Resolve([]*corpus.Document{ofBlocks("en")})
}

func TestMasthead(t *testing.T) {
	for _, c := range []struct {
		name, lang string
		blocks     []string
		want       corpus.Masthead
		masthead   int // blocks of that kind
	}{
		{"letter in Chinese", "zh", []string{"联 合 国   A/98/412–S/2044/187", "大  会", "安全理事会", "Distr.: General", "18 April 2044", "Chinese", "Original: English", "44-06318 (C)    270444    280444", "*4406318*",
			"大  会  安全理事会", "第九十八届会议  第九十九年", "议程项目 130(q)和17(c)", "合作：", "与河流委员会的合作", "第二项", "2044 年 4 月 18 日塞弗里亚常驻联合国代表给秘书长的信", "正文。"},
			corpus.Masthead{Symbols: []string{"A/98/412", "S/2044/187"}, Bodies: []string{"General Assembly", "Security Council"}, Distribution: "General", Date: "2044-04-18", Version: "zh", Original: []string{"en"}, OriginalSeen: true,
				JobNumber: "44-06318", JobLanguage: "C", JobDates: []string{"2044-04-27", "2044-04-28"}, Barcode: "4406318", Sessions: []string{"第九十八届会议", "第九十九年"}, SessionNo: 98, Year: 99,
				AgendaItems: []string{"130(q)", "17(c)"}, Type: "letter", Title: "2044 年 4 月 18 日塞弗里亚常驻联合国代表给秘书长的信"}, 15},
		{"draft in English, symbol and language glued", "en", []string{"UNITED NATIONS A/C.3/98/L.20*", "General Assembly Distr.: Limited", "22 October 2043", "ENGLISHOriginal: RUSSIAN", "Ninety-eighth session", "Third Committee", "Agenda items 67 and 68",
			"Rights of readers", "Rivers", "Severia: draft resolution", "Libraries on ferries", "The General Assembly,"},
			corpus.Masthead{Symbols: []string{"A/C.3/98/L.20"}, Bodies: []string{"General Assembly", "Third Committee"}, Distribution: "Limited", Date: "2043-10-22", Version: "en", Original: []string{"ru"}, OriginalSeen: true,
				Sessions: []string{"Ninety-eighth session"}, SessionNo: 98, AgendaItems: []string{"67", "68"}, Type: "draft", Title: "Libraries on ferries"}, 9},
		{"old masthead in Russian, fields on two lines", "ru", []string{"ОБЪЕДИНЕННЫЕ НАЦИИ", "Distr.", "LIMITED", "СОВЕТ БЕЗОПАСНОСТИ", "S/2044/8259", "23 November 2043", "RUSSIAN", "ORIGINAL:", "ENGLISH", "Записка Генерального секретаря", "Текст записки здесь."},
			corpus.Masthead{Symbols: []string{"S/2044/8259"}, Bodies: []string{"Security Council"}, Distribution: "Limited", Date: "2043-11-23", Version: "ru", Original: []string{"en"}, OriginalSeen: true, Type: "note", Title: "Записка Генерального секретаря"}, 9},
		{"a title glued to the last field", "ru", []string{"Организация Объединенных Наций", "Совет БезопасностиS/2044/588", "Distr.: General", "7 July 2044", "Russian", "Original: ArabicПисьмо Постоянного представителя Северии от 1 июля 2044 года на имя Председателя Совета Безопасности", "Имею честь написать."},
			corpus.Masthead{Symbols: []string{"S/2044/588"}, Bodies: []string{"Security Council"}, Distribution: "General", Date: "2044-07-07", Version: "ru", Original: []string{"ar"}, OriginalSeen: true, Type: "letter",
				Title: "Письмо Постоянного представителя Северии от 1 июля 2044 года на имя Председателя Совета Безопасности"}, 5},
		{"job number at the foot of the first page", "en", []string{"United Nations A/98/250", "Distr.: General", "Ninety-eighth session", "Roads", "Report of the Secretary-General", "Summary", "The report has been written. It is rather long, as they all are, and has many pages.", "43-14402 (E)    170843", "*4314402*", "I. Introduction"},
			corpus.Masthead{Symbols: []string{"A/98/250"}, Distribution: "General", JobNumber: "43-14402", JobLanguage: "E", JobDates: []string{"2043-08-17"}, Barcode: "4314402", Sessions: []string{"Ninety-eighth session"}, SessionNo: 98, Type: "report", Title: "Roads"}, 5},
		{"a resolution known by its title", "zh", []string{"第2999(2044)号决议", "2044年5月17日安全理事会第9999次会议通过", "安全理事会，", "决定读报告。"},
			corpus.Masthead{Symbols: []string{"S/RES/2999 (2044)"}, Type: "resolution", Title: "第2999(2044)号决议"}, 0},
		{"a text that cites symbols", "en", []string{"Rivers", "The report (A/98/250) was read. Document S/2044/1 was not."}, corpus.Masthead{Title: "Rivers"}, 0},
	} {
		doc := ofBlocks(c.lang, c.blocks...)
		if got, want := fmt.Sprintf("%+v", doc.Masthead), fmt.Sprintf("%+v", c.want); got != want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, want)
		}
		n := 0
		for _, b := range doc.Blocks {
			if b.Kind == corpus.KindMasthead {
				n++
			}
		}
		if n != c.masthead {
			t.Errorf("%s: %d blocks of the masthead, want %d: %q", c.name, n, c.masthead, kinds(doc))
		}
	}
}

func TestPeek(t *testing.T) {
	for _, c := range []struct{ name, text, symbols, version string }{
		{"empty", "", "[]", ""},
		{"masthead", "\n联 合 国   A/98/412–S/2044/187 \n\n大  会\n\nDistr.: General\n\nChinese\n\nOriginal: English\n", "[A/98/412 S/2044/187]", "zh"},
		{"windows line ends", "United Nations\r\nA/98/250\r\nDistr.: General\r\nEnglish\r\nOriginal: French\r\n", "[A/98/250]", "en"},
		{"cited, not its own", "On rivers\n\nThe Assembly took note of document A/98/250 and asked for more.\n", "[]", ""},
		{"behind 4 kB", strings.Repeat("Текст о реках. ", 400) + "\nA/98/250\nRussian\n", "[]", ""},
	} {
		symbols, version := undoc.Peek(c.text)
		if fmt.Sprint(symbols) != c.symbols || version != c.version {
			t.Errorf("%s: %v %q, want %s %q", c.name, symbols, version, c.symbols, c.version)
		}
	}
}

// The laws of Read for any text: every block has a kind and a section, sections
// are in order, labels are those of the text.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"联 合 国 A/98/9\nChinese\nOriginal: English\n议程项目 5\n标题\n附件\n[原件：俄文]\n正文。",
		"Annex\nAnnex\n(a)\n(Signed)\n[Original: ]\nContents\nPage\n1",
		"The General Assembly,\nRecalling,\n1. Decides\n\x00\ufeff",
		"Item 1 of the agenda", "Original: English\nOriginal:\nEnglish",
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

// facts are what real documents state of themselves, read by eye.
var facts = []struct {
	file, symbols, version, original, job, kind string
	session                                     int
	agenda                                      string
}{
	{"seed/A_75_860-S_2021_387.zh.txt", "[A/75/860 S/2021/387]", "zh", "[en]", "21-05318", "letter", 75, "[130(t)]"},
	{"un/A_61_917.en.txt", "[A/61/917]", "", "[en]", "07-35147", "report", 61, "[68 117]"},
	{"un/A_CN.9_SER.C_DIGEST_CISG_2.zh.txt", "[A/CN.9/SER.C/DIGEST/CISG/2]", "", "[]", "V.04-54724", "", 0, "[]"},
	{"un/A_CN.9_SER.C_DIGEST_CISG_2.en.txt", "[A/CN.9/SER.C/DIGEST/CISG/2]", "", "[]", "V.04-54725", "", 0, "[]"},
	{"un/A_CN.9_SER.C_DIGEST_CISG_2.ru.txt", "[A/CN.9/SER.C/DIGEST/CISG/2]", "", "[]", "V.04-54727", "", 0, "[]"},
	{"un/A_CONF.192_PC_L.3.en.txt", "[A/CONF.192/PC/L.3]", "", "[en]", "00-77708", "draft", 2, "[]"},
	{"un/A_L.632.en.ocr.txt", "[A/L.632]", "", "[en]", "71-19641", "draft", 0, "[93]"},
	{"un/S_PV.4087.en.txt", "[S/PV.4087]", "", "[]", "", "record", 0, "[]"},
	{"un/UDHR.ru.txt", "[]", "", "[]", "", "", 0, "[]"},
	{"un/SDG_A_RES_71_313.zh.txt", "[]", "", "[]", "", "", 0, "[]"},
	{"un/undl-453500_draft-resolution-right-to-development.en.txt", "[]", "", "[en]", "01-66657", "draft", 56, "[119(b)]"},
	{"un/openings/ACABQ_UNSOS_paras_44-45.zh.txt", "[]", "", "[]", "", "", 0, "[]"},
	{"un/openings/A_63_100_firstpage.en.txt", "[A/63/100]", "", "[en]", "08-38453", "", 63, "[]"},
	{"un/openings/A_76_743-S_2022_191.zh-hant.txt", "[A/76/743 S/2022/191]", "", "[]", "", "letter", 0, "[]"},
	{"un/openings/A_BUR_52_1.en.txt", "[A/BUR/52/1]", "", "[en]", "", "note", 52, "[]"},
	{"un/openings/A_C.3_80_L.20_firstpage.en.txt", "[A/C.3/80/L.20]", "", "[en]", "25-17035", "draft", 80, "[67]"},
	{"un/openings/A_RES_80_3_firstpage.en.txt", "[A/RES/80/3]", "", "[]", "25-16680", "resolution", 80, "[13]"},
	{"un/openings/CCPR_C_112_D_1999_2010.ru.txt", "[CCPR/C/112/D/1999/2010]", "ru", "[]", "", "", 0, "[]"},
	{"un/openings/CCPR_C_135_D_2703_2015.zh.txt", "[CCPR/C/135/D/2703/2015]", "zh", "[en]", "", "", 0, "[]"},
	{"un/openings/CCPR_C_RUS_6.en.txt", "[CCPR/C/RUS/6]", "en", "[ru]", "", "", 0, "[]"},
	{"un/openings/CCPR_C_RUS_CO_6.en.txt", "[CCPR/C/RUS/CO/6]", "", "[en]", "", "report", 97, "[]"},
	{"un/openings/CCPR_C_RUS_CO_6.ru.txt", "[CCPR/C/RUS/CO/6]", "ru", "[]", "", "report", 97, "[]"},
	{"un/openings/CCPR_C_RUS_CO_6.zh.txt", "[CCPR/C/RUS/CO/6]", "zh", "[en]", "", "report", 97, "[]"},
	{"un/openings/CCPR_C_SR.2665.en.txt", "[CCPR/C/SR.2665]", "", "[en]", "", "record", 97, "[]"},
	{"un/openings/CCPR_C_SR.2665.ru.txt", "[CCPR/C/SR.2665]", "ru", "[]", "", "record", 97, "[]"},
	{"un/openings/CCPR_C_USA_CO_4.zh.txt", "[CCPR/C/USA/CO/4]", "zh", "[en]", "", "report", 0, "[]"},
	{"un/openings/CERD_C_SVK_CO_11-12.ru.txt", "[CERD/C/SVK/CO/11-12]", "ru", "[en]", "", "report", 0, "[]"},
	{"un/openings/E_C.12_SVK_CO_3.zh.txt", "[E/C.12/SVK/CO/3]", "zh", "[en]", "", "report", 0, "[]"},
	{"un/openings/E_CN.7_2003_10.en.txt", "[E/CN.7/2003/10]", "", "[en]", "V.03-80680", "report", 46, "[5]"},
	{"un/openings/S_2016_588.ru.txt", "[S/2016/588]", "ru", "[ar]", "", "letter", 0, "[]"},
	{"un/openings/S_2016_611.ru.txt", "[S/2016/611]", "ru", "[ar]", "", "letter", 0, "[]"},
	{"un/openings/S_2017_730.ru.txt", "[S/2017/730]", "ru", "[ar]", "", "letter", 0, "[]"},
	{"un/openings/S_8259.ru.ocr.txt", "[S/8259]", "ru", "[]", "", "note", 0, "[]"},
	{"un/openings/S_PRST_2007_2.zh.txt", "[]", "", "[]", "", "statement", 0, "[]"},
	{"un/openings/S_RES_1518_2003.ru.txt", "[S/RES/1518 (2003)]", "", "[]", "", "resolution", 0, "[]"},
	{"un/openings/S_RES_2446_2018.zh.txt", "[S/RES/2446 (2018)]", "", "[]", "", "resolution", 0, "[]"},
	{"un/openings/S_RES_338_1973.en.txt", "[S/RES/338 (1973)]", "", "[]", "", "resolution", 0, "[]"},
	{"un/openings/S_RES_368_1975.zh.txt", "[S/RES/368 (1975)]", "", "[]", "", "resolution", 0, "[]"},
	{"un/openings/UN_Charter_preamble.zh.txt", "[]", "", "[]", "", "", 0, "[]"},
}

func TestFacts(t *testing.T) {
	for _, f := range facts {
		raw, err := os.ReadFile(filepath.Join(testdata.Shared(t, "data"), filepath.FromSlash(f.file)))
		if err != nil {
			t.Fatal(err)
		}
		m := read(string(raw), "").Masthead
		got := fmt.Sprintf("%v %s %v %s %s %d %v", m.Symbols, m.Version, m.Original, m.JobNumber, m.Type, m.SessionNo, m.AgendaItems)
		want := fmt.Sprintf("%s %s %s %s %s %d %s", f.symbols, f.version, f.original, f.job, f.kind, f.session, f.agenda)
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", f.file, got, want)
		}
	}
}

// The letter that the project began with, block by block.
func TestSampleLetter(t *testing.T) {
	raw, err := os.ReadFile(testdata.Shared(t, "data", "seed", "A_75_860-S_2021_387.zh.txt"))
	if err != nil {
		t.Fatal(err)
	}
	doc := read(string(raw), "zh")
	var want []string
	for _, run := range []struct {
		n    int
		kind string
	}{{14, "masthead"}, {1, "heading 1"}, {3, "sentence"}, {2, "signature"}, {1, "heading 1"}, {1, "original"}, {1, "heading 1"}, {14, "sentence"}} {
		want = append(want, slices.Repeat([]string{run.kind}, run.n)...)
	}
	if got := kinds(doc); !slices.Equal(got, want) {
		t.Errorf("kinds:\n got %q\nwant %q", got, want)
	}
	if got, want := sections(doc), []string{"letter [en] masthead", "annex [ru] bracket"}; !slices.Equal(got, want) {
		t.Errorf("sections %q, want %q", got, want)
	}
	if doc.Sections[1].First != 20 {
		t.Errorf("the annex begins with block %d, want 20", doc.Sections[1].First)
	}
}
