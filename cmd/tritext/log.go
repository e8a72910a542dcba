package main

import (
	"io"
	"log/slog"
	"sync"

	"github.com/vbauerster/mpb/v8"
)

// newLogger makes the log of a command: format "text" or "json", lines below
// level left out. While bars are on the screen its lines go above them.
func newLogger(w io.Writer, format string, level slog.Level) *slog.Logger {
	out := &output{w: w}
	opt := &slog.HandlerOptions{Level: level}
	if format == "json" {
		return slog.New(&logHandler{Handler: slog.NewJSONHandler(out, opt), out: out})
	}
	return slog.New(&logHandler{Handler: slog.NewTextHandler(out, opt), out: out, people: true})
}

// logHandler is a handler that knows where it writes to, so that bars can be
// put between.
type logHandler struct {
	slog.Handler
	out    *output
	people bool // the form is for people, not for programs
}

func (h *logHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &logHandler{h.Handler.WithAttrs(attrs), h.out, h.people}
}

func (h *logHandler) WithGroup(name string) slog.Handler {
	return &logHandler{h.Handler.WithGroup(name), h.out, h.people}
}

// output is a writer that goes above the bars while there are some, and else
// straight to where it belongs.
type output struct {
	mu   sync.Mutex
	w    io.Writer
	bars *mpb.Progress
}

// Write writes whole lines.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.bars != nil {
		if n, err := o.bars.Write(p); err == nil {
			return n, nil
		}
		// The bars are gone; the line must not go with them.
	}
	return o.w.Write(p)
}

// show puts the bars, nil to take them away.
func (o *output) show(bars *mpb.Progress) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.bars = bars
}
