package align

import "math"

// logAdd gives log(exp(a) + exp(b)).
func logAdd(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if d := b - a; d > -25 { // below, the sum is a to double precision of the result's use
		return a + math.Log1p(math.Exp(d))
	}
	return a
}
