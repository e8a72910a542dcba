package main

import (
	"io"
	"log/slog"
	"os"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// progress tells a user how far a long piece of work is. Step may be called by
// many goroutines at once. Start ends the piece before; Stop ends the last one
// and may be called twice.
type progress interface {
	Start(total int, what string) // total 0: not known
	Step(n int)
	Stop()
}

// newProgress makes the progress of a command that logs to log, which writes
// to w: bars if w is a terminal and the log is for people, else a line in the
// log every few seconds, nothing if quiet.
func newProgress(w io.Writer, log *slog.Logger, quiet bool) progress {
	if quiet {
		return silent{}
	}
	// mpb itself would print nothing at all without a terminal, and take the
	// lines of the log with it.
	if h, ok := log.Handler().(*logHandler); ok && h.people && isScreen(w) {
		return &bars{out: h.out}
	}
	return &logProgress{log: log, now: time.Now}
}

// above gives the writer for results that are printed while p shows: if they
// go to a terminal too, they must go above the bars, or be overwritten.
func above(p progress, w io.Writer) io.Writer {
	if b, ok := p.(*bars); ok && isScreen(w) {
		return b.out
	}
	return w
}

// isScreen tells whether w is a terminal that can move its cursor.
func isScreen(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}

// silent tells nothing.
type silent struct{}

func (silent) Start(int, string) {}
func (silent) Step(int)          {}
func (silent) Stop()             {}

// bars shows a bar at the foot of a terminal, which goes when its work is done.
type bars struct {
	out     *output
	options []mpb.ContainerOption // of the tests, which have no terminal

	mu   sync.Mutex
	show *mpb.Progress
	bar  *mpb.Bar
}

// refreshEvery is the time between two pictures of a bar.
const refreshEvery = 200 * time.Millisecond

func (b *bars) Start(total int, what string) {
	b.Stop()
	b.mu.Lock()
	defer b.mu.Unlock()
	b.show = mpb.New(append([]mpb.ContainerOption{mpb.WithOutput(b.out.w), mpb.WithRefreshRate(refreshEvery)}, b.options...)...)
	if total <= 0 {
		b.bar = b.show.AddSpinner(0, mpb.PrependDecorators(decor.CurrentNoUnit("%d "+what)))
		b.out.show(b.show)
		return
	}
	b.bar = b.show.AddBar(int64(total),
		mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.CountersNoUnit("%d of %d "+what)),
		mpb.AppendDecorators(decor.Name("about "), decor.AverageETA(decor.ET_STYLE_MMSS), decor.Name(" left")),
	)
	b.out.show(b.show)
}

func (b *bars) Step(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bar != nil {
		b.bar.IncrBy(n)
	}
}

func (b *bars) Stop() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bar == nil {
		return
	}
	b.out.show(nil) // first, so that no line waits for a picture that never comes
	b.bar.Abort(true)
	b.show.Wait()
	b.bar, b.show = nil, nil
}

// logProgress writes a line to the log every few seconds, and a last one if
// there was a first.
type logProgress struct {
	log *slog.Logger
	now func() time.Time

	mu    sync.Mutex
	what  string
	total int
	done  int
	last  time.Time
	told  int // done when the last line was written
	lines int
}

// progressEvery is the time between two lines of the log.
const progressEvery = 5 * time.Second

func (p *logProgress) Start(total int, what string) {
	p.Stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total, p.what, p.done, p.told, p.lines, p.last = total, what, 0, 0, 0, p.now()
}

func (p *logProgress) Step(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += n
	if now := p.now(); now.Sub(p.last) >= progressEvery {
		p.last = now
		p.tell()
	}
}

func (p *logProgress) Stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.lines > 0 && p.told < p.done {
		p.tell()
	}
	p.lines = 0
}

// tell writes the line.
func (p *logProgress) tell() {
	if p.total > 0 {
		p.log.Info(p.what, "done", p.done, "of", p.total)
	} else {
		p.log.Info(p.what, "done", p.done)
	}
	p.told = p.done
	p.lines++
}
