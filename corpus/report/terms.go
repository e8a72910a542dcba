package report

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
	Share float64 `json:"share"` // of the groups with the term that have this rendering
}

func terms(groups [][]string, languages []string) []Term { return []Term{} }
