package quality

import (
	"regexp"
	"strings"
)

// Furniture finds what belongs to the page and not to the text.
var Furniture = Check{
	Name: "furniture", Title: "page furniture in the text",
	Help: "How many pieces of page furniture the group has: job numbers (43-01234 (E)), bar codes, “/...”, rows of dots or of lines, page counts (3/14), " +
		"marks that a conversion left (::, -- --).",
	Bad: Example{
		"en": "The library on the 43-01234 (E) 3/14 ferry is open.", "ru": "Библиотека на пароме открыта.", "zh": "渡轮图书馆开放。",
	},
	Good: Example{
		"en": "The library on the ferry is open.", "ru": "Библиотека на пароме открыта.", "zh": "渡轮图书馆开放。",
	},
	Score: func(g *Group) (score float64, applies bool) {
		for i := range g.Sides {
			text := g.Sides[i].Text
			if strings.ContainsAny(text, "-*/._:—") && pageMarks.MatchString(text) {
				score += float64(len(pageMarks.FindAllStringIndex(text, -1)))
			}
			if strings.HasPrefix(text, "* ") || strings.HasPrefix(text, "•") {
				score++
			}
		}
		return score, true
	},
}

// pageMarks are, in this order: a job number with its language, or with a page
// count; a bar code; the mark of a page that goes on; rows of dots or lines; what
// is left of bullets and dashes.
var pageMarks = regexp.MustCompile(`\d{2}-\d{5} ?(\([A-Z]\)|\d{1,3}/\d{1,3})|\d{1,3}/\d{1,3} +\d{2}-\d{5}|\*\d{7}\*|/\.\.\.|\.{5,}|_{4,}|(^|\s)::|-- --|—— ——|— —`)
