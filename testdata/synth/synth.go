// Package synth makes large corpora of made-up text in three languages, for
// benchmarks and tests: what is measured on them is speed and size, not quality.
package synth

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"tritext/corpus"
	"tritext/corpus/store"
	"tritext/segment"
)

// phrase is a piece of a sentence in en, ru, zh.
type phrase [3]string

var codes = [3]string{"en", "ru", "zh"}

var openings = []phrase{
	{"The Committee", "Комитет", "委员会"}, {"The working group", "Рабочая группа", "工作组"}, {"The library", "Библиотека", "图书馆"},
	{"The Secretariat", "Секретариат", "秘书处"}, {"The water service", "Служба водоснабжения", "供水部门"}, {"The Council", "Совет", "理事会"},
	{"The regional office", "Региональное отделение", "区域办事处"}, {"The meeting", "Совещание", "会议"},
}

var deeds = []phrase{
	{"took note of", "приняло к сведению", "注意到"}, {"considered", "рассмотрело", "审议了"}, {"published", "опубликовало", "发表了"},
	{"recommended", "рекомендовало", "建议"}, {"approved", "утвердило", "核准了"}, {"received", "получило", "收到了"}, {"reviewed", "проанализировало", "审查了"},
}

var things = []phrase{
	{"the report on rural roads", "доклад о сельских дорогах", "关于农村道路的报告"}, {"the list of measuring stations", "перечень измерительных станций", "测量站名单"},
	{"the plan for safe drinking water", "план обеспечения безопасной питьевой водой", "安全饮用水计划"}, {"the results of the census", "результаты переписи", "普查结果"},
	{"the guidelines for translators", "руководство для переводчиков", "翻译人员准则"}, {"the proposal of the coastal towns", "предложение прибрежных городов", "沿海城镇的提案"},
	{"the budget of the training centre", "бюджет учебного центра", "培训中心预算"}, {"the register of historic bridges", "реестр исторических мостов", "历史桥梁登记册"},
	{"the statistics of sustainable development", "статистика устойчивого развития", "可持续发展统计"},
}

var ends = []phrase{
	{"for %d, with %d annexes", "за %d год, с %d приложениями", "%d年，附有%d个附件"}, {"of %d in %d volumes", "%d года в %d томах", "%d年的，共%d卷"},
	{"and asked in %d for %d further examples", "и запросило в %d году %d дополнительных примеров", "并于%d年要求再提供%d个实例"},
	{"as amended in %d by %d members", "с изменениями, внесёнными в %d году %d членами", "经%d年%d名成员修正"},
}

var full = phrase{".", ".", "。"}

// Corpus writes a corpus of about so many groups into dir, per groups a
// document (0: 100). The same seed gives the same bytes. One document in twenty
// has a stretch in which the alignment has lost its way.
func Corpus(dir string, groups, per int, seed uint64) error {
	if per <= 0 {
		per = 100
	}
	w, err := store.Create(dir, store.Options{Version: "synth", Signature: fmt.Sprintf("synth:1|seed:%d", seed)})
	if err != nil {
		return err
	}
	for n := 0; n*per < groups; n++ {
		if err := w.Write(Family(n, min(per, groups-n*per), seed)); err != nil {
			return fmt.Errorf("%w %v", err, w.Abort())
		}
	}
	return w.Commit(store.Manifest{Options: map[string]any{"seed": seed}})
}

// Family makes document n of about so many groups.
func Family(n, groups int, seed uint64) *corpus.Family {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	f := &corpus.Family{ID: fmt.Sprintf("A_%d_%d", 60+n%40, 1+n/40)}
	types := []string{"report", "letter", "resolution", "record"}
	for _, code := range codes {
		f.Versions = append(f.Versions, &corpus.Document{
			ID: f.ID, Lang: code,
			Source:   corpus.Source{Path: fmt.Sprintf("texts/%s.%s.txt", f.ID, code), Charset: "UTF-8", Paired: "name", Format: "plain text", SHA256: strings.Repeat("0", 64)},
			Masthead: corpus.Masthead{Symbols: []string{strings.ReplaceAll(f.ID, "_", "/")}, Type: types[n%4], Date: fmt.Sprintf("%d-03-0%d", 1990+n%30, 1+n%9), Title: "Made-up text"},
			Sections: []corpus.Section{
				{Type: "body", Original: []string{codes[n%3]}, Evidence: corpus.EvidenceMasthead},
				{Type: "annex", Label: "I", Original: []string{codes[(n+1)%3]}, Evidence: corpus.EvidenceBracket, First: 1},
			},
		})
	}
	var beads [3][]corpus.Bead // zh-en, zh-ru, en-ru
	pairs := [3][2]int{{2, 0}, {2, 1}, {0, 1}}
	doubtful := n%20 == 3
	for g := range groups {
		at := [3][]int{}
		o, d, t, e := r.IntN(len(openings)), r.IntN(len(deeds)), r.IntN(len(things)), r.IntN(len(ends))
		if r.IntN(12) == 0 {
			o, d, t, e = g%3, g%2, g%4, 0 // a formula
		}
		year, count := 1980+r.IntN(45), 2+r.IntN(60)
		if r.IntN(12) == 0 {
			year, count = 2001, 7
		}
		kind := corpus.KindSentence
		if g%9 == 0 {
			kind = corpus.KindOperative
		}
		section := 0
		if g >= groups*2/3 {
			section = 1
		}
		missing, double := -1, -1
		switch r.IntN(40) {
		case 0, 1:
			missing = r.IntN(3)
		case 2, 3, 4:
			double = r.IntN(3)
		}
		shift := doubtful && g > groups/3 && g < groups/3+14
		for l, doc := range f.Versions {
			if l == missing {
				continue
			}
			y := year
			if shift && l == 0 {
				y++
			}
			space := " "
			if l == 2 {
				space = ""
			}
			text := openings[o][l] + space + deeds[d][l] + space + things[t][l] + space + fmt.Sprintf(ends[e][l], y, count) + full[l]
			at[l] = append(at[l], add(doc, text, kind, section))
			if l == double {
				at[l] = append(at[l], add(doc, things[(t+1)%len(things)][l]+full[l], kind, section))
			}
		}
		for p, pair := range pairs {
			s, t := at[pair[0]], at[pair[1]]
			if len(s)+len(t) == 0 {
				continue
			}
			c := 1 - .2*r.Float64()*r.Float64()*r.Float64()
			if double >= 0 {
				c = .6 + .39*r.Float64()
			}
			if shift {
				c = .1 + .3*r.Float64()
			}
			beads[p] = append(beads[p], corpus.Bead{
				ID:     fmt.Sprintf("%s#%s-%s.%d", f.ID, codes[pair[0]], codes[pair[1]], len(beads[p])+1),
				Source: codes[pair[0]], Target: codes[pair[1]], SourceUnits: s, TargetUnits: t, Score: 5 * c, Confidence: c, Method: "tritext", Slip: shift,
				Components: []corpus.Component{{Name: "length", Value: c}, {Name: "lexical", Value: 4 * c}},
			})
		}
	}
	for p := range beads {
		f.Beads = append(f.Beads, beads[p]...)
	}
	for _, d := range f.Versions {
		d.Source.Bytes = len(d.Raw)
	}
	f.Join()
	return f
}

// add puts a unit at the end of a document and gives its index.
func add(d *corpus.Document, text string, kind corpus.Kind, section int) int {
	start := len(d.Raw)
	d.Raw += text + "\n"
	n := len(d.Units)
	span := segment.Span{Start: start, End: len(d.Raw)}
	d.Blocks = append(d.Blocks, corpus.Block{Kind: kind, Section: section, Spans: []segment.Span{span}, Text: text})
	d.Units = append(d.Units, corpus.Unit{
		ID: fmt.Sprintf("%s/%s#%d.%d.1", d.ID, d.Lang, section+1, n+1), Kind: kind, Section: section, Block: n,
		Spans: []segment.Span{span}, Text: text, Norm: text, Tokens: tokens(text),
	})
	return n
}

// tokens cuts a text into runs of letters, digits, spaces and other characters.
func tokens(text string) (out []segment.Token) {
	class := func(r rune) segment.Kind {
		switch {
		case unicode.IsSpace(r):
			return segment.Space
		case unicode.IsDigit(r):
			return segment.Number
		case unicode.IsLetter(r):
			return segment.Word
		}
		return segment.Punct
	}
	for i, r := range text {
		k, end := class(r), i+utf8.RuneLen(r)
		if n := len(out); n > 0 && out[n-1].Kind == k && k != segment.Punct {
			out[n-1].End = end
			continue
		}
		out = append(out, segment.Token{Span: segment.Span{Start: i, End: end}, Kind: k})
	}
	for i := range out {
		if out[i].Kind != segment.Space {
			out[i].Form = strings.ToLower(out[i].In(text))
		}
	}
	return out
}
