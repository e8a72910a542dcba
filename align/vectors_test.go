package align

import (
	"math"
	"math/rand"
	"testing"
)

// drawn makes a side of n units with vectors of so many numbers at random.
func drawn(rng *rand.Rand, n, dims int) *vectors {
	x := &vectors{dims: dims, v: make([]float32, n*dims)}
	for k := range x.v {
		x.v[k] = float32(rng.NormFloat64())
	}
	x.multiply()
	return x
}

// sumOf adds the vectors of units up, without any table.
func sumOf(x *vectors, lo, hi int) []float64 {
	sum := make([]float64, x.dims)
	for i := lo; i < hi; i++ {
		for d, y := range x.of(i) {
			sum[d] += float64(y)
		}
	}
	return sum
}

// The cosine of a bead out of products of units is that of the summed vectors.
func TestCosine(t *testing.T) {
	rng := rand.New(rand.NewSource(3))
	const n, m, dims = 9, 11, 18 // no multiple of four
	p := &products{src: drawn(rng, n, dims), tgt: drawn(rng, m, dims)}
	for lo := range n - maxSide {
		for u := lo; u < lo+maxSide; u++ {
			p.fill(u, 1, m)
		}
		for j0 := 1; j0 < m; j0++ {
			for j := j0 + 1; j <= min(m, j0+maxSide); j++ {
				for i := lo + 1; i <= lo+maxSide; i++ {
					s, u := sumOf(p.src, lo, i), sumOf(p.tgt, j0, j)
					var su, ss, uu float64
					for d := range s {
						su, ss, uu = su+s[d]*u[d], ss+s[d]*s[d], uu+u[d]*u[d]
					}
					if got, want := p.cosine(lo, i, j0, j), su/math.Sqrt(ss*uu); math.Abs(got-want) > 1e-5 {
						t.Fatalf("units %d to %d, %d to %d: cosine %.6f, want %.6f", lo, i, j0, j, got, want)
					}
				}
			}
		}
	}
	// Units without a vector have no direction.
	p.src = &vectors{dims: dims, v: make([]float32, n*dims)}
	p.src.multiply()
	p.fill(0, 0, m)
	if c := p.cosine(0, 1, 0, 1); c != 0 {
		t.Errorf("of a unit without vector: %v", c)
	}
}

// A view's units have the sums of the vectors that they were joined from.
func TestVectorsThrough(t *testing.T) {
	x := drawn(rand.New(rand.NewSource(5)), 5, 8)
	v := &view{of: []Range{{0, 2}, {2, 3}, {3, 5}}}
	o := x.through(v)
	if o.n() != 3 {
		t.Fatalf("%d units", o.n())
	}
	for i, r := range v.of {
		for d, want := range sumOf(x, r.Lo, r.Hi) {
			if got := float64(o.of(i)[d]); math.Abs(got-want) > 1e-5 {
				t.Errorf("unit %d, number %d: %v, want %v", i, d, got, want)
			}
		}
	}
	if (*vectors)(nil).through(v) != nil {
		t.Error("a side without vectors has some through a view")
	}
}
