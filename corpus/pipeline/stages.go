package pipeline

import (
	"context"
	"io"

	"tritext/align"
	"tritext/align/lexicon"
	"tritext/corpus"
	"tritext/corpus/clean"
	"tritext/corpus/ingest"
	"tritext/corpus/ingest/pdf"
	"tritext/corpus/store"
	"tritext/corpus/undoc"
	"tritext/segment"
	"tritext/segment/lang"
)

// Build makes a corpus of the inputs in opt.Output.
//
// What is wrong with a file sets that file aside, and the others go on:
// Report.SetAside counts such files and the manifest lists them. The error
// tells why there is no corpus: a corpus stands there already, an input does
// not exist, the disk is full, ctx was cancelled, or the balance of a document
// does not close; then nothing is left behind.
func Build(ctx context.Context, opt Options, obs Observer) (*Report, error) {
	opt = opt.withDefaults()
	if opt.PDF == nil {
		opt.PDF = pdf.New(pdf.Options{})
		defer opt.PDF.Close()
	}
	s, err := newStages(&opt)
	if err != nil {
		return nil, err
	}
	return build(ctx, opt, s, obs)
}

// tables opens a Parquet file for ingest, which knows no Parquet.
func tables(r io.ReaderAt, size int64) (*ingest.Table, error) {
	t, err := store.OpenTexts(r, size)
	if err != nil {
		return nil, err
	}
	return &ingest.Table{Columns: t.Columns, Rows: t.Rows}, nil
}

// lexicon gives the model of a pair of languages in that direction, nil if there
// is none.
func (s *stages) lexicon(source, target string) align.Lexicon {
	if p := s.lexicons[[2]string{source, target}]; p != nil {
		return p
	}
	return nil
}

// newStages joins the stages as the options say, and fills opt.Model. It is the
// only place that knows all of them.
func newStages(opt *Options) (*stages, error) {
	known := lang.WithTerms(opt.Terms)
	s := &stages{
		discover: func(inputs []string, manifest string) (*ingest.Plan, error) {
			return ingest.Discover(inputs, ingest.Options{
				Manifest: manifest, Peek: undoc.Peek, Detect: lang.Detect, Columns: opt.Columns, Moses: opt.Moses, Tables: tables, Stdin: opt.Stdin,
				PDF: opt.PDF, Office: opt.Office,
			})
		},
		read: func(ctx context.Context, f ingest.File) (*corpus.Document, error) {
			return ingest.Read(ctx, f, ingest.ReadOptions{Detect: lang.Detect, PDF: opt.PDF, Office: opt.Office})
		},
		clean: func(d *corpus.Document) {
			clean.Clean(d, clean.Options{Standalone: undoc.Standalone, Opens: undoc.Opens})
		},
		undoc:   undoc.Read,
		resolve: undoc.Resolve,
		label:   undoc.LabelKey,
		language: func(code string) (*segment.Language, bool) {
			for _, l := range known {
				if l.Code == code {
					return l, true
				}
			}
			return nil, false
		},
		normalize: func(text, lang string) (string, []corpus.Repair) {
			return clean.Normalize(text, lang, clean.NormalOptions{CJKSpacing: clean.CJKSpacing(opt.Spacing)})
		},
		state:    undoc.StateCode,
		identify: lang.Identify,
		crossing: opt.AllowCrossing,
		vectors:  vectorsOf(opt.Encoder),
	}
	model, err := lexicon.Load(opt.ModelFile)
	if err != nil {
		return nil, err
	}
	opt.Model = model.ID
	if opt.Encoder.Source != nil {
		opt.Embeddings = opt.Encoder.Name
	}
	s.lexicons = map[[2]string]*lexicon.Pair{}
	for _, p := range align.Pairs(len(languages), 0) {
		pair := [2]string{languages[p[0]], languages[p[1]]}
		lex, err := model.Pair(pair[0], pair[1])
		if err != nil {
			return nil, err
		}
		if len(opt.Dictionary) > 0 {
			from, _ := s.language(pair[0])
			to, _ := s.language(pair[1])
			lex = lex.With(NewDictionary(opt.Dictionary, from, to))
		}
		s.lexicons[pair] = lex
	}
	s.aligned = func(lexicons map[[2]string]*lexicon.Pair) alignTexts {
		aligners := map[[2]string]*align.Aligner{}
		for pair, lex := range lexicons {
			aligners[pair] = align.New(lex, align.Options{WordLinks: opt.WordLinks, AllowCrossing: opt.AllowCrossing})
		}
		s.score, s.locking = scoring(aligners), aligners
		return together(aligners)
	}
	s.align = s.aligned(s.lexicons)
	return s, nil
}
