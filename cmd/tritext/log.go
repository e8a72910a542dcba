package main

import (
	"io"
	"log/slog"
)

// newLogger makes the log of a command: format "text" or "json", lines below
// level left out.
func newLogger(w io.Writer, format string, level slog.Level) *slog.Logger {
	opt := &slog.HandlerOptions{Level: level}
	if format == "json" {
		return slog.New(slog.NewJSONHandler(w, opt))
	}
	return slog.New(slog.NewTextHandler(w, opt))
}
