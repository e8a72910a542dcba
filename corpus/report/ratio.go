package report

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"
)

// ratios are the lengths of two sides against each other.
type ratios struct {
	cells map[hexCell]int
	hist  [ratioBins]int // of log ratios
	long  top[Outlier]   // highest ratio
	short top[Outlier]   // lowest
	n     int
}

// hexCell is a hexagon of the plane of both logarithms of the length.
type hexCell struct{ col, row int }

const (
	ratioBins = 400 // of the logarithm of the ratio, from −ratioEnd to ratioEnd: hundredths of an e-fold or so
	ratioEnd  = 4.0 // e^4 = 55 characters for one
	hexes     = 36  // columns over the range of lengths
	lengthEnd = 4.0 // decades: 10,000 characters
	outliers  = 40  // of each pair that the report can show
	shortSide = 12  // characters of both sides together below which a ratio tells nothing
)

// Outlier is a group whose lengths are far from the usual ratio.
type Outlier struct {
	ID    string   `json:"id"`
	A     int      `json:"a"` // characters of the first language
	B     int      `json:"b"`
	Log   float64  `json:"log"` // natural logarithm of B/A
	Texts []string `json:"texts,omitempty"`
}

func newRatios() *ratios {
	return &ratios{cells: map[hexCell]int{}, long: top[Outlier]{most: outliers}, short: top[Outlier]{most: outliers}}
}

func (r *ratios) add(id string, a, b int, texts func() []string) {
	r.n++
	log := math.Log(float64(b) / float64(a))
	r.hist[max(0, min(ratioBins-1, int((log+ratioEnd)/(2*ratioEnd)*ratioBins)))]++
	r.cells[hexOf(float64(a), float64(b))]++
	if a+b < shortSide {
		return
	}
	if r.long.wants(log) {
		r.long.put(log, Outlier{id, a, b, log, texts()})
	}
	if r.short.wants(-log) {
		r.short.put(-log, Outlier{id, a, b, log, texts()})
	}
}

// hexOf gives the hexagon of two lengths.
func hexOf(a, b float64) hexCell {
	const dx = lengthEnd / hexes
	const dy = dx * 1.7320508 / 2 // height of a row: half the square root of 3
	x, y := math.Log10(max(1, a)), math.Log10(max(1, b))
	row := math.Round(y / dy)
	best, near := hexCell{}, math.Inf(1)
	for _, w := range []float64{row - 1, row, row + 1} {
		off := 0.0
		if int(w)&1 == 1 || int(w)&1 == -1 {
			off = .5
		}
		col := math.Round(x/dx - off)
		d := math.Hypot(x-(col+off)*dx, y-w*dy)
		if d < near {
			best, near = hexCell{int(col), int(w)}, d
		}
	}
	return best
}

// at gives the middle of the hexagon, as logarithms to base ten.
func (h hexCell) at() (x, y float64) {
	const dx = lengthEnd / hexes
	off := 0.0
	if h.row&1 != 0 {
		off = .5
	}
	return (float64(h.col) + off) * dx, float64(h.row) * dx * 1.7320508 / 2
}

// quantile of the log ratio.
func (r *ratios) quantile(q float64) float64 {
	want, sum := q*float64(r.n), 0
	for i, n := range r.hist {
		if sum += n; float64(sum) >= want && n > 0 {
			return (float64(i)+.5)/ratioBins*2*ratioEnd - ratioEnd
		}
	}
	return math.NaN()
}

// RatioFigures tell of the lengths of two languages.
type RatioFigures struct {
	N        int       `json:"n"`
	Median   float64   `json:"median"`   // characters of the second for one of the first
	Low      float64   `json:"low"`      // 2.5 % are lower
	High     float64   `json:"high"`     // 2.5 % are higher
	Hexes    []Hex     `json:"hexes"`    // density of both lengths
	Outliers []Outlier `json:"outliers"` // the furthest from the median first
}

// Hex is a hexagon of the density: logarithms to base ten of both lengths.
type Hex struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
	N int     `json:"n"`
}

func (r *ratios) figures() RatioFigures {
	middle := r.quantile(.5)
	f := RatioFigures{N: r.n, Median: math.Exp(middle), Low: math.Exp(r.quantile(.025)), High: math.Exp(r.quantile(.975))}
	for cell, n := range r.cells {
		x, y := cell.at()
		f.Hexes = append(f.Hexes, Hex{round(x, 3), round(y, 3), n})
	}
	slices.SortFunc(f.Hexes, func(a, b Hex) int { return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X)) })
	seen := map[string]bool{}
	for _, list := range [][]ranked[Outlier]{r.long.items, r.short.items} {
		for _, x := range list {
			o := x.item
			if !seen[o.ID] && math.Abs(o.Log-middle) > .7 { // twice or half the usual
				seen[o.ID] = true
				o.Log = round(o.Log, 3)
				f.Outliers = append(f.Outliers, o)
			}
		}
	}
	slices.SortFunc(f.Outliers, func(a, b Outlier) int {
		return cmp.Or(cmp.Compare(math.Abs(b.Log-middle), math.Abs(a.Log-middle)), cmp.Compare(a.ID, b.ID))
	})
	f.Outliers = f.Outliers[:min(outliers, len(f.Outliers))]
	if r.n == 0 {
		f.Median, f.Low, f.High = 0, 0, 0
	}
	return f
}

func round(x float64, places int) float64 {
	p := math.Pow(10, float64(places))
	return math.Round(x*p) / p
}

// cut shortens a text for a report, at a character.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	n := 0
	for i := range text {
		if n == most {
			return text[:i] + " …"
		}
		n++
	}
	return text
}

func chars(text string) int { return utf8.RuneCountInString(text) }
