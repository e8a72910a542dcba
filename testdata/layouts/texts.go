package layouts

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"tritext/testdata"
)

// The text that the generator lays out: an invented report, a block a line.
// A heading is marked by '#', so that layouts can set it apart.
var report = map[string]string{
	"en": `#I. Introduction
1. The Lakes Commission was established in 1998 by the eleven shore communities in order to keep the ferry lines running in all seasons, to publish the timetables, and to look after the piers, which had been neglected for many years.
2. At its twelfth session the Commission requested its secretariat to prepare a report on the state of the ferry service. The present report has been drawn up in response to that request. It covers the period from 1 January 2019 to 31 December 2020 and is based on the information received from the harbour masters.
#II. State of the service
#A. Ships and piers
3. During the period under review, 14 ships were in service on nine lines. Three of them were built before 1970 and need to be replaced; the cost-benefit study that was carried out in 2018 recommends that this be done step by step.
4. The piers were inspected twice. The inspectors found that:
(a) The wooden piers on the western shore had suffered from ice, and a third of the planks would have to be replaced before the spring;
(b) The stone piers were in good order;
(c) The lights at the entrance of two harbours did not work, which the harbour masters had not reported, although the rules of procedure oblige them to do so within a week.
5. Repairs began in April 2020.
#B. Passengers
6. The number of passengers fell from 412,300 in 2019 to 187,900 in 2020. The secretariat attributes the fall to the long winter and to the closing of two lines, and expects that the figures will rise again when the new timetable enters into force.
7. A survey among passengers was carried out in the summer of 2020, in which 1,204 persons took part. Most of them were satisfied with the punctuality of the ships. Many asked for more room for bicycles and for warm drinks on board, in particular on the early morning line between the two largest towns, which takes almost three hours.
8. Schoolchildren travel free of charge.
#III. Recommendations
9. The secretariat recommends that the Commission should decide to replace the three oldest ships by 2026, beginning with the one on the northern line, and request the shore communities to share the cost in accordance with the scale adopted in decision 7/3.
10. It further recommends that the harbour masters should meet at least once a year. The first meeting could take place in May 2021 at the headquarters of the Commission, at no additional cost, since most of them attend the annual boat fair there in any case.
11. Progress should be reviewed at the fourteenth session.`,
	"ru": `#I. Введение
1. Комиссия по озерам была учреждена в 1998 году одиннадцатью прибрежными общинами для того, чтобы обеспечить движение паромов во все времена года, публиковать расписания и следить за состоянием причалов, которым многие годы не уделялось внимания.
2. На своей двенадцатой сессии Комиссия просила секретариат подготовить доклад о состоянии паромного сообщения. Настоящий доклад составлен во исполнение этой просьбы. Он охватывает период с 1 января 2019 года по 31 декабря 2020 года и основан на сведениях, полученных от начальников гаваней.
#II. Состояние сообщения
#A. Суда и причалы
3. В отчетный период на девяти линиях работало 14 судов. Три из них построены до 1970 года и нуждаются в замене; в исследовании, проведенном в 2018 году, рекомендуется производить ее по-прежнему постепенно, шаг за шагом.
4. Причалы осматривались дважды. Проверяющие установили следующее:
a) деревянные причалы на западном берегу пострадали от льда, и треть досок придется заменить до наступления весны;
b) каменные причалы находятся в хорошем состоянии;
c) огни у входа в две гавани не работали, о чем начальники гаваней не сообщили, хотя правила обязывают их делать это в течение недели.
5. Ремонт начался в апреле 2020 года.
#B. Пассажиры
6. Число пассажиров сократилось с 412 300 в 2019 году до 187 900 в 2020 году. Секретариат объясняет это долгой зимой и закрытием двух линий и ожидает, что показатели вновь вырастут, когда вступит в силу новое расписание.
7. Летом 2020 года был проведен опрос пассажиров, в котором приняли участие 1204 человека. Большинство из них довольны точностью движения судов. Многие просили предусмотреть больше места для велосипедов и теплые напитки на борту, в частности на утренней линии между двумя крупнейшими городами, поездка по которой занимает почти три часа.
8. Школьники ездят бесплатно.
#III. Рекомендации
9. Секретариат рекомендует Комиссии принять решение о замене трех самых старых судов к 2026 году, начиная с судна на северной линии, и просить прибрежные общины разделить расходы в соответствии со шкалой, утвержденной в решении 7/3.
10. Он рекомендует также начальникам гаваней встречаться не реже одного раза в год. Первая встреча могла бы состояться в мае 2021 года в штаб-квартире Комиссии без дополнительных расходов, поскольку большинство из них все равно приезжает туда на ежегодную ярмарку лодок.
11. Ход работы следует рассмотреть на четырнадцатой сессии.`,
	"zh": `#一. 导言
1. 湖区委员会由十一个沿岸社区于 1998 年设立，目的是保证渡轮航线在各个季节正常运行，公布航班时间，并维护多年来无人照管的码头。
2. 委员会第十二届会议请秘书处编写一份关于渡轮服务状况的报告。本报告就是根据这一要求编写的。报告涵盖 2019 年 1 月 1 日至 2020 年 12 月 31 日这段时间，所依据的是各港口主管提供的资料。
#二. 服务状况
#A. 船只和码头
3. 在本报告所述期间，共有 14 艘船在九条航线上运行。其中三艘是 1970 年以前建造的，需要更换；2018 年进行的研究建议逐步更换，每次更换一艘。
4. 对码头进行了两次检查。检查人员发现：
(a) 西岸的木制码头遭到冰块损坏，三分之一的木板必须在春天到来之前更换；
(b) 石制码头状况良好；
(c) 两个港口入口处的灯不亮，港口主管没有报告这一情况，虽然按照规则他们有义务在一个星期之内报告。
5. 修理工作于 2020 年 4 月开始。
#B. 乘客
6. 乘客人数从 2019 年的 412 300 人减少到 2020 年的 187 900 人。秘书处认为，减少的原因是冬季漫长以及两条航线停航，预计新的航班时间生效后，人数将再次增加。
7. 2020 年夏天对乘客进行了一次调查，有 1 204 人参加。大多数人对船只的准时程度表示满意。许多人要求提供更多的自行车停放空间，并在船上供应热饮，特别是在两个最大的城镇之间的清晨航线上，因为这条航线需要将近三个小时。
8. 学童可以免费乘船。
#三. 建议
9. 秘书处建议委员会决定在 2026 年之前更换三艘最旧的船，从北部航线的那艘开始，并请各沿岸社区按照第 7/3 号决定通过的比额表分摊费用。
10. 秘书处还建议各港口主管每年至少举行一次会议。第一次会议可于 2021 年 5 月在委员会总部举行，不需要额外费用，因为大多数主管都会去那里参加一年一度的船展。
11. 应在第十四届会议上审查进展情况。`,
}

// Report gives the blocks of our own text.
func Report(lang string) []string { return strings.Split(report[lang], "\n") }

// Text is a text that is laid out: its blocks in three languages, in the form
// of report.
type Text struct {
	Name   string
	Blocks map[string][]string // by language; a heading begins with '#'
}

// Texts are our own report and, where the measuring data are, two real
// documents: the Universal Declaration of Human Rights, with articles and
// paragraphs without numbers, and the targets of the Sustainable Development
// Goals, set as numbered paragraphs, items and bullets.
func Texts(tb testing.TB) []Text {
	own := Text{"report", map[string][]string{}}
	for _, lang := range Languages {
		own.Blocks[lang] = Report(lang)
	}
	list := []Text{own}
	if !testdata.HasShared() {
		tb.Log("measuring data not here: our own text only")
		return list
	}
	read := func(name string) []string {
		raw, err := os.ReadFile(testdata.Shared(tb, "data", "un", name))
		if err != nil {
			tb.Fatal(err)
		}
		return strings.Split(strings.TrimSpace(string(raw)), "\n")
	}
	udhr, sdg := Text{"UDHR", map[string][]string{}}, Text{"SDG", map[string][]string{}}
	for _, lang := range Languages {
		for i, l := range read("UDHR." + lang + ".txt") {
			if l = fullWidth(strings.TrimSpace(l), lang); i < 2 || articleHeading.MatchString(l) {
				l = "#" + l
			}
			udhr.Blocks[lang] = append(udhr.Blocks[lang], l)
		}
		sdg.Blocks[lang] = setTargets(read("SDG_A_RES_71_313."+lang+".txt"), lang)
	}
	return append(list, udhr, sdg)
}

// Languages are those of the texts.
var Languages = []string{"en", "ru", "zh"}

var articleHeading = regexp.MustCompile(`^(?:Article \d+|Статья \d+|第[一二三四五六七八九十]+条)$`)

// fullWidth gives Chinese text back the marks that the web folded.
func fullWidth(s, lang string) string {
	if lang == "zh" {
		s = strings.NewReplacer(",", "，", ";", "；", ":", "：").Replace(s)
	}
	return s
}

// setTargets makes paragraphs of the lines of the goals: a heading, a numbered
// paragraph of three sentences, items, bullets, in turn.
func setTargets(lines []string, lang string) []string {
	const first, last = 34, 118 // half of the lines of the targets; before them stand titles
	stop, end := ". ", "."
	if lang == "zh" {
		stop, end = "。", "。"
	}
	lines = lines[first:last]
	var out []string
	number := 0
	for n := 0; len(lines) >= 9; n++ {
		for i, l := range lines[:9] {
			lines[i] = strings.TrimRight(fullWidth(strings.TrimSpace(l), lang), ".。")
		}
		roman := []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"}[n%20]
		title := map[string]string{"en": "Goals and targets", "ru": "Цели и задачи", "zh": "目标和具体目标"}[lang]
		out = append(out, "#"+roman+". "+title)
		number++
		out = append(out, fmt.Sprintf("%d. %s", number, strings.Join(lines[:3], stop)+end))
		number++
		out = append(out, fmt.Sprintf("%d. %s", number, lines[3]+map[string]string{"en": ":", "ru": ":", "zh": "："}[lang]))
		for i, l := range lines[4:7] {
			mark := map[string]string{"en": ";", "ru": ";", "zh": "；"}[lang]
			if i == 2 {
				mark = end
			}
			switch {
			case n%3 == 2:
				out = append(out, "– "+l+mark)
			case lang == "ru":
				r, k := utf8.DecodeRuneInString(l)
				out = append(out, fmt.Sprintf("%c) %s", 'a'+i, string(unicode.ToLower(r))+l[k:]+mark))
			default:
				out = append(out, fmt.Sprintf("(%c) %s", 'a'+i, l+mark))
			}
		}
		number++
		out = append(out, fmt.Sprintf("%d. %s", number, strings.Join(lines[7:9], stop)+end))
		lines = lines[9:]
	}
	return out
}
