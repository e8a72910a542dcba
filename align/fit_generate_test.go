package align

import (
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"tritext/segment"
	"tritext/segment/lang"
)

// The documents that the weights are fitted on are made from parallel lines
// by joining, cutting, moving, dropping and inserting lines, each language on
// its own, so that the right beads are known. How often differs from document
// to document, and so does how free the translation is (words dropped and exchanged).

var fitLangs = []string{"en", "zh", "ru"} // columns of the training text

// manner is how a document is treated; rates are chances per line.
type manner struct {
	join, cut, move, swap, drop, insert, block float64
	longJoin                                   float64 // chance that a join takes one line more
	sides                                      []float64
	noise                                      float64 // share of words of one language that are dropped or exchanged
	lengthNoise                                float64 // standard deviation of the log length
	plain                                      bool    // nothing is known of how lines begin and end
}

func newManner(rng *rand.Rand, langs int) manner {
	m := manner{sides: make([]float64, langs)}
	for k := range m.sides {
		m.sides[k] = .15 + rng.Float64()
	}
	scale := math.Exp(rng.Float64()*2 - 1.3) // .27 to 2
	switch x := rng.Float64(); {
	case x < .40: // edited texts
		m.join, m.cut, m.move, m.swap = .2*scale, .14*scale, .05*scale, .02*scale
		m.drop, m.insert = .05*scale*2*rng.Float64(), .04*scale*2*rng.Float64()
		m.longJoin = .25
	case x < .75: // free translation: many joins, hardly a line alone
		m.join, m.cut, m.move, m.swap = .3*scale, .1*scale, .03*scale, .005
		m.drop, m.insert = .008*rng.Float64(), .004*rng.Float64()
		m.longJoin = .4
	case x < .87: // nearly line by line
		m.join, m.cut, m.move, m.swap, m.drop, m.insert = .02*scale, .02*scale, .005*scale, .003, .01*scale, .01*scale
		m.longJoin = .1
	default: // much that is missing
		m.join, m.cut, m.move, m.swap = .05*scale, .04*scale, .005, .005
		m.drop, m.insert, m.block = .1*scale, .1*scale, .006
		m.longJoin = .2
	}
	if rng.Float64() < .35 {
		m.noise = .45 * rng.Float64()
		m.lengthNoise = .3 * rng.Float64()
	}
	m.plain = rng.Float64() < .12
	return m
}

var (
	clauseHan   = regexp.MustCompile(`[；;：，,]`)
	clauseOther = regexp.MustCompile(`(?:[;:,]|\s[–—-])\s`)
)

// cutLine cuts a line at the mark of a clause near its middle.
func cutLine(code, s string, rng *rand.Rand) (string, string, bool) {
	re, least := clauseOther, 15
	if code == "zh" {
		re, least = clauseHan, 5
	}
	var places []int
	all := len([]rune(s))
	for _, p := range re.FindAllStringIndex(s, -1) {
		if n := len([]rune(s[:p[1]])); n >= least && all-n >= least {
			places = append(places, p[1])
		}
	}
	if len(places) == 0 {
		return "", "", false
	}
	slices.SortFunc(places, func(a, b int) int { return abs(a-len(s)/2) - abs(b-len(s)/2) })
	p := places[0]
	if len(places) > 1 && rng.Float64() > .7 {
		p = places[1]
	}
	return strings.TrimSpace(s[:p]), strings.TrimSpace(s[p:]), true
}

func joinLines(code, a, b string, rng *rand.Rand) string {
	if rng.Float64() < .5 {
		marks := []string{";", ","}
		if code == "zh" {
			marks = []string{"，", "；"}
		}
		for _, stop := range []string{"。", "."} {
			if strings.HasSuffix(a, stop) {
				a = strings.TrimSuffix(a, stop) + marks[rng.Intn(2)]
				if r := []rune(b); code != "zh" && rng.Float64() < .5 && len(r) > 1 && unicode.IsLower(r[1]) {
					b = string(unicode.ToLower(r[0])) + string(r[1:])
				}
				break
			}
		}
	}
	if code == "zh" {
		return a + b
	}
	return a + " " + b
}

// fitText is a made document: its lines by language, and which of the old
// lines each of them covers.
type fitText struct {
	lines [][]string
	cover [][][]int
	swaps [][2]int // language, first of the two old lines
}

func makeText(rows [][]string, codes []string, foreign [][]string, m manner, rng *rand.Rand) *fitText {
	n, langs := len(rows), len(codes)
	type op struct {
		name string
		size int
		a, b string
	}
	ops, busy := make([][]op, langs), make([][]bool, langs)
	inserted := make([]map[int][]string, langs)
	for l := range langs {
		ops[l], busy[l], inserted[l] = make([]op, n), make([]bool, n), map[int][]string{}
	}
	free := func(l, a, b int) bool { return b <= n && !slices.Contains(busy[l][a:b], true) }
	take := func(l, a, b int) {
		for i := a; i < b; i++ {
			busy[l][i] = true
		}
	}
	all := 0.0
	for _, v := range m.sides {
		all += v
	}
	for u := range n {
		l, y := 0, rng.Float64()*all
		for y > m.sides[l] && l < langs-1 {
			y -= m.sides[l]
			l++
		}
		x := rng.Float64()
		hit := func(rate float64) bool { x -= rate; return x < 0 }
		switch {
		case hit(m.block):
			size := 5 + rng.Intn(20)
			if free(l, u, u+size) {
				take(l, u, u+size)
				for i := u; i < u+size; i++ {
					ops[l][i] = op{name: "drop", size: 1}
				}
			}
		case hit(m.drop):
			size := []int{1, 1, 1, 1, 2, 2, 3, 4}[rng.Intn(8)]
			if free(l, u, u+size) {
				take(l, u, u+size)
				exchanged := rng.Float64() < .1 // for lines that say something else
				for i := u; i < u+size; i++ {
					ops[l][i] = op{name: "drop", size: 1}
					if exchanged {
						inserted[l][u] = append(inserted[l][u], foreign[rng.Intn(len(foreign))][l])
					}
				}
			}
		case hit(m.join):
			size := 2
			for size < 6 && rng.Float64() < m.longJoin {
				size++
			}
			if free(l, u, u+size) {
				take(l, u, u+size)
				ops[l][u] = op{name: "join", size: size}
			}
		case hit(m.move):
			if free(l, u, u+2) {
				if a, b, ok := cutLine(codes[l], rows[u+1][l], rng); ok {
					take(l, u, u+2)
					ops[l][u] = op{"move", 2, a, b}
				}
			}
		case hit(m.swap):
			if free(l, u, u+2) {
				take(l, u, u+2)
				ops[l][u] = op{name: "swap", size: 2}
			}
		case hit(m.cut):
			if free(l, u, u+1) {
				if a, b, ok := cutLine(codes[l], rows[u][l], rng); ok {
					take(l, u, u+1)
					ops[l][u] = op{"cut", 1, a, b}
				}
			}
		case hit(m.insert):
			for range []int{1, 1, 1, 2, 3}[rng.Intn(5)] {
				if rng.Float64() < .65 {
					inserted[l][u] = append(inserted[l][u], foreign[rng.Intn(len(foreign))][l])
				} else {
					inserted[l][u] = append(inserted[l][u], furniture(rng))
				}
			}
		}
	}
	tied := make([]bool, n+6)
	for l := range langs {
		for u := range n {
			for i := 1; i < ops[l][u].size; i++ {
				tied[u+i] = true
			}
		}
	}
	t := &fitText{lines: make([][]string, langs), cover: make([][][]int, langs)}
	for l, code := range codes {
		put := func(s string, units ...int) {
			t.lines[l] = append(t.lines[l], s)
			t.cover[l] = append(t.cover[l], units)
		}
		for u := 0; u < n; {
			if !tied[u] {
				for _, s := range inserted[l][u] {
					put(s)
				}
			}
			o := ops[l][u]
			switch o.name {
			case "":
				put(rows[u][l], u)
				u++
			case "drop":
				u++
			case "join":
				s, units := rows[u][l], []int{u}
				for i := 1; i < o.size; i++ {
					s = joinLines(code, s, rows[u+i][l], rng)
					units = append(units, u+i)
				}
				put(s, units...)
				u += o.size
			case "move":
				put(joinLines(code, rows[u][l], o.a, rng), u, u+1)
				put(o.b, u+1)
				u += 2
			case "swap":
				put(rows[u+1][l], u+1)
				put(rows[u][l], u)
				t.swaps = append(t.swaps, [2]int{l, u})
				u += 2
			case "cut":
				put(o.a, u)
				put(o.b, u)
				u++
			}
		}
	}
	return t
}

func furniture(rng *rand.Rand) string {
	d := func(n int) string {
		s := ""
		for range n {
			s += string(rune('0' + rng.Intn(10)))
		}
		return s
	}
	switch rng.Intn(4) {
	case 0:
		return d(1) + "/" + d(2)
	case 1:
		return "A/" + d(2) + "/" + d(3)
	case 2:
		return d(2) + "-" + d(5)
	}
	return "* " + d(7) + " *"
}

// gold gives the beads between two of the languages.
func (t *fitText) gold(a, b int) []goldBead {
	parent := map[[2]int][2]int{}
	var find func(x [2]int) [2]int
	find = func(x [2]int) [2]int {
		p, ok := parent[x]
		if !ok || p == x {
			return x
		}
		r := find(p)
		parent[x] = r
		return r
	}
	join := func(x, y [2]int) { parent[find(x)] = find(y) }
	const unit = 2
	present := [2]map[int]bool{{}, {}}
	for k, l := range []int{a, b} {
		for i, cover := range t.cover[l] {
			for _, u := range cover {
				join([2]int{k, i}, [2]int{unit, u})
				present[k][u] = true
			}
		}
	}
	for _, s := range t.swaps {
		u := s[1]
		if (s[0] == a || s[0] == b) && present[0][u] && present[0][u+1] && present[1][u] && present[1][u+1] {
			join([2]int{unit, u}, [2]int{unit, u + 1})
		}
	}
	for {
		comp := map[[2]int]*goldBead{}
		var order []*goldBead
		for k, l := range []int{a, b} {
			for i := range t.cover[l] {
				r := find([2]int{k, i})
				if comp[r] == nil {
					comp[r] = &goldBead{}
					order = append(order, comp[r])
				}
				if k == 0 {
					comp[r].s = append(comp[r].s, i)
				} else {
					comp[r].t = append(comp[r].t, i)
				}
			}
		}
		again := false
		var full, out []goldBead
		for _, g := range order {
			if len(g.s) == 0 || len(g.t) == 0 {
				for _, i := range g.s {
					out = append(out, goldBead{s: []int{i}})
				}
				for _, i := range g.t {
					out = append(out, goldBead{t: []int{i}})
				}
				continue
			}
			full = append(full, *g)
			for k, ids := range [][]int{g.s, g.t} {
				for i := ids[0]; i <= ids[len(ids)-1]; i++ {
					if !slices.Contains(ids, i) {
						join([2]int{k, i}, [2]int{k, ids[0]})
						again = true
					}
				}
			}
		}
		slices.SortFunc(full, func(x, y goldBead) int { return x.s[0] - y.s[0] })
		for k := 1; k < len(full); k++ {
			x, y := full[k-1], full[k]
			if x.t[len(x.t)-1] > y.t[0] {
				join([2]int{1, x.t[0]}, [2]int{1, y.t[0]})
				again = true
			}
		}
		if !again {
			return append(out, full...)
		}
	}
}

// paragraphs makes a document of real paragraphs: each line of the training text
// is split into its sentences, of which only the paragraph is known. Some
// paragraphs are missing in one language.
func paragraphs(rows [][]string, codes []string, drop float64, rng *rand.Rand) *fitText {
	t := &fitText{lines: make([][]string, len(codes)), cover: make([][][]int, len(codes))}
	gone, left := -1, 0
	for u, row := range rows {
		if left--; left < 0 {
			gone = -1
			if rng.Float64() < drop {
				gone, left = rng.Intn(len(codes)), rng.Intn(2)
			}
		}
		for l, code := range codes {
			if l == gone {
				continue
			}
			language, _ := lang.ByCode(code)
			for _, s := range language.Sentences(row[l]) {
				if line := strings.TrimSpace(row[l][s.Start:s.End]); line != "" {
					t.lines[l] = append(t.lines[l], line)
					t.cover[l] = append(t.cover[l], []int{u})
				}
			}
		}
	}
	return t
}

// units makes what the aligner sees of one language of a made document.
func (t *fitText) units(l int, code string, m manner, noisy bool, rng *rand.Rand) []Unit {
	language, _ := lang.ByCode(code)
	var out []Unit
	for _, line := range t.lines[l] {
		tokens := language.Tokens(line)
		u := Unit{Tokens: segment.Forms(nil, tokens), Anchors: segment.Anchors(nil, tokens), Length: segment.Length(line)}
		if !m.plain {
			u.Continues, u.Unfinished = segment.Continues(line), segment.Unfinished(line)
			u.Quotation = Quotation(segment.Quotes(line))
		}
		out = append(out, u)
	}
	if noisy {
		for i := range out {
			out[i].Length *= math.Exp(rng.NormFloat64() * m.lengthNoise)
		}
	}
	return out
}

// loosen makes a line a freer translation: a share of its words is dropped, or
// exchanged for words of another line.
func loosen(code, s, other string, share float64, rng *rand.Rand) string {
	split := func(s string) []string {
		if code != "zh" {
			return strings.Fields(s)
		}
		var out []string
		r := []rune(s)
		for len(r) > 0 {
			n := min(len(r), 1+rng.Intn(3))
			for k := range n {
				if unicode.IsPunct(r[k]) {
					n = k + 1
					break
				}
			}
			out = append(out, string(r[:n]))
			r = r[n:]
		}
		return out
	}
	words, pool := split(s), split(other)
	var kept []string
	for k, w := range words {
		last, _ := utf8.DecodeLastRuneInString(w)
		switch x := rng.Float64(); {
		case x > share || k == len(words)-1 || k == 0 && code != "zh":
			kept = append(kept, w)
		case unicode.IsPunct(last):
			kept = append(kept, string(last)) // clauses stay
			if code != "zh" && len(kept) > 1 {
				kept = kept[:len(kept)-1]
				kept[len(kept)-1] += string(last)
			}
		case x > share/2 && len(pool) > 0:
			kept = append(kept, strings.TrimRightFunc(pool[rng.Intn(len(pool))], unicode.IsPunct))
		}
	}
	if code == "zh" {
		return strings.Join(kept, "")
	}
	return strings.Join(kept, " ")
}

// loosened makes one language of the lines a freer translation.
func (m *manner) loosened(rows [][]string, l int, code string, rng *rand.Rand) {
	for u := range rows {
		if rng.Float64() < .15 {
			continue
		}
		share := m.noise * 2 * rng.Float64()
		if rng.Float64() < m.noise*.4 {
			share = .5 + rng.Float64()/2 // hardly anything of it is left
		}
		row := slices.Clone(rows[u])
		row[l] = loosen(code, row[l], rows[rng.Intn(len(rows))][l], share, rng)
		if strings.TrimSpace(row[l]) != "" {
			rows[u] = row
		}
	}
}

// fitRows reads parallel lines of the training text, those that hold all of the languages.
func fitRows(tb testing.TB, folder, name string, langs []int) [][]string {
	data, err := os.ReadFile(filepath.Join(folder, name+".tsv"))
	if err != nil {
		tb.Fatal(err)
	}
	var out [][]string
next:
	for line := range strings.Lines(string(data)) {
		all := strings.Split(strings.TrimRight(line, "\n"), "\t")
		var row []string
		for _, l := range langs {
			if l >= len(all) || strings.TrimSpace(all[l]) == "" {
				continue next
			}
			row = append(row, strings.TrimSpace(all[l]))
		}
		out = append(out, row)
	}
	return out
}
