package main

import (
	"io"
	"log/slog"
	"sync"
	"time"
)

// progress tells a user how far a long piece of work is. Step may be called by
// many goroutines at once.
type progress interface {
	Start(total int, what string)
	Step(n int)
	Stop()
}

// newProgress makes the progress of a command that logs to log.
func newProgress(_ io.Writer, log *slog.Logger, quiet bool) progress {
	if quiet {
		return silent{}
	}
	return &logProgress{log: log}
}

// silent tells nothing.
type silent struct{}

func (silent) Start(int, string) {}
func (silent) Step(int)          {}
func (silent) Stop()             {}

// logProgress writes a line to the log every few seconds.
type logProgress struct {
	log   *slog.Logger
	mu    sync.Mutex
	what  string
	total int
	done  int
	last  time.Time
}

// progressEvery is the time between two lines of the log.
const progressEvery = 5 * time.Second

func (p *logProgress) Start(total int, what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total, p.what, p.done, p.last = total, what, 0, time.Now()
}

func (p *logProgress) Step(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done += n
	if now := time.Now(); now.Sub(p.last) >= progressEvery {
		p.last = now
		p.log.Info(p.what, "done", p.done, "of", p.total)
	}
}

func (p *logProgress) Stop() {}
