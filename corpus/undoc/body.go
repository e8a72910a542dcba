package undoc

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// body is an organ or a committee with its names in mastheads. Lists of names
// begin with the usual one; traditional characters stand beside simplified ones.
type body struct {
	english []string
	chinese []string
	russian []string
}

// bodies are those that mastheads name most often. The first English name goes
// into Masthead.Bodies. A body that is not here is known by its place between
// the other fields.
var bodies = []body{
	{[]string{"General Assembly"}, []string{"大会", "大會"}, []string{"Генеральная Ассамблея"}},
	{[]string{"Security Council"}, []string{"安全理事会", "安全理事會"}, []string{"Совет Безопасности"}},
	{[]string{"Economic and Social Council"}, []string{"经济及社会理事会", "經濟及社會理事會"}, []string{"Экономический и Социальный Совет"}},
	{[]string{"Trusteeship Council"}, []string{"托管理事会", "托管理事會"}, []string{"Совет по Опеке"}},
	{[]string{"Human Rights Council"}, []string{"人权理事会"}, []string{"Совет по правам человека"}},
	{[]string{"Human Rights Committee"}, []string{"人权事务委员会"}, []string{"Комитет по правам человека"}},
	{[]string{"Committee on Economic, Social and Cultural Rights"}, []string{"经济、社会及文化权利委员会"}, []string{"Комитет по экономическим, социальным и культурным правам"}},
	{[]string{"Committee on the Elimination of Racial Discrimination"}, []string{"消除种族歧视委员会"}, []string{"Комитет по ликвидации расовой дискриминации"}},
	{[]string{"Committee on the Elimination of Discrimination against Women"}, []string{"消除对妇女歧视委员会"}, []string{"Комитет по ликвидации дискриминации в отношении женщин"}},
	{[]string{"Committee against Torture"}, []string{"禁止酷刑委员会"}, []string{"Комитет против пыток"}},
	{[]string{"Committee on the Rights of the Child"}, []string{"儿童权利委员会"}, []string{"Комитет по правам ребенка"}},
	{[]string{"First Committee"}, []string{"第一委员会"}, []string{"Первый комитет"}},
	{[]string{"Second Committee"}, []string{"第二委员会"}, []string{"Второй комитет"}},
	{[]string{"Third Committee"}, []string{"第三委员会"}, []string{"Третий комитет"}},
	{[]string{"Fourth Committee"}, []string{"第四委员会"}, []string{"Четвертый комитет"}},
	{[]string{"Fifth Committee"}, []string{"第五委员会"}, []string{"Пятый комитет"}},
	{[]string{"Sixth Committee"}, []string{"第六委员会"}, []string{"Шестой комитет"}},
	{[]string{"General Committee"}, []string{"总务委员会"}, []string{"Генеральный комитет"}},
	{[]string{"Special Political and Decolonization Committee (Fourth Committee)"}, []string{"特别政治和非殖民化委员会(第四委员会)"}, []string{"Комитет по специальным политическим вопросам и вопросам деколонизации (Четвертый комитет)"}},
	{[]string{"Statistical Commission"}, []string{"统计委员会"}, []string{"Статистическая комиссия"}},
	{[]string{"Commission on Narcotic Drugs"}, []string{"麻醉药品委员会"}, []string{"Комиссия по наркотическим средствам"}},
	{[]string{"Commission on the Status of Women"}, []string{"妇女地位委员会"}, []string{"Комиссия по положению женщин"}},
	{[]string{"Commission on Population and Development"}, []string{"人口与发展委员会"}, []string{"Комиссия по народонаселению и развитию"}},
	{[]string{"Commission for Social Development"}, []string{"社会发展委员会"}, []string{"Комиссия социального развития"}},
	{[]string{"Commission on Human Rights"}, []string{"人权委员会"}, []string{"Комиссия по правам человека"}},
	{[]string{"Commission on Crime Prevention and Criminal Justice"}, []string{"预防犯罪和刑事司法委员会"}, []string{"Комиссия по предупреждению преступности и уголовному правосудию"}},
	{[]string{"United Nations Commission on International Trade Law"}, []string{"联合国国际贸易法委员会"}, []string{"Комиссия Организации Объединенных Наций по праву международной торговли"}},
	{[]string{"International Law Commission"}, []string{"国际法委员会"}, []string{"Комиссия международного права"}},
	{[]string{"Disarmament Commission"}, []string{"裁军审议委员会"}, []string{"Комиссия по разоружению"}},
	{[]string{"Conference on Disarmament"}, []string{"裁军谈判会议"}, []string{"Конференция по разоружению"}},
	{[]string{"Peacebuilding Commission"}, []string{"建设和平委员会"}, []string{"Комиссия по миростроительству"}},
	{[]string{"Trade and Development Board"}, []string{"贸易和发展理事会"}, []string{"Совет по торговле и развитию"}},
	{[]string{"International Covenant on Civil and Political Rights"}, []string{"公民权利和政治权利国际公约", "公民及政治权利国际公约"}, []string{"Международный пакт о гражданских и политических правах"}},
	{[]string{"International Convention on the Elimination of All Forms of Racial Discrimination"}, []string{"消除一切形式种族歧视国际公约"}, []string{"Международная конвенция о ликвидации всех форм расовой дискриминации"}},
}

// organisation are the names of the United Nations at the head of a masthead.
var organisation = []string{"United Nations", "联合国", "聯合國", "Организация Объединенных Наций", "Объединенные Нации"}

// nameTable finds names at the start of a text, in any case, with any white
// space between their words or Han characters.
type nameTable struct {
	first map[string][]name // by the first Han character, or the first word in small letters
}

// name is a name with the one that it stands for.
type name struct {
	folded  string // small letters, no white space
	english string
}

var bodyNames = func() nameTable {
	t := nameTable{map[string][]name{}}
	for _, b := range bodies {
		for _, n := range slices.Concat(b.english, b.chinese, b.russian) {
			t.add(n, b.english[0])
		}
	}
	return t.sorted()
}()

var organisationNames = func() nameTable {
	t := nameTable{map[string][]name{}}
	for _, n := range organisation {
		t.add(n, organisation[0])
	}
	return t.sorted()
}()

func (t nameTable) add(n, english string) {
	key := firstKey(n)
	t.first[key] = append(t.first[key], name{foldName(n), english})
}

// sorted puts longer names first.
func (t nameTable) sorted() nameTable {
	for _, list := range t.first {
		slices.SortFunc(list, func(a, b name) int { return cmp.Or(len(b.folded)-len(a.folded), cmp.Compare(a.folded, b.folded)) })
	}
	return t
}

// longWord is the most bytes of a first word of a name.
const longWord = 40

// firstKey is the key under which names that begin like a text are kept.
func firstKey(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	if unicode.Is(unicode.Han, r) {
		return text[:n]
	}
	end := 0
	for i, c := range text {
		if !unicode.IsLetter(c) || i > longWord || i > 0 && r < 0x80 != (c < 0x80) {
			break
		}
		end = i + utf8.RuneLen(c)
	}
	return strings.ToLower(text[:end])
}

// match finds the longest name at the start of a text: its length there and
// the English name that it stands for; 0 if there is none.
func (t nameTable) match(text string) (n int, english string) {
	for _, candidate := range t.first[firstKey(text)] {
		if n := foldedPrefix(text, candidate.folded); n > 0 {
			return n, candidate.english
		}
	}
	return 0, ""
}

// foldedPrefix tells how many bytes of a text a folded name takes, white space
// between included; 0 if the text does not begin with it.
func foldedPrefix(text, folded string) int {
	at := 0
	for _, want := range folded {
		for {
			r, n := utf8.DecodeRuneInString(text[at:])
			if n == 0 {
				return 0
			}
			at += n
			if unicode.IsSpace(r) {
				continue
			}
			if r != want && unicode.ToLower(r) != want {
				return 0
			}
			break
		}
	}
	return at
}

// foldName is the form in which names compare: small letters, no white space.
func foldName(s string) string {
	return strings.ToLower(strings.Join(strings.Fields(s), ""))
}

// isDigits tells a text of ASCII digits only.
func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
