package pipeline

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tritext/testdata"
)

// shuffled writes texts under names that tell nothing, and gives the document of
// each path.
func shuffled(t testing.TB, dir string, texts map[string]map[string]string) map[string]string {
	t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	var all [][2]string
	for _, id := range sortedKeys(texts) {
		for _, lang := range sortedKeys(texts[id]) {
			all = append(all, [2]string{id, lang})
		}
	}
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	of := map[string]string{}
	for n, a := range all {
		name := filepath.Join(dir, fmt.Sprintf("scan%05d.txt", n))
		if err := os.WriteFile(name, []byte(texts[a[0]][a[1]]), 0o644); err != nil {
			t.Fatal(err)
		}
		of[filepath.ToSlash(name)] = a[0]
	}
	return of
}

// goldTexts reads the documents of a gold set, or pieces of them of that many lines.
func goldTexts(t testing.TB, set string, piece int) map[string]map[string]string {
	t.Helper()
	dir := testdata.Shared(t, "data/gold/"+set)
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]map[string]string{}
	for _, e := range entries {
		lang := strings.TrimPrefix(filepath.Ext(e.Name()), ".")
		if !slices.Contains(languages, lang) {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
		id := strings.TrimSuffix(e.Name(), filepath.Ext(e.Name()))
		for n := 0; n < len(lines); n += max(piece, 1) {
			to := n + piece
			if piece == 0 || to > len(lines) {
				to = len(lines)
			}
			key := fmt.Sprintf("%s.%d", id, n)
			if texts[key] == nil {
				texts[key] = map[string]string{}
			}
			texts[key][lang] = strings.Join(lines[n:to], "\n")
			if piece == 0 {
				break
			}
		}
	}
	return texts
}

// annual makes texts of one resolution over many years: they differ in numbers only.
func annual(n int) map[string]map[string]string {
	texts := map[string]map[string]string{}
	for i := range n {
		year, session, total := 1990+i, 45+i, 1200+37*i
		texts[fmt.Sprint(year)] = map[string]string{
			"en": fmt.Sprintf("The Council,\nRecalling its decision of 12 May %d on the levels of rivers and lakes,\nTaking note of the report of the %dth session, which names %d stations,\n1. Welcomes the exchange of data on the levels of rivers between the stations;\n2. Requests the office to report on the matter at the end of %d;\n3. Decides to remain seized of the matter.\n", year-1, session, total, year+1),
			"ru": fmt.Sprintf("Совет,\nссылаясь на свое решение от 12 мая %d года об уровнях рек и озер,\nпринимая к сведению доклад %d-й сессии, в котором названо %d станций,\n1. приветствует обмен данными об уровнях рек между станциями;\n2. просит управление представить доклад по этому вопросу в конце %d года;\n3. постановляет продолжать заниматься этим вопросом.\n", year-1, session, total, year+1),
			"zh": fmt.Sprintf("理事会，\n回顾其%d年5月12日关于河流和湖泊水位的决定，\n注意到第%d届会议的报告，其中列出%d个站，\n1. 欢迎各站之间交换河流水位数据；\n2. 请办公室在%d年底就此事项提出报告；\n3. 决定继续处理此案。\n", year-1, session, total, year+1),
		}
	}
	return texts
}

// figures of pairs of files that were proposed to belong together.
type pairFigures struct{ right, proposed, gold int }

func (f pairFigures) precision() float64 { return float64(f.right) / float64(max(1, f.proposed)) }
func (f pairFigures) recall() float64    { return float64(f.right) / float64(max(1, f.gold)) }

func figuresOf(p *Pairing, of map[string]string) (f pairFigures) {
	size := map[string]int{}
	for _, id := range of {
		size[id]++
	}
	for _, n := range size {
		f.gold += n * (n - 1) / 2
	}
	for _, d := range p.Documents {
		for i := range d.Files {
			for j := range i {
				f.proposed++
				if of[d.Files[i].Path] == of[d.Files[j].Path] {
					f.right++
				}
			}
		}
	}
	return f
}

// Files of one resolution over thirty years, renamed, find their versions by numbers.
func TestPairAnnual(t *testing.T) {
	dir := t.TempDir()
	of := shuffled(t, dir, annual(30))
	p, err := Pair(t.Context(), PairOptions{Inputs: []string{dir}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if f := figuresOf(p, of); f.precision() < .97 || f.recall() < .97 {
		t.Errorf("%d pairs right of %d proposed, %d in all", f.right, f.proposed, f.gold)
	}
	again, err := Pair(t.Context(), PairOptions{Inputs: []string{dir}, Jobs: 3}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(p.Documents) != fmt.Sprint(again.Documents) {
		t.Error("a second run proposes other pairs")
	}
}

// BenchmarkPair tells precision and recall of the pairs proposed for gold sets
// whose files were renamed, and the time a file takes.
func BenchmarkPair(b *testing.B) {
	sets := []struct {
		name  string
		texts func() map[string]map[string]string
	}{
		{"undev", func() map[string]map[string]string { return goldTexts(b, "undev", 0) }},
		{"undev, pieces of 20 sentences", func() map[string]map[string]string { return goldTexts(b, "undev", 20) }},
		{"undev, pieces of 5 sentences", func() map[string]map[string]string { return goldTexts(b, "undev", 5) }},
		{"ntrex", func() map[string]map[string]string { return goldTexts(b, "ntrex", 0) }},
		{"wmten", func() map[string]map[string]string { return goldTexts(b, "wmten", 0) }},
		{"wmtzh", func() map[string]map[string]string { return goldTexts(b, "wmtzh", 0) }},
		{"annual", func() map[string]map[string]string { return annual(60) }},
	}
	for _, set := range sets {
		b.Run(set.name, func(b *testing.B) {
			dir := b.TempDir()
			of := shuffled(b, dir, set.texts())
			var f pairFigures
			var bins [5]pairFigures
			for b.Loop() {
				p, err := Pair(b.Context(), PairOptions{Inputs: []string{dir}}, nil)
				if err != nil {
					b.Fatal(err)
				}
				f = figuresOf(p, of)
				bins = [5]pairFigures{}
				for _, d := range p.Documents {
					for i := range d.Files {
						bin := &bins[min(4, int((d.Files[i].Confidence-.5)*10))]
						bin.proposed++
						for j := range d.Files {
							if i != j && of[d.Files[i].Path] == of[d.Files[j].Path] {
								bin.right++
								break
							}
						}
					}
				}
			}
			b.ReportMetric(float64(len(of)), "files")
			b.ReportMetric(100*f.precision(), "P%")
			b.ReportMetric(100*f.recall(), "R%")
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N*len(of))*1000, "ms/file")
			for i, bin := range bins {
				if bin.proposed > 0 {
					b.Logf("confidence from %.1f: %d files, %.3f rightly placed", .5+.1*float64(i), bin.proposed, bin.precision())
				}
			}
		})
	}
}
