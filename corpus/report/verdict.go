package report

import (
	"fmt"
	"slices"
	"strings"
)

// conclude fills the verdict from the figures: what a reader should look at
// first, the gravest first.
func (r *Report) conclude() {
	v := &r.Verdict
	aligned, null := 0, 0
	for _, l := range r.Languages {
		aligned, null = aligned+l.Balance.Aligned.Chars, null+l.Balance.Null.Chars
	}
	v.Coverage = part(aligned, aligned+null)
	v.Findings = []Finding{}
	say := func(level, anchor, format string, args ...any) {
		v.Findings = append(v.Findings, Finding{level, fmt.Sprintf(format, args...), anchor})
	}
	groups := r.Confidence.N
	switch {
	case r.Counts.Documents == 0:
		say("bad", "", "The corpus is empty.")
		return
	case groups == 0:
		say("bad", "documents", "Nothing is aligned: no document has text in two languages.")
	}
	if n := r.Counts.SetAside; n > 0 {
		say("bad", "problems", "%s could not be used and %s missing from the corpus.", plural(n, "file"), isAre(n))
	}
	alarmed, shifted := 0, 0
	var worst []string
	for _, d := range r.Documents {
		if len(d.Alarms) == 0 {
			continue
		}
		alarmed++
		if slices.ContainsFunc(d.Alarms, func(a Alarm) bool { return a.Kind == "slip" || a.Kind == "shift" }) {
			shifted++
		}
		if len(worst) < 3 {
			worst = append(worst, d.ID)
		}
	}
	if alarmed > 0 {
		list := fmt.Sprintf("%s of those listed", plural(alarmed, "document"))
		if r.Left == 0 {
			list = plural(alarmed, "document")
		}
		say("warn", "documents", "%s %s stretches under alarm (%d of them look shifted); begin with %s.", list, hasHave(alarmed), shifted, strings.Join(worst, ", "))
	}
	if groups > 0 && r.Confidence.Low > 0 {
		share := part(r.Confidence.Low, groups)
		level := "note"
		if share > .02 {
			level = "warn"
		}
		say(level, "samples", "%s of %s groups (%s): confidence below .5, more likely wrong than right.", thousands(r.Confidence.Low), thousands(groups), percent(share))
	}
	for _, l := range r.Languages {
		if n := part(l.Balance.Null.Chars, l.Balance.Null.Chars+l.Balance.Aligned.Chars); n > .05 && l.Balance.Aligned.Chars > 0 {
			say("warn", "nulls", "%s of the running text in %s has no partner: a translation that is not complete, a missing annex, or a language version of another document.", percent(n), l.Name)
		}
		if l.Reads > 0 {
			say("note", "nulls", "%s in %s read as another language.", plural(l.Reads, "unit"), l.Name)
		}
	}
	if c := r.Cycle; c.Units > 0 && part(c.Agree, c.Units) < .97 {
		say("warn", "cycle", "The alignments of three languages agree on %s of the units only.", percent(part(c.Agree, c.Units)))
	}
	for _, f := range append(slices.Clone(r.Flags), r.Checks...) {
		if !mild[f.Name] && f.Name != "slip" && groups > 0 && part(f.Groups, groups) > .01 {
			say("note", "check-"+f.Name, "%s flagged: %s (%s).", plural(f.Groups, "group"), f.Title, percent(part(f.Groups, groups)))
		}
	}
	alone := 0
	for _, d := range r.Documents {
		if len(d.Languages) < 2 {
			alone++
		}
	}
	if alone > 0 {
		say("note", "documents", "%s of those listed %s one language only.", plural(alone, "document"), hasHave(alone))
	}
	if share := 1 - part(r.Repeats.Distinct, r.Repeats.Groups); r.Repeats.Groups > 0 && share > .2 {
		say("note", "repeats", "%s of the groups repeat a text that stands in the corpus already: think of tritext split and of weights before training.", percent(share))
	}
	if len(v.Findings) == 0 {
		say("good", "", "Nothing stands out.")
	}
	if r.Calibration.Judged == 0 && groups > 0 {
		say("note", "calibration", "Precision and recall are expectations from calibrated confidences; nobody has judged a sample of this corpus yet (tritext audit).")
	}
	rank := []string{"bad", "warn", "note", "good"}
	slices.SortStableFunc(v.Findings, func(a, b Finding) int { return slices.Index(rank, a.Level) - slices.Index(rank, b.Level) })
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return thousands(n) + " " + noun + "s"
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

func hasHave(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}
