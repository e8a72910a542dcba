package report

import (
	"fmt"
	"html/template"
	"io"
	"math"
	"strings"
)

// functions are what the templates can call.
var functions = template.FuncMap{
	"percent": percent, "digits": digits, "count": thousands, "name": nameOf, "level": level,
	"lang": func(code string) template.HTMLAttr { // codes of languages: letters and hyphens only
		return template.HTMLAttr(`lang="` + template.HTMLEscapeString(code) + `"`)
	},
	"join": strings.Join,
}

// percent writes a share: 99.2 %; "–" for none.
func percent(x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	switch p := 100 * x; {
	case p > 0 && p < .05:
		return "< 0.1 %"
	case p < 100 && p > 99.95:
		return "> 99.9 %"
	default:
		return fmt.Sprintf("%.1f %%", p)
	}
}

// digits writes a probability: 0.993.
func digits(x float64) string {
	if math.IsNaN(x) {
		return "–"
	}
	return fmt.Sprintf("%.3f", x)
}

// thousands writes a count: 1,234,567.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Page writes the page of a document.
func (v *View) Page(w io.Writer) error {
	return page(w, Frame{
		Title: v.ID + " – tritext", Style: []string{"base.css", "document.css"}, Script: []string{"base.js", "document.js"},
	}, "document", v)
}
