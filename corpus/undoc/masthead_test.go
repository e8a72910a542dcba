package undoc_test

import (
	"fmt"
	"strings"
	"testing"

	"tritext/corpus"
	"tritext/corpus/undoc"
)

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
