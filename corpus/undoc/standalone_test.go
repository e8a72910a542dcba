package undoc

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Every pattern of a line, in three languages.
func TestStandalone(t *testing.T) {
	for _, line := range []string{
		// organisation, bodies, symbols
		"联 合 国   A/98/412–S/2044/187", "聯合國", "United Nations  A/98/412–S/2044/187", "UNITED NATIONS", "Организация Объединенных Наций   A/98/412", "ОБЪЕДИНЕННЫЕ НАЦИИ",
		"大  会", "大  会  安全理事会", "经济及社会理事会", "General Assembly  Security Council", "GENERAL ASSEMBLY", "Экономический и Социальный Совет", "Совет БезопасностиS/2044/588", "联合国 | S/RES/2999 (2044) |",
		// distribution, date, languages
		"Distr.: General", "Distr. GENERAL", "Distr.:", "Distr .", "LIMITED", "18 April 2044", "17January2044", "General Assembly Distr.: General 15 June 2044",
		"Chinese", "RUSSIAN", "English/French only", "Original: English", "ORIGINAL:", "Original: English/French", "ENGLISHOriginal: RUSSIAN", "English / Original: French", "原文：英文",
		// job numbers and barcodes
		"44-06318 (C)    270444    280444", "V.44-80680 (E) 270244", "GE.44-45961", "*4406318*", "44-38453 (E) 090944 *4438453*",
		// sessions and agenda
		"第九十八届会议  第九十九年", "Ninety-eighth session  Ninety-ninth year", "Девяносто восьмая сессия  Девяносто девятый год", "Сессия 2044 года", "2044年届会",
		"议程项目 130(q)", "议程项目132和17(c)", "临时议程*项目 14", "臨時議程項目 3", "Agenda item 130 (q)", "Agenda items 132 and 17 (c)", "Agenda item 5 (a) and (b)", "Item 14 of the provisional agenda*",
		"Пункт 130(q) повестки дня", "Пункты 132 и 17 с) повестки дня", "Пункт 3 f) предварительной повестки дня",
		"Vienna, 8-17 April 2044", "1–4 March 2044", "28 February - 4 March 2044", "2044 年 3 月 1 日至 4 日", "1–4 марта 2044 года",
		// sections
		"Annex", "ANNEX II", "Annexes", "Appendix A", "Enclosure", "附件", "附 件 二", "附录一", "附文", "附錄", "Приложение", "ПРИЛОЖЕНИЕ III", "Добавление", "Дополнение 2",
		"2044 年 4 月 18 日塞弗里亚常驻联合国代表给秘书长的信的附件", "2044年4月18日塞弗里亞常駐聯合國代表給秘書長的信",
		"[Original: Russian]", "[Original: English and French]", "[原件：俄文]", "[原文:法文和英文]", "［原件：阿拉伯文］", "[Подлинный текст на русском языке]", "[Подлинный текст на английском и русском языках]",
		"(Signed) Milen Tarnov", "(Подпись) Милен Тарнов", "米连·塔尔诺夫(签名)", "米連（簽名）",
		// resolutions
		"The General Assembly,", "大会，", "安全理事会,", "Генеральная Ассамблея,", "Совет Безопасности,",
		"71st plenary meeting", "第 71 次全体会议", "71-е пленарное заседание,", "Resolution 2999 (2044)", "第2999(2044)号决议", "Резолюция 2999 (2044)",
		"Resolution adopted by the General Assembly on 19 December 2043", "Резолюция, принятая Генеральной Ассамблеей 19 декабря 2043 года", "[根据第二委员会的报告(A/98/455，第 14 段)通过]",
		// headings, tables
		"Summary", "CONTENTS", "目  录", "摘要", "Резюме", "Содержание", "Page", "页次", "Стр.", "Table 1", "表 1", "Таблица 1", "第五条", "Статья 5", "Year          Crashes          Killed", "年份\t事故数\t死亡人数",
	} {
		if !Standalone(line) || !Standalone(" "+line+" ") {
			t.Errorf("is complete: %q", line)
		}
	}
	for _, line := range []string{
		"", " ", "The", "the General Assembly", "General Assembly resolution 86/19", "大会关于联合国与韦河委合作的各项决议", "安全理事会第 242(1967)和 338(1973)号决议",
		"Letter dated 18 April 2044 from the Permanent Representative", "Annex to the letter dated 18 April 2044 from the Permanent Representative of", "Письмо Постоянного представителя Северии",
		"the report (A/98/455).", "2038.", "A/98/455, para. 14", "Chinese and Russian were spoken", "English,", "18 April 2044.", "on 18 April 2044", "第九十八届会议报告", "session", "Agenda item 5 was closed",
		"(Signed", "[Original", "Annex 5 contains", "附件载有", "附件所载", "Приложение содержит", "Table 1 shows", "1. Summary of it", "Страница истории", "I. Introduction", "a  b", "2 apples    3 pears", "Resolution adopted by the General Assembly",
	} {
		if Standalone(line) {
			t.Errorf("is not complete: %q", line)
		}
	}
}

func TestOpens(t *testing.T) {
	for _, line := range []string{"Recalling its resolution", "Requests the Secretary-General", "Having considered", "ссылаясь на свои резолюции", "принимая к сведению доклад", "又回顾其", "表示注意到秘书长"} {
		if !Opens(line) {
			t.Errorf("opens a clause: %q", line)
		}
	}
	for _, line := range []string{"", "recalling", "The report", "Recall", "отмечающая", "ссылаясь", "请", "回顾过去", "\xff"} {
		if Opens(line) {
			t.Errorf("opens no clause: %q", line)
		}
	}
}

// The functions that look at one line take any bytes, and white space around
// them makes no difference.
func FuzzStandalone(f *testing.F) {
	for _, s := range []string{"", "*", "大  会", "Original: ", "44-06318 (C) 270444", "[Original: Klingon]", "附件\xff", "Distr.: A/", "Item 5 of the agenda", "сто", "一百"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		list, whole := fields(line)
		if whole {
			n := 0
			for _, field := range list {
				n += len(field.text)
			}
			if n > len(line) {
				t.Errorf("%q: fields longer than the line: %+v", line, list)
			}
		}
		if utf8.ValidString(line) && Standalone(line) != Standalone("  "+strings.TrimSpace(line)+" ") {
			t.Errorf("%q: white space makes a difference", line)
		}
		_ = Opens(line)
		_ = isSpeaker(line)
		_ = docTypeOf(line)
		_ = looksLikeHeading(line)
	})
}
