package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Term is an expression with how it is rendered.
type Term struct {
	Lang  string   `json:"lang"`
	Text  string   `json:"text"`
	Count int      `json:"count"` // groups of the sample with it
	With  []Render `json:"with"`
}

// Render is what most often stands for a term in another language.
type Render struct {
	Lang  string  `json:"lang"`
	Text  string  `json:"text"`
	Share float64 `json:"share"` // of the groups with the term and that language that have this rendering
}

// Terms are English names of two and more words. What stands for one in another
// language is the run of characters or words that is found with it most of the
// time and seldom without it: the highest Dice coefficient (Smadja, McKeown and
// Hatzivassiloglou 1996), the longest of those nearly as high.
const (
	termLeast   = 3 // groups with a term
	termsListed = 20
	termLook    = 150 // groups of a term that renderings are taken from
	hanLongest  = 12  // characters
	wordLongest = 6   // words
	nearlyBest  = .92
)

// terms finds terms in groups of texts in the order of languages.
func terms(groups [][]string, languages []string) []Term {
	en := slices.Index(languages, "en")
	out := []Term{}
	if en < 0 || len(groups) == 0 {
		return out
	}
	in := map[string][]int{} // term → groups
	for i, g := range groups {
		for t := range termsOf(g[en]) {
			in[t] = append(in[t], i)
		}
	}
	names := sortedKeys(in)
	slices.SortStableFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(in[b]), len(in[a])), cmp.Compare(len(b), len(a)))
	})
	for _, name := range names {
		if len(in[name]) < termLeast || len(out) == termsListed {
			break
		}
		part := slices.ContainsFunc(out, func(t Term) bool { // of a longer one that is as frequent
			return strings.Contains(t.Text, name) && len(in[name]) < t.Count*5/4
		})
		if !part {
			out = append(out, Term{Lang: "en", Text: name, Count: len(in[name])})
		}
	}
	for l, lang := range languages {
		if l != en {
			renderings(out, in, groups, l, lang)
		}
	}
	return out
}

// small are words that stand inside of names without a capital.
var small = map[string]bool{"of": true, "the": true, "and": true, "for": true, "on": true, "in": true, "to": true}

// termsOf gives the names in a text: runs of two and more words in capitals. The
// first word of the text has its capital anyway and counts only if what follows
// it is a name too.
func termsOf(text string) map[string]bool {
	found := map[string]bool{}
	var run []string
	end := func() {
		for len(run) > 0 && small[run[len(run)-1]] {
			run = run[:len(run)-1]
		}
		for len(run) > 0 && (run[0] == "The" || small[run[0]]) {
			run = run[1:]
		}
		capitals := 0
		for _, w := range run {
			if !small[w] {
				capitals++
			}
		}
		if capitals >= 2 && len(run) <= 8 {
			found[strings.Join(run, " ")] = true
		}
		run = nil
	}
	for _, w := range strings.Fields(text) {
		bare := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
		first, _ := firstRune(bare)
		capital := unicode.IsUpper(first) && strings.IndexFunc(bare, unicode.IsLower) >= 0 && strings.IndexFunc(bare, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) < 0
		switch {
		case capital && strings.HasPrefix(w, bare):
			run = append(run, bare)
		case small[w] && len(run) > 0:
			run = append(run, w)
			continue
		default:
			end()
			continue
		}
		if !strings.HasSuffix(w, bare) { // a comma, a full stop
			end()
		}
	}
	end()
	return found
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

// renderings adds to each term what stands for it in language l.
func renderings(all []Term, in map[string][]int, groups [][]string, l int, lang string) {
	pieces := func(text string, visit func(key, shown string)) {
		if lang == "zh" {
			hanRuns(text, visit)
		} else {
			wordRuns(text, visit)
		}
	}
	candidates := make([]map[string]int, len(all))
	shown := map[string]map[string]int{} // key → surface → times
	known := map[string]bool{}
	sides := make([]int, len(all))
	for i, t := range all {
		candidates[i] = map[string]int{}
		look := in[t.Text][:min(termLook, len(in[t.Text]))]
		for _, g := range look {
			if groups[g][l] == "" {
				continue
			}
			sides[i]++
			seen := map[string]bool{}
			pieces(groups[g][l], func(key, _ string) {
				if !seen[key] {
					seen[key] = true
					candidates[i][key]++
				}
			})
		}
		maps.DeleteFunc(candidates[i], func(_ string, n int) bool { return n < termLeast || n*3 < sides[i] })
		for key := range candidates[i] {
			known[key] = true
		}
	}
	everywhere := map[string]int{}
	for _, g := range groups {
		seen := map[string]bool{}
		pieces(g[l], func(key, surface string) {
			if !known[key] {
				return
			}
			if shown[key] == nil {
				shown[key] = map[string]int{}
			}
			shown[key][surface]++
			if !seen[key] {
				seen[key] = true
				everywhere[key]++
			}
		})
	}
	for i := range all {
		best, text := 0.0, ""
		share := 0.0
		dice := func(key string) float64 {
			// of a term with more groups than were looked at, all would be there
			scale := float64(len(in[all[i].Text])) / float64(min(termLook, len(in[all[i].Text])))
			return 2 * float64(candidates[i][key]) * scale / (float64(len(in[all[i].Text])) + float64(everywhere[key]))
		}
		keys := sortedKeys(candidates[i])
		for _, key := range keys {
			best = max(best, dice(key))
		}
		for _, key := range keys {
			if d := dice(key); d >= nearlyBest*best && best > .25 {
				if surface := most(shown[key]); chars(surface) > chars(text) {
					text, share = surface, float64(candidates[i][key])/float64(max(1, sides[i]))
				}
			}
		}
		all[i].With = append(all[i].With, Render{lang, text, round(share, 3)})
	}
}

// most gives the most frequent surface, the first by name of equals.
func most(surfaces map[string]int) string {
	best := ""
	for _, s := range sortedKeys(surfaces) {
		if best == "" || surfaces[s] > surfaces[best] {
			best = s
		}
	}
	return best
}

// hanRuns visits all runs of two and more Han characters.
func hanRuns(text string, visit func(key, shown string)) {
	runes := []rune(text)
	for i := range runes {
		for j := i; j < len(runes) && j-i < hanLongest && unicode.Is(unicode.Han, runes[j]); j++ {
			if j > i {
				s := string(runes[i : j+1])
				visit(s, s)
			}
		}
	}
}

// wordRuns visits all runs of words; their keys hold the beginnings of the words,
// so that endings make no difference.
func wordRuns(text string, visit func(key, shown string)) {
	words := strings.Fields(text)
	keys := make([]string, len(words))
	for i, w := range words {
		words[i] = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		runes := []rune(strings.ToLower(words[i]))
		keys[i] = string(runes[:min(len(runes), max(4, len(runes)-3), 7)])
	}
	for i := range words {
		if len([]rune(words[i])) < 3 {
			continue
		}
		for j := i; j < len(words) && j-i < wordLongest && words[j] != ""; j++ {
			if len([]rune(words[j])) >= 3 {
				visit(strings.Join(keys[i:j+1], " "), strings.Join(words[i:j+1], " "))
			}
		}
	}
}
