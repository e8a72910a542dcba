package quality

// Numbers finds numbers that one side states and another does not.
var Numbers = Check{
	Name: "numbers", Title: "numbers differ",
	Help: "How many different numbers of one side the other does not say, in the worst pair of languages. Separators of thousands, " +
		"decimal signs, numbers in words, million and 万, months and times of day are brought to one form first; a paragraph number may be there or not.",
	Bad: Example{
		"en": "The library lent 3,200 books in 2043.", "ru": "В 2043 году библиотека выдала 3200 книг.", "zh": "2043年，图书馆借出2300册书。",
	},
	Good: Example{
		"en": "The library cost 1.5 million crowns in 2043.", "ru": "В 2043 году библиотека обошлась в 1,5 млн крон.", "zh": "2043年，图书馆花费150万克朗。",
	},
	Score: func(g *Group) (float64, bool) {
		return g.worst(func(a, b *Side) (float64, bool) {
			if len(a.numbers)+len(b.numbers) == 0 && (a.label == "" || b.label == "") {
				return 0, false
			}
			return float64(max(a.unmatched(b), b.unmatched(a))), true
		})
	},
}
