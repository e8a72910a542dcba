package choose

import (
	"fmt"
	"strings"
)

// RecipeRules is a choice with a name, ready-made.
type RecipeRules struct {
	Name  string `json:"name"`
	For   string `json:"for"` // what it is for, one sentence
	Rules []Rule `json:"rules"`
}

// Recipes lists them.
var Recipes = []RecipeRules{
	{
		Name: "mt-train", For: "training of machine translation: surely right, every text once, nothing that a model should not learn",
		Rules: []Rule{
			{`len(langs) >= 2`, "a sentence alone teaches no translation"},
			{`confidence >= 0.7`, "each is exactly right with a probability of at least 0.7"},
			{`!flag("slip")`, "an alignment that lost its way is wrong sentence after sentence"},
			{`!flag("coverage")`, "texts whose words do not translate each other"},
			{`!flag("length")`, "one side is cut or has more than the other: teaches to leave out and to make up"},
			{`!flag("numbers")`, "wrong numbers are the errors that readers forgive least"},
			{`!flag("copied") && !flag("script")`, "teaches to leave text untranslated"},
			{`!flag("truncated")`, "teaches to stop in the middle"},
			{`!flag("furniture") && !flag("footnote")`, "page numbers and footnote marks are no language"},
			{`!flag("duplicate") && !flag("repeated")`, "what stands in many documents would be learnt by heart"},
			{`len(en) <= 1500 && len(ru) <= 1500 && len(zh) <= 500`, "longer ones are cut by most trainers"},
		},
	},
	{
		Name: "translation-studies", For: "study of originals and translations: direction known, neither side relayed, omissions kept",
		Rules: []Rule{
			{`orig_lang in ["en", "ru", "zh"]`, "the original language must be known, and one of the corpus"},
			{`has(orig_lang)`, "the original must stand in the group"},
			{`!relay`, "a translation of a translation shows the language between"},
			{`len(langs) == 1 || confidence >= 0.5`, "doubtful pairs would be studied as free translations; sentences without a partner stay"},
			{`!flag("slip") && !flag("cross-section")`, "there the pairs may be chance"},
			{`!flag("formula")`, "formulas are prescribed and tell nothing of a translator"},
			{`!(kind in ["signature", "speaker", "footnote"])`, "names and references are not running text"},
		},
	},
	{
		Name: "terminology", For: "looking for terms: short, one sentence to one, every document counts, formulas too",
		Rules: []Rule{
			{`len(langs) >= 2`, "a term needs its translation"},
			{`type matches "^[01]-[01]-[01]$"`, "one sentence to one keeps the place of a term plain"},
			{`confidence >= 0.8`, "a term is taken from few places; each must be right"},
			{`!flag("coverage") && !flag("copied") && !flag("script")`, "texts that are no translations"},
			{`!flag("repeated")`, "once a document is enough; in how many documents a term stands is kept"},
			{`len(en) <= 300 && len(ru) <= 300 && len(zh) <= 100`, "long sentences hide the term"},
		},
	},
}

// Recipe gives the choice of a recipe by its name. The error lists the names.
func Recipe(name string, flags ...string) (*Choice, error) {
	var names []string
	for i := range Recipes {
		r := &Recipes[i]
		names = append(names, r.Name)
		if r.Name != name {
			continue
		}
		c := &Choice{}
		for _, rule := range r.Rules {
			if err := c.add(rule.Where, rule.Why, flags); err != nil {
				return nil, fmt.Errorf("choose: recipe %s: %w", name, err)
			}
		}
		return c, nil
	}
	return nil, fmt.Errorf("choose: no recipe %q; there are %s", name, strings.Join(names, ", "))
}
