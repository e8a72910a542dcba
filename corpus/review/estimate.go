package review

import "math"

// Estimate is the precision of a corpus, as a judged sample tells it. Its JSON is
// the file AuditName in the corpus, which the data card reads.
type Estimate struct {
	N         int     `json:"n"` // groups drawn
	Seed      uint64  `json:"seed"`
	Judged    int     `json:"judged"`
	Correct   int     `json:"correct"`
	Precision float64 `json:"precision"` // share of the corpus's groups that are right, 0 to 1
	Low       float64 `json:"low"`       // the interval
	High      float64 `json:"high"`
	Level     float64 `json:"level"`           // of confidence: 0.95
	Groups    int     `json:"groups"`          // of the corpus, with two or more languages
	Effective float64 `json:"effective_n"`     // size of a simple random sample that would tell as much
	Unjudged  int     `json:"unjudged_groups"` // of the corpus in strata of which nothing was judged: counted as the others
	Date      string  `json:"date"`
	Editor    string  `json:"editor"`
	Method    string  `json:"method"`
	Strata    []Tally `json:"strata"`
}

// Tally is one stratum of an Estimate.
type Tally struct {
	Name    string `json:"name"`
	Groups  int    `json:"groups"` // in the corpus
	Judged  int    `json:"judged"`
	Correct int    `json:"correct"`
}

const (
	level = 0.95
	z95   = 1.959963984540054 // quantile .975 of the normal distribution
	// estimator names what Estimate does, for whoever reads the file.
	estimator = "stratified mean (Cochran 1977, chapter 5), Wilson (1927) interval with the effective sample size (Franco, Little, Louis and Slud 2019), which is at most the number judged"
)

// estimate gives the precision out of the tallies.
//
// The precision is the mean of the strata's precisions, weighed by their groups
// (Cochran 1977, Sampling Techniques, chapter 5), strata of which nothing was
// judged left out. Its variance is Σ W² (1−f) p(1−p)/(m−1) (the same, for
// proportions), f being the share of the stratum that was judged, m its
// judgements; a stratum with one judgement takes p(1−p) of all.
// The effective sample size p(1−p)/variance goes into the interval of Wilson
// (1927): Franco et al. (2019, Journal of Survey Statistics and Methodology 7)
// found it to keep its level where others, at precisions near 1, do not. Where no
// judgement is "wrong" the variance tells nothing, and strata of two would make
// it too small: so the effective size is never more than the number judged.
func estimate(all []Tally) Estimate {
	e := Estimate{Level: level, Method: estimator, Strata: all, High: 1}
	total := 0
	for _, t := range all {
		e.Groups += t.Groups
		e.Judged += t.Judged
		e.Correct += t.Correct
		if t.Judged > 0 {
			total += t.Groups
		} else {
			e.Unjudged += t.Groups
		}
	}
	if total == 0 {
		return e
	}
	for _, t := range all {
		if t.Judged > 0 {
			e.Precision += float64(t.Groups) / float64(total) * float64(t.Correct) / float64(t.Judged)
		}
	}
	pooled := float64(e.Correct) / float64(e.Judged)
	variance, everything := 0.0, true
	for _, t := range all {
		if t.Judged == 0 {
			everything = false
			continue
		}
		w, m, p := float64(t.Groups)/float64(total), float64(t.Judged), float64(t.Correct)/float64(t.Judged)
		v := p * (1 - p) / max(m-1, 1)
		if t.Judged == 1 {
			v = pooled * (1 - pooled)
		}
		variance += w * w * (1 - m/float64(t.Groups)) * v
		everything = everything && t.Judged == t.Groups
	}
	if everything { // nothing is left to chance
		e.Low, e.High, e.Effective = e.Precision, e.Precision, float64(e.Judged)
		return e
	}
	e.Effective = float64(e.Judged)
	if variance > 0 {
		e.Effective = min(e.Effective, e.Precision*(1-e.Precision)/variance)
	}
	e.Low, e.High = wilson(e.Precision, e.Effective)
	return e
}

// wilson is the score interval of a proportion p seen in n trials (Wilson 1927).
func wilson(p, n float64) (low, high float64) {
	const z = z95
	centre := (p + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, centre-half), min(1, centre+half)
}
