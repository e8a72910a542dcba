package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	pdfium "github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Options of an Engine. The zero value is good, but starts slowly each time.
type Options struct {
	// Cache is the folder for PDFium's compiled code (21 MB); "" for none. It is
	// made when the first PDF comes; one that cannot be used is done without.
	Cache string
	// Program is the path of poppler's pdftotext, to be used in place of PDFium;
	// "" for PDFium.
	Program string
	// Time is the most that a document may take; 0: a minute, and a second a page
	// more, which is a hundred times the usual.
	Time time.Duration
	// Memory is the most bytes that PDFium may take for a document; 0: 1 GiB.
	Memory int64
}

// Engine reads PDF files; it may be used by several goroutines. Close it when
// all is read.
type Engine struct {
	opt   Options
	start sync.Once
	pool  pdfium.Pool
	err   error // of starting
}

// The faults of a file that a caller may want to know.
var (
	ErrEncrypted = errors.New("encrypted: it opens with a password only")
	ErrDamaged   = errors.New("damaged: no PDF reader can open it")
	ErrTime      = errors.New("took longer than the time limit")
)

// New makes an engine and starts nothing.
func New(opt Options) *Engine {
	if opt.Memory <= 0 {
		opt.Memory = 1 << 30
	}
	return &Engine{opt: opt}
}

// Close frees what the engine holds. A nil engine is closed already.
func (e *Engine) Close() error {
	if e == nil {
		return nil
	}
	e.start.Do(func() { e.err = errors.New("closed") })
	if e.pool == nil {
		return nil
	}
	return e.pool.Close()
}

// Sizes of wazero.
const (
	wasmPage     = 64 << 10
	wasmMaxPages = 65536
)

// open starts PDFium, once.
func (e *Engine) open() (pdfium.Pool, error) {
	e.start.Do(func() {
		// Exceptions are what PDFium's setjmp became; without that feature its
		// module is refused. Code that wazero can interrupt runs four times as long
		// (it asks at every turn of every loop), so a file that takes too long is
		// left behind and not interrupted, see Pages.
		config := wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithMemoryLimitPages(uint32(min(max(e.opt.Memory/wasmPage, 1024), wasmMaxPages)))
		if e.opt.Cache != "" {
			if cache, err := wazero.NewCompilationCacheWithDir(e.opt.Cache); err == nil {
				config = config.WithCompilationCache(cache)
			}
		}
		most := runtime.GOMAXPROCS(0)
		e.pool, e.err = webassembly.Init(webassembly.Config{
			MaxIdle: most, MaxTotal: most + mostStuck,
			FSConfig:      wazero.NewFSConfig(), // no file of this machine
			RuntimeConfig: config,
			Stdout:        io.Discard, Stderr: io.Discard,
		})
	})
	return e.pool, e.err
}

// mostStuck is how many files may be left behind unfinished at a time.
const mostStuck = 4

// Pages calls page for each page of a file, in order, and ends with the error
// that page gives. most is how many pages are read, 0 for all. The error is
// ErrEncrypted, ErrDamaged or ErrTime, wrapped or not, where one of them fits.
//
// A file that takes longer than Options.Time is left behind: the call returns,
// and what PDFium does is thrown away when it comes to an end.
func (e *Engine) Pages(ctx context.Context, data []byte, most int, page func(*Page) error) error {
	if e.opt.Program != "" {
		return e.poppler(ctx, data, most, page)
	}
	pool, err := e.open()
	if err != nil {
		return fmt.Errorf("the PDF engine does not start: %w", err)
	}
	limit := e.opt.Time
	if limit <= 0 {
		limit = time.Minute
	}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	wait, stop := context.WithTimeout(ctx, limit)
	in, err := pool.GetInstanceWithContext(wait)
	stop()
	if err != nil {
		return fmt.Errorf("the PDF engine gives no room: %w", err)
	}
	pages := make(chan *Page)
	done := make(chan error, 1)
	gone := make(chan struct{}) // closed when nobody listens any more
	defer close(gone)
	go func() {
		defer in.Close()
		done <- read(in, data, most, pages, gone)
	}()
	extra := time.Duration(0)
	for {
		select {
		case p := <-pages:
			if err := page(p); err != nil {
				return err
			}
			if e.opt.Time <= 0 {
				extra += time.Second
			}
		case err := <-done:
			return err
		case <-ctx.Done():
			return ctx.Err()
		case <-timer.C:
			if extra == 0 {
				return ErrTime
			}
			timer.Reset(extra)
			extra = 0
		}
	}
}

// read sends the pages of a file until nobody listens.
func read(in pdfium.Pdfium, data []byte, most int, pages chan<- *Page, gone <-chan struct{}) (err error) {
	defer func() { // PDFium out of memory ends in a trap, which go-pdfium may let through
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%w (%s)", ErrDamaged, firstLine(fmt.Sprint(fault)))
		}
	}()
	doc, err := in.OpenDocument(&requests.OpenDocument{FileReader: bytes.NewReader(data), FileReaderSize: int64(len(data))})
	if err != nil {
		return openFault(err)
	}
	count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return err
	}
	n := count.PageCount
	if most > 0 {
		n = min(n, most)
	}
	for i := range n {
		p, err := readPage(in, doc.Document, i)
		if errors.Is(err, errPage) { // others may be good
			p = &Page{No: i + 1, Damaged: true}
		} else if err != nil {
			return err
		}
		p.Of = count.PageCount
		select {
		case pages <- p:
		case <-gone:
			return nil
		}
	}
	return nil
}

// openFault says what PDFium's error means.
func openFault(err error) error {
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return ErrEncrypted
	case errors.Is(err, pdferrors.ErrFormat), errors.Is(err, pdferrors.ErrFile), errors.Is(err, pdferrors.ErrPage), errors.Is(err, pdferrors.ErrUnknown):
		return ErrDamaged
	}
	return fmt.Errorf("%w (%s)", ErrDamaged, firstLine(err.Error()))
}

// firstLine is the first line of a message.
func firstLine(s string) string {
	for i, r := range s {
		if r == '\n' {
			return s[:i]
		}
	}
	return s
}
