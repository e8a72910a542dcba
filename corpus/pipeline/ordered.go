package pipeline

import (
	"context"
	"iter"

	"golang.org/x/sync/errgroup"
)

// ordered works on the items with that many workers and emits the results, one
// at a time, in the order of the items. At most 2·jobs+2 items are under way or
// wait to be emitted, whatever their number. It ends with the first error of
// work or emit, or with that of ctx; then no more results are emitted.
func ordered[T, R any](ctx context.Context, jobs int, items iter.Seq[T], work func(context.Context, T) (R, error), emit func(R) error) error {
	type slot struct {
		item T
		done chan R
	}
	group, ctx := errgroup.WithContext(ctx)
	tasks := make(chan slot)
	queue := make(chan slot, jobs) // slots in order; being full, it holds the producer back
	group.Go(func() error {
		defer close(tasks)
		defer close(queue)
		for item := range items {
			s := slot{item, make(chan R, 1)}
			for _, to := range []chan slot{queue, tasks} {
				select {
				case to <- s:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
		}
		return nil
	})
	for range jobs {
		group.Go(func() error {
			for s := range tasks {
				r, err := work(ctx, s.item)
				if err != nil {
					return err
				}
				s.done <- r
			}
			return nil
		})
	}
	group.Go(func() error {
		for s := range queue {
			select {
			case r := <-s.done:
				if err := ctx.Err(); err != nil {
					return err
				}
				if err := emit(r); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return group.Wait()
}
