package pipeline

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tritext/align/lexicon"
	"tritext/corpus"
)

// rivers are documents with two bodies that no model knows, 渡联 (IFU, МСП) and
// 港联 (PQA, АПК). What they are called in the other languages is plain in the
// documents after it only; of the first, two lines of the Chinese text
// differ by it alone, and only one of them has been translated.
var rivers = map[string]string{
	"1.zh.txt": "第一次会议于5月3日在塞尔纳举行。\n渡联表示支持这一建议。\n港联表示支持这一建议。\n会议随后休会，将于6月继续进行。\n",
	"1.en.txt": "The first meeting was held in Serna on 3 May.\nThe IFU expressed its support for this proposal.\nThe meeting was then adjourned and will continue in June.\n",
	"1.ru.txt": "Первое заседание состоялось 3 мая в Серне.\nМСП поддержал это предложение.\nЗатем заседание было прервано и будет продолжено в июне.\n",
	"2.zh.txt": "渡联的秘书处设在河岸边的一座旧仓库里。\n渡联每年出版12份关于水位的报告。\n港联负责码头的维修和照明。\n",
	"2.en.txt": "The secretariat of the IFU is housed in an old warehouse on the river bank.\nThe IFU publishes 12 reports on water levels every year.\nThe PQA is responsible for the repair and lighting of quays.\n",
	"2.ru.txt": "Секретариат МСП находится в старом складе на берегу реки.\nМСП публикует каждый год 12 докладов об уровне воды.\nАПК отвечает за ремонт и освещение причалов.\n",
	"3.zh.txt": "港联有40名工作人员。\n去年夏天，渡联购买了三艘新渡轮。\n港联在8月完成了新桥的建造。\n",
	"3.en.txt": "The PQA has 40 staff members.\nLast summer, the IFU bought three new ferries.\nThe PQA completed the construction of the new bridge in August.\n",
	"3.ru.txt": "В АПК работают 40 сотрудников.\nПрошлым летом МСП купил три новых парома.\nВ августе АПК завершила строительство нового моста.\n",
	"4.zh.txt": "渡联的图书馆收藏了3000册图书。\n港联每天测量水温两次。\n渡联将在10月举办一次展览。\n港联的办公室周日不开放。\n",
	"4.en.txt": "The library of the IFU holds 3,000 books.\nThe PQA measures the temperature of the water twice a day.\nThe IFU will hold an exhibition in October.\nThe office of the PQA is closed on Sundays.\n",
	"4.ru.txt": "В библиотеке МСП хранится 3000 книг.\nАПК измеряет температуру воды дважды в день.\nМСП проведет выставку в октябре.\nКонтора АПК по воскресеньям закрыта.\n",
}

// written writes files into a new folder.
func written(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// adapted builds a corpus and gives the confidence of the beads of document 1 by
// "zh#1.1.1=en#1.1.1", and the report.
func adapted(t *testing.T, opt Options) (map[string]float64, *Report) {
	t.Helper()
	opt.Output, opt.Terms, opt.Version = filepath.Join(t.TempDir(), "out"), []string{"渡联", "港联"}, "1"
	report, err := Build(t.Context(), opt, Observer{})
	if err != nil {
		t.Fatal(err)
	}
	beads := map[string]float64{}
	for _, b := range collect(t, open(t, opt.Output).Beads()) {
		if b.DocID == "1" {
			name := strings.Join(b.SourceIDs, "+") + "=" + strings.Join(b.TargetIDs, "+")
			beads[strings.ReplaceAll(name, "1/", "")] = b.Confidence
		}
	}
	return beads, report
}

// What the later documents teach decides in the first.
func TestAdapt(t *testing.T) {
	dir := written(t, rivers)
	once, report := adapted(t, Options{Inputs: []string{dir}})
	if report.Learnt != nil || strings.Contains(report.Manifest.Signature, "adapt") {
		t.Errorf("one pass learnt %v, signature %s", report.Learnt, report.Manifest.Signature)
	}
	twice, report := adapted(t, Options{Inputs: []string{dir}, Adapt: true})
	for _, bead := range []string{"zh#1.2.1=en#1.2.1", "zh#1.2.1=ru#1.2.1"} {
		if once[bead] > .7 || twice[bead] < .9 {
			t.Errorf("%s: confidence %.2f in one pass, %.2f in two", bead, once[bead], twice[bead])
		}
	}
	for _, pair := range []string{"zh-en", "zh-ru", "en-ru"} {
		if report.Learnt[pair] < 2 {
			t.Errorf("%s: %d pairs learnt, want both bodies", pair, report.Learnt[pair])
		}
	}
	if !strings.HasSuffix(report.Manifest.Signature, "|adapt:on") {
		t.Errorf("signature %s", report.Manifest.Signature)
	}
	told, _ := report.Manifest.Options.(map[string]any)
	if learnt, _ := told["learnt"].(map[string]any); len(learnt) != 3 || learnt["zh-en"] != float64(report.Learnt["zh-en"]) {
		t.Errorf("the manifest tells %v, learnt %v", told, report.Learnt)
	}
}

// Two passes give the same bytes whatever the number of workers.
func TestAdaptIsReproducible(t *testing.T) {
	dir := written(t, rivers)
	var first map[string]string
	for _, jobs := range []int{1, 3} {
		out := filepath.Join(t.TempDir(), "out")
		if _, err := Build(t.Context(), Options{Inputs: []string{dir}, Output: out, Adapt: true, Jobs: jobs}, Observer{}); err != nil {
			t.Fatal(err)
		}
		got := files(t, out)
		if first == nil {
			first = got
		}
		if diff := cmp.Diff(first, got); diff != "" {
			t.Errorf("%d workers: %s", jobs, diff)
		}
	}
}

// The first pass tells how far it is and nothing else: problems, documents and
// families come once, in the second.
func TestAdaptTells(t *testing.T) {
	whole, err := newStages(&Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, inputs := range [][]string{{"solo:zh"}, {"road:en,ru,zh", "solo:zh", "lost:en,zh", "bad:en,zh"}} {
		var told [2][]string
		for i, adapt := range []bool{false, true} {
			opt := options(t, inputs...)
			opt.Adapt = adapt
			s := simple(texts)
			s.lexicons = whole.lexicons
			s.aligned = func(map[[2]string]*lexicon.Pair) alignTexts { return s.align }
			learning := [2]int{-1, -1}
			if _, err := build(t.Context(), opt, s, Observer{
				Learning: func(done, total int) {
					if done != learning[0]+1 {
						t.Errorf("%d done after %d", done, learning[0])
					}
					learning = [2]int{done, total}
				},
				Problem: func(p corpus.Problem) { told[i] = append(told[i], p.Path+" "+p.What) },
				Done:    func(f *FamilyReport) { told[i] = append(told[i], f.ID) },
			}); err != nil {
				t.Fatal(err)
			}
			if want := [2]int{len(inputs) - 1, len(inputs) - 1}; adapt && learning != want {
				t.Errorf("%q: the first pass ends at %v, want %v", inputs, learning, want)
			}
		}
		if diff := cmp.Diff(told[0], told[1]); diff != "" {
			t.Errorf("%q, one pass and two: %s", inputs, diff)
		}
	}
}

// A run that is cancelled in its first pass leaves nothing behind.
func TestAdaptStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	opt := options(t, "road:en,ru,zh", "solo:zh")
	opt.Adapt = true
	if _, err := build(ctx, opt, simple(texts), Observer{Learning: func(int, int) { cancel() }}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(opt.Output); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something is left: %v", err)
	}
}
