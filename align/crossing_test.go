package align_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"tritext/align"
	"tritext/segment"
	"tritext/segment/lang"
)

// units cuts lines of a language as the command does.
func units(code string, lines []string) []align.Unit {
	l, _ := lang.ByCode(code)
	var out []align.Unit
	for _, line := range lines {
		tokens := l.Tokens(line)
		out = append(out, align.Unit{Tokens: segment.Forms(nil, tokens), Anchors: segment.Anchors(nil, tokens), Length: segment.Length(line)})
	}
	return out
}

// A text around the passages that move.
var frame = map[string][2][]string{
	"zh": {
		{"港口委员会第十二次会议于2044年5月3日开幕。", "主席感谢各位代表出席会议。", "委员会通过了议程。", "秘书处介绍了过去一年的工作。"},
		{"委员会请秘书处印发本报告。", "下次会议将于2045年春季举行。", "会议于下午6时闭幕。"},
	},
	"en": {
		{"The twelfth session of the Harbour Commission opened on 3 May 2044.", "The Chair thanked the delegates for attending the session.", "The Commission adopted the agenda.", "The secretariat presented the work of the past year."},
		{"The Commission requested the secretariat to issue the present report.", "The next session will be held in spring 2045.", "The session closed at 6 p.m."},
	},
	"ru": {
		{"Двенадцатая сессия Комиссии по портам открылась 3 мая 2044 года.", "Председатель поблагодарил делегатов за участие в сессии.", "Комиссия утвердила повестку дня.", "Секретариат представил работу за прошедший год."},
		{"Комиссия просила секретариат издать настоящий доклад.", "Следующая сессия состоится весной 2045 года.", "Сессия закрылась в 18 часов."},
	},
}

// A list in the order of each language's alphabet; items of the same line translate each other.
var items = [][3]string{
	{"保险", "Insurance", "Страхование"}, {"采矿", "Mining", "Горная промышленность"}, {"电力", "Electricity", "Электроэнергия"},
	{"渔业", "Fisheries", "Рыболовство"}, {"教育", "Education", "Образование"}, {"卫生", "Health", "Здравоохранение"},
	{"林业", "Forestry", "Лесное хозяйство"}, {"旅游", "Tourism", "Туризм"}, {"贸易", "Trade", "Торговля"},
	{"农业", "Agriculture", "Сельское хозяйство"}, {"银行", "Banks", "Банки"}, {"运输", "Transport", "Транспорт"},
	{"住房", "Housing", "Жилье"}, {"电信", "Telecommunications", "Телекоммуникации"},
}

// An annex that stands before the frame's end in one language and behind it in another.
var annex = map[string][]string{
	"zh": {"附件：码头使用规则。", "船长应在抵达前24小时通知港务局。", "停泊费按船只长度计算。", "夜间不得装卸危险货物。", "垃圾应放入岸上的容器。", "违反规则者须缴付罚款500元。"},
	"en": {"Annex: rules for the use of the quay.", "The captain shall notify the port authority 24 hours before arrival.", "The mooring fee is calculated from the length of the vessel.", "Dangerous goods shall not be loaded or unloaded at night.", "Waste shall be placed in the containers on shore.", "Whoever violates the rules shall pay a fine of 500 dollars."},
	"ru": {"Приложение: правила пользования причалом.", "Капитан уведомляет портовые власти за 24 часа до прибытия.", "Плата за стоянку исчисляется по длине судна.", "Погрузка и разгрузка опасных грузов в ночное время запрещены.", "Мусор следует складывать в контейнеры на берегу.", "Нарушитель правил платит штраф в размере 500 долларов."},
}

var codes = []string{"zh", "en", "ru"}

// listed gives the frame with the list in it, and the item of each line (−1: none).
func listed(code string) (lines []string, item []int) {
	at := slices.Index(codes, code)
	order := make([]int, len(items))
	for k := range order {
		order[k] = k
	}
	if code != "zh" {
		slices.SortFunc(order, func(a, b int) int { return strings.Compare(items[a][at], items[b][at]) })
	}
	put := func(line string, k int) { lines, item = append(lines, line), append(item, k) }
	for _, l := range frame[code][0] {
		put(l, -1)
	}
	for _, k := range order {
		put(items[k][at], k)
	}
	for _, l := range frame[code][1] {
		put(l, -1)
	}
	return lines, item
}

func TestAlphabeticalList(t *testing.T) {
	for _, pair := range [][2]string{{"zh", "en"}, {"zh", "ru"}, {"en", "ru"}} {
		t.Run(pair[0]+"-"+pair[1], func(t *testing.T) {
			from, item := listed(pair[0])
			to, partner := listed(pair[1])
			source, target := units(pair[0], from), units(pair[1], to)
			a := align.New(pairOf(t, pair[0]+"-"+pair[1]), align.Options{AllowCrossing: true})
			got := a.Align(source, target)
			checkCrossing(t, got, len(source), len(target))
			right, wrong := 0, 0
			for _, b := range got.Beads {
				if b.Null() || item[b.Source.Lo] < 0 && partner[b.Target.Lo] < 0 {
					continue
				}
				if b.Type() == "1-1" && item[b.Source.Lo] == partner[b.Target.Lo] {
					right++
				} else {
					wrong++
				}
			}
			t.Logf("%d of %d items right, %d wrong beads, %d crossings", right, len(items), wrong, len(got.Crossings))
			if right < len(items)/2+1 || wrong > 3 { // the monotone path alone gets at most five
				t.Errorf("%d of %d items right, %d wrong beads: %s", right, len(items), wrong, spans(got.Beads))
			}
			for k := range 4 { // the frame stands as it did
				if !strings.Contains(spans(got.Beads), fmt.Sprintf("[%d]:[%d]", k, k)) {
					t.Errorf("line %d of the frame is not with its partner: %s", k, spans(got.Beads))
				}
			}
		})
	}
}

func TestMovedAnnex(t *testing.T) {
	for _, pair := range [][2]string{{"zh", "en"}, {"zh", "ru"}, {"en", "ru"}} {
		t.Run(pair[0]+"-"+pair[1], func(t *testing.T) {
			s, o := pair[0], pair[1]
			source := units(s, slices.Concat(frame[s][0], frame[s][1], annex[s]))
			target := units(o, slices.Concat(frame[o][0], annex[o], frame[o][1]))
			lex := pairOf(t, s+"-"+o)
			told := align.New(lex, align.Options{}).Align(source, target)
			if len(told.Crossings) != 1 {
				t.Fatalf("%d crossings, want 1: %v", len(told.Crossings), told.Crossings)
			}
			if slices.ContainsFunc(told.Beads, func(b align.Bead) bool { return b.Crossing }) {
				t.Error("crossing beads in the result, but they were not allowed")
			}
			got := align.New(lex, align.Options{AllowCrossing: true}).Align(source, target)
			checkCrossing(t, got, len(source), len(target))
			n := len(annex[s])
			at, to := len(source)-n, len(frame[o][0])
			if c := got.Crossings[0]; c.Source != (align.Range{Lo: at, Hi: at + n}) || c.Target != (align.Range{Lo: to, Hi: to + n}) {
				// Either passage may be the one that stands at its place.
				at, to, n = len(frame[s][0]), len(target)-len(frame[o][1]), len(frame[s][1])
				if c.Source != (align.Range{Lo: at, Hi: at + n}) || c.Target != (align.Range{Lo: to, Hi: to + n}) {
					t.Errorf("%v %v in %s", c.Source, c.Target, spans(told.Beads))
				}
			}
			for k := range annex[s] {
				want := fmt.Sprintf("[%d]:[%d]", len(source)-len(annex[s])+k, len(frame[o][0])+k)
				if !strings.Contains(spans(got.Beads), want) {
					t.Errorf("no %s in %s", want, spans(got.Beads))
				}
			}
		})
	}
}

// checkCrossing tells whether the beads cover both sides once, sorted by
// source, and the target in order but for crossing beads.
func checkCrossing(t *testing.T, r align.Result, n, m int) {
	t.Helper()
	i, j := 0, -1
	var seen [2]map[int]bool
	seen[0], seen[1] = map[int]bool{}, map[int]bool{}
	crossing := 0
	for _, b := range r.Beads {
		for side, x := range []align.Range{b.Source, b.Target} {
			for u := x.Lo; u < x.Hi; u++ {
				if seen[side][u] {
					t.Fatalf("unit %d of side %d stands in two beads: %s", u, side, spans(r.Beads))
				}
				seen[side][u] = true
			}
		}
		if b.Source.Len() > 0 {
			if b.Source.Lo != i {
				t.Fatalf("bead %v after %d source units: %s", b, i, spans(r.Beads))
			}
			i = b.Source.Hi
		}
		if b.Crossing {
			crossing++
		} else if b.Target.Len() > 0 {
			if b.Target.Lo <= j {
				t.Fatalf("bead %v is out of order, but not marked: %s", b, spans(r.Beads))
			}
			j = b.Target.Lo
		}
	}
	if len(seen[0]) != n || len(seen[1]) != m {
		t.Fatalf("beads hold %d and %d of %d and %d units", len(seen[0]), len(seen[1]), n, m)
	}
	for _, c := range r.Crossings {
		crossing -= len(c.Beads)
		for _, b := range c.Beads {
			if b.Source.Lo < c.Source.Lo || b.Source.Hi > c.Source.Hi || b.Target.Lo < c.Target.Lo || b.Target.Hi > c.Target.Hi {
				t.Fatalf("bead %v outside of its crossing %v %v", b, c.Source, c.Target)
			}
		}
	}
	if crossing != 0 {
		t.Fatalf("%d more beads are marked than stand in crossings", crossing)
	}
}

// shuffled moves pieces of one text about.
func shuffled(rng *rand.Rand, u []align.Unit) []align.Unit {
	for range rng.Intn(4) {
		if len(u) < 3 {
			break
		}
		from := rng.Intn(len(u) - 1)
		to := from + 1 + rng.Intn(min(12, len(u)-from-1)+1)
		to = min(to, len(u))
		piece := slices.Clone(u[from:to])
		u = slices.Delete(slices.Clone(u), from, to)
		u = slices.Insert(u, rng.Intn(len(u)+1), piece...)
	}
	return u
}

func checkCrossingLaws(t *testing.T, source, target []align.Unit) {
	t.Helper()
	got := align.New(numerals(), align.Options{AllowCrossing: true}).Align(source, target)
	checkCrossing(t, got, len(source), len(target))
	plain := align.New(numerals(), align.Options{}).Align(source, target)
	if len(plain.Crossings) != len(got.Crossings) {
		t.Fatalf("%d crossings are told, %d allowed", len(plain.Crossings), len(got.Crossings))
	}
	back := dictionary{}
	for s, t := range numerals() {
		back[t] = s
	}
	mirrored := align.New(back, align.Options{AllowCrossing: true}).Align(target, source)
	pairs := func(beads []align.Bead) []string {
		var out []string
		for _, b := range beads {
			if !b.Null() {
				out = append(out, span(b))
			}
		}
		slices.Sort(out)
		return out
	}
	if a, b := pairs(got.Beads), pairs(exchange(mirrored.Beads)); len(source) > 0 && len(target) > 0 && !slices.Equal(a, b) {
		t.Fatalf("exchanged texts give other beads:\n%v\n%v", a, b)
	}
}

func TestCrossingLaws(t *testing.T) {
	for seed := range int64(12) {
		rng := rand.New(rand.NewSource(seed))
		source, target := noise(rng, 60)
		checkCrossingLaws(t, source, shuffled(rng, target))
	}
}

func FuzzCrossing(f *testing.F) {
	for seed := range int64(4) {
		f.Add(seed, uint8(40))
	}
	f.Fuzz(func(t *testing.T, seed int64, n uint8) {
		rng := rand.New(rand.NewSource(seed))
		source, target := noise(rng, int(n%80))
		checkCrossingLaws(t, source, shuffled(rng, target))
	})
}

// A text in order has no crossing, however much it repeats itself.
func TestNoCrossing(t *testing.T) {
	for seed := range int64(8) {
		rng := rand.New(rand.NewSource(seed))
		source, target := noise(rng, 60)
		formula := rng.Perm(len(source))[:6]
		for _, i := range formula {
			source[i] = text("a1 a2 a3 a4")[0]
		}
		for _, j := range rng.Perm(len(target))[:6] {
			target[j] = text("b1 b2 b3 b4")[0]
		}
		if r := align.New(numerals(), align.Options{}).Align(source, target); len(r.Crossings) > 1 {
			t.Errorf("seed %d: %d crossings: %v", seed, len(r.Crossings), r.Crossings)
		}
	}
}
