package quality

// Unsure finds groups of which the alignment itself is not sure.
var Unsure = Check{
	Name: "unsure", Title: "alignment not sure",
	Help:  "1 − confidence, 0 to 1: the probability that some bead of the group is not exactly right. Flagged above 0.5.",
	Bad:   Example{"en": "The third item is on Monday.", "zh": "渡轮图书馆开放。"},
	Good:  Example{"en": "The library on the ferry is open.", "zh": "渡轮图书馆开放。"},
	Limit: .5,
	Score: func(g *Group) (float64, bool) { return 1 - g.Confidence, len(g.Sides) > 1 },
}
