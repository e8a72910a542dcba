package main

import (
	"regexp"
	"strings"
)

// nameList collects the names of dictionaries and of --names.
type nameList struct {
	shared []pivotName // in the order of reading
}

// pivotName is a name in the pivot's language and in another.
type pivotName struct {
	lang        int // place in training.langs
	pivot, form string
}

// capitals is up to three words with capital letters: what a dictionary writes
// so is, as a rule, a name.
var capitals = regexp.MustCompile(`^\p{Lu}\p{Ll}[\p{Ll}'’]*(?:[ -]\p{Lu}[\p{Ll}'’]*){0,2}$`)

// caseless is a language's cell that has no capital letters to tell names by.
var caseless = regexp.MustCompile(`^\p{Lo}+$`)

// add gives a line's names to the trainers: those of a dictionary only if they
// are written with capital letters.
func (l *nameList) add(t *training, columns []int, cells []string, words [][]string, kind lineKind) {
	form := make([]string, len(t.langs))
	for i, at := range columns {
		if at == notOurs || kind == dictionaryEntries && !capitals.MatchString(cells[i]) && !caseless.MatchString(cells[i]) {
			continue
		}
		form[at] = strings.Join(words[at], "")
	}
	pivot := t.pivot()
	for _, p := range t.pairs {
		a, b := form[p.source], form[p.target]
		if a == "" || b == "" {
			continue
		}
		p.trainer.AddName(a, b)
		switch pivot {
		case p.source:
			l.shared = append(l.shared, pivotName{p.target, a, b})
		case p.target:
			l.shared = append(l.shared, pivotName{p.source, b, a})
		}
	}
}

// join gives the pair without the pivot the names that both its languages share with the pivot.
func (l *nameList) join(t *training) {
	for _, p := range t.pairs {
		if t.joined(p) == nil {
			continue
		}
		targets := make(map[string][]string)
		for _, n := range l.shared {
			if n.lang == p.target {
				targets[n.pivot] = append(targets[n.pivot], n.form)
			}
		}
		for _, n := range l.shared {
			if n.lang == p.source {
				for _, form := range targets[n.pivot] {
					p.trainer.AddName(n.form, form)
				}
			}
		}
	}
}
