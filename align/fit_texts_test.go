package align

import (
	"math/rand"
	"slices"
	"testing"
)

// fitJob is a made text in two languages, and what is known of its beads.
type fitJob struct {
	src, tgt   []Unit
	gold       []goldBead
	rows       [2][][]int // paragraphs of the lines, if the beads are not known
	from, to   string
	text, x, y int // number of the text, and of its languages
}

// madeTexts says which training text is made into texts whose beads are known:
// the languages by column, the greatest number of lines, and how often it is used.
var madeTexts = []struct {
	name   string
	langs  []int
	most   int
	passes int
}{
	{"flores", []int{0, 1, 2}, 5000, 5}, {"un-test-half", []int{0, 1, 2}, 5000, 5},
	{"wmt12-20", []int{0, 1, 2}, 5000, 4}, {"wmt24", []int{0, 1, 2}, 5000, 3},
	{"wmt12-20", []int{0, 1}, 9000, 1}, {"wmt12-20", []int{0, 2}, 5000, 1},
}

// realTexts says which training text has lines of several sentences: real
// translations, of which only the paragraphs are known. share is how much of it is used.
var realTexts = []struct {
	name   string
	langs  []int
	share  float64
	passes int
}{
	{"cdda", []int{0, 1, 2}, .7, 1}, {"wmt24", []int{0, 1, 2}, 1, 3}, {"wmt12-20", []int{0, 1}, 1, 1},
}

// shortParagraph is the number of bytes below which a line is no paragraph.
const shortParagraph = 60

// fitJobs makes all texts; another seed makes others.
func fitJobs(t *testing.T, folder string, seed int64) []fitJob {
	m := &maker{rng: rand.New(rand.NewSource(seed)), foreign: fitRows(t, folder, "xquad", []int{0, 1, 2})}
	for _, c := range madeTexts {
		rows := fitRows(t, folder, c.name, c.langs)
		rows = rows[max(0, len(rows)-c.most):]
		for range c.passes {
			for lo := 0; lo+20 < len(rows); {
				hi := min(len(rows), lo+30+m.rng.Intn(90))
				m.made(rows[lo:hi], codesOf(c.langs))
				lo = hi
			}
		}
	}
	for _, c := range realTexts {
		rows := fitRows(t, folder, c.name, c.langs)
		from := int((1 - c.share) * float64(len(rows)) * m.rng.Float64())
		rows = rows[from : from+int(c.share*float64(len(rows)))]
		rows = slices.DeleteFunc(rows, func(r []string) bool { return len(r[0]) < shortParagraph })
		for range c.passes {
			for lo := 0; lo+10 < len(rows); {
				hi := min(len(rows), lo+15+m.rng.Intn(60))
				m.real(rows[lo:hi], codesOf(c.langs))
				lo = hi
			}
		}
	}
	return m.jobs
}

func codesOf(columns []int) []string {
	var codes []string
	for _, l := range columns {
		codes = append(codes, fitLangs[l])
	}
	return codes
}

// maker makes texts, one after the other.
type maker struct {
	rng     *rand.Rand
	foreign [][]string
	jobs    []fitJob
	texts   int
}

// made makes a text whose beads are known.
func (m *maker) made(rows [][]string, codes []string) {
	how := newManner(m.rng, len(codes))
	noisy := m.rng.Intn(len(codes))
	rows = slices.Clone(rows)
	if how.noise > 0 {
		how.loosened(rows, noisy, codes[noisy], m.rng)
	}
	text := makeText(rows, codes, m.foreign, how, m.rng)
	units := make([][]Unit, len(codes))
	for l, code := range codes {
		units[l] = text.units(l, code, how, l == noisy || m.rng.Float64() < .3, m.rng)
	}
	for x, from := range codes {
		for y := x + 1; y < len(codes); y++ {
			m.jobs = append(m.jobs, fitJob{src: units[x], tgt: units[y], gold: text.gold(x, y), from: from, to: codes[y], text: m.texts, x: x, y: y})
		}
	}
	m.texts++
}

// real makes a text of paragraphs.
func (m *maker) real(rows [][]string, codes []string) {
	drop := 0.0
	if m.rng.Float64() < .4 {
		drop = .15 * m.rng.Float64()
	}
	text := paragraphs(rows, codes, drop, m.rng)
	how := manner{plain: m.rng.Float64() < .1}
	units := make([][]Unit, len(codes))
	for l, code := range codes {
		units[l] = text.units(l, code, how, false, m.rng)
	}
	for x, from := range codes {
		for y := x + 1; y < len(codes); y++ {
			m.jobs = append(m.jobs, fitJob{src: units[x], tgt: units[y], rows: [2][][]int{text.cover[x], text.cover[y]}, from: from, to: codes[y], text: m.texts, x: x, y: y})
		}
	}
	m.texts++
}
