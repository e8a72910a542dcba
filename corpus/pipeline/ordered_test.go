package pipeline

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"
)

func count(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func TestOrderedKeepsTheOrder(t *testing.T) {
	for _, n := range []int{0, 1, 3, 200} {
		for _, jobs := range []int{1, 2, 7} {
			var got []int
			err := ordered(t.Context(), jobs, count(n), func(_ context.Context, i int) (int, error) {
				time.Sleep(time.Duration(i%5) * 100 * time.Microsecond) // later items finish first
				return i * i, nil
			}, func(r int) error {
				got = append(got, r)
				return nil
			})
			if err != nil || len(got) != n || !slices.IsSorted(got) {
				t.Errorf("%d items, %d workers: %v, %d results, sorted %v", n, jobs, err, len(got), slices.IsSorted(got))
			}
		}
	}
}

func TestOrderedIsBounded(t *testing.T) {
	const jobs = 3
	var begun, emitted, most atomic.Int64
	err := ordered(t.Context(), jobs, func(yield func(int) bool) {
		for i := range 300 {
			begun.Add(1)
			if !yield(i) {
				return
			}
		}
	}, func(_ context.Context, i int) (int, error) {
		if i == 0 {
			time.Sleep(20 * time.Millisecond) // the others must not run ahead of the first
		}
		return i, nil
	}, func(int) error {
		most.Store(max(most.Load(), begun.Load()-emitted.Add(1)))
		return nil
	})
	if err != nil || most.Load() > 2*jobs+2 {
		t.Errorf("error %v, %d items under way, want at most %d", err, most.Load(), 2*jobs+2)
	}
}

func TestOrderedStops(t *testing.T) {
	fault := errors.New("fault")
	identity := func(_ context.Context, i int) (int, error) { return i, nil }
	err := ordered(t.Context(), 2, count(1000), func(_ context.Context, i int) (int, error) {
		if i == 5 {
			return 0, fault
		}
		return i, nil
	}, func(r int) error {
		if r >= 5 {
			t.Errorf("%d emitted after the fault", r)
		}
		return nil
	})
	if !errors.Is(err, fault) {
		t.Errorf("fault of work: %v", err)
	}
	err = ordered(t.Context(), 2, count(1000), identity, func(r int) error {
		if r == 7 {
			return fault
		}
		return nil
	})
	if !errors.Is(err, fault) {
		t.Errorf("fault of emit: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = ordered(ctx, 2, count(1<<40), identity, func(r int) error {
		if r == 9 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
