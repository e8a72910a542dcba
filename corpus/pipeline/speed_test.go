package pipeline

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-ego/gse"

	"tritext/segment/lang"
	"tritext/testdata"
)

// copies writes texts (by path) so many times into a folder; it gives the
// Chinese ones and the bytes of all.
func copies(tb testing.TB, n int, texts map[string]string) (dir string, chinese []string, size int64) {
	tb.Helper()
	dir = tb.TempDir()
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		for i := range n {
			// A folder holds 100 copies; no folder of real texts holds all of them.
			to := filepath.Join(dir, fmt.Sprintf("%03d", i/100), fmt.Sprintf("%03d", i), name)
			if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
				tb.Fatal(err)
			}
			if err := os.WriteFile(to, []byte(texts[name]), 0o644); err != nil {
				tb.Fatal(err)
			}
			if strings.Contains(name, "zh") {
				chinese = append(chinese, texts[name])
			}
			size += int64(len(texts[name]))
		}
	}
	return dir, chinese, size
}

// only gives the texts whose names hold the word.
func only(word string, texts map[string]string) map[string]string {
	some := map[string]string{}
	for name, text := range texts {
		if strings.Contains(name, word) {
			some[name] = text
		}
	}
	return some
}

// shortTexts are the documents of testdata/un: letters and reports of one to
// six kB in Chinese, with mastheads and page furniture.
func shortTexts(tb testing.TB) map[string]string {
	tb.Helper()
	texts := map[string]string{}
	err := fs.WalkDir(testdata.FS, "un", func(path string, e fs.DirEntry, err error) error {
		// The inbox holds versions that find each other by symbol, which copies would share.
		if err != nil || e.IsDir() || strings.Contains(path, "/inbox/") {
			return err
		}
		text, err := fs.ReadFile(testdata.FS, path)
		texts[strings.TrimPrefix(path, "un/")] = string(text)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return texts
}

// longTexts are documents of about 19 kB in Chinese, a sentence a line, of the
// measuring data.
func longTexts(tb testing.TB) map[string]string {
	tb.Helper()
	texts := map[string]string{}
	for _, lang := range []string{"zh", "en", "ru"} {
		files, err := filepath.Glob(filepath.Join(testdata.Shared(tb, "data", "gold", "undev"), "*."+lang))
		if err != nil || len(files) == 0 {
			tb.Fatal("no documents: ", err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				tb.Fatal(err)
			}
			texts[filepath.Base(file)+".txt"] = string(text)
		}
	}
	return texts
}

// BenchmarkBuild measures the whole build on two processors against gse's
// Segment alone on the same Chinese text on one, which is the floor: ×gse. With
// three languages the build also reads, segments and aligns the English and
// the Russian, of which the floor knows nothing.
func BenchmarkBuild(b *testing.B) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	for _, c := range []struct {
		name   string
		texts  func(testing.TB) map[string]string
		only   string
		copies int
	}{
		{"Chinese/short", shortTexts, "zh", 500}, {"Chinese/long", longTexts, "zh", 20},
		{"three-languages/short", shortTexts, "", 50}, {"three-languages/long", longTexts, "", 2},
	} {
		b.Run(c.name, func(b *testing.B) {
			dir, chinese, size := copies(b, c.copies, only(c.only, c.texts(b)))
			alone := loadSegment(b)
			alone(chinese[:1])
			for _, l := range lang.All {
				l.Tokens("道路 road дорога") // dictionaries load once, whatever the size of the folder
			}
			b.SetBytes(size)
			units := 0
			var floor, whole time.Duration // in turns, so that both meet the same load of the machine
			for b.Loop() {
				b.StopTimer()
				floor += alone(chinese)
				out := filepath.Join(b.TempDir(), "out")
				b.StartTimer()
				start := time.Now()
				report, err := Build(b.Context(), Options{Inputs: []string{dir}, Output: out}, Observer{})
				whole += time.Since(start)
				if err != nil {
					b.Fatal(err)
				}
				units = report.Manifest.Counts.Units
			}
			b.ReportMetric(whole.Seconds()/floor.Seconds(), "×gse")
			b.ReportMetric(float64(units*b.N)/whole.Seconds(), "units/s")
			b.ReportMetric(peakMB(), "peakMB")
		})
	}
}

// loadSegment gives what measures gse's own Segment over texts.
func loadSegment(b *testing.B) func(texts []string) time.Duration {
	seg := gse.Segmenter{SkipLog: true}
	if err := seg.LoadDictEmbed("zh_s"); err != nil {
		b.Fatal(err)
	}
	return func(texts []string) time.Duration {
		start := time.Now()
		for _, t := range texts {
			seg.Segment([]byte(t))
		}
		return time.Since(start)
	}
}

// peakMB is the greatest memory that the process has had, where the system tells it.
func peakMB() float64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		var kb float64
		if n, _ := fmt.Sscanf(line, "VmHWM: %f kB", &kb); n == 1 {
			return kb / 1000
		}
	}
	return 0
}

// Memory does not grow with the number of documents: what is live after ten
// times as many is no more than half as much again.
func TestMemoryIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("builds some hundred documents")
	}
	live := func(n int) uint64 {
		dir, _, _ := copies(t, n, only("zh", shortTexts(t)))
		var most uint64
		done := 0
		_, err := Build(t.Context(), Options{Inputs: []string{dir}, Output: filepath.Join(t.TempDir(), "out"), Jobs: 2}, Observer{Done: func(*FamilyReport) {
			if done++; done%20 == 0 {
				var m runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&m)
				most = max(most, m.HeapAlloc)
			}
		}})
		if err != nil {
			t.Fatal(err)
		}
		return most
	}
	few, many := live(20), live(200)
	t.Logf("live at most %d MB with 80 documents, %d MB with 800", few>>20, many>>20)
	if many > few+few/2 {
		t.Errorf("live at most %d MB with 80 documents, %d MB with 800", few>>20, many>>20)
	}
}
