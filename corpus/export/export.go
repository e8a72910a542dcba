package export

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"tritext/corpus"
)

// Families is a stream of documents as store.Family.Corpus gives them.
type Families = iter.Seq2[*corpus.Family, error]

// Options of a format. Languages must be filled; the rest has good zero values.
type Options struct {
	// Languages are the codes of two or three languages, in the order of the
	// output: the first one is the source where a format knows one.
	Languages []string
	// Clean writes the cleaned texts (Unit.Text) in place of the normalised ones
	// (Unit.Norm).
	Clean bool
	// Keep tells whether a group goes out; nil: every one does. Beads go out if a
	// unit of theirs is in a group that does.
	Keep      func(*corpus.Family, *corpus.Group) (bool, error)
	Name      string // of the corpus: in names of files and in heads; "corpus" if empty
	Version   string // of the program
	License   string // of the texts, for a data card: an identifier of Hugging Face; "unknown" if empty
	Signature string // versions and options of all that made the corpus, for a data card
	Audit     *Audit // what people found in a sample, for a data card; nil if nobody judged one
	// Table makes a writer of a Parquet file; only huggingface needs it.
	Table func(w io.Writer, languages []string) (Table, error)
	// ShardRows is the number of rows of a Parquet file; 0: 500 000.
	ShardRows int
}

// Audit is what people found in a random sample of a corpus.
type Audit struct {
	Judged    int     // groups
	Correct   int     // of them
	Precision float64 // of the corpus, 0 to 1, by the strata of the sample
	Low, High float64 // interval of Precision
	Level     float64 // of confidence of the interval, 0 to 1
	Date      string  // ISO 8601
}

// Table writes groups into a Parquet file.
type Table interface {
	Write(f *corpus.Family, g *corpus.Group) error
	Close() error
}

// Format is a way to write a corpus.
type Format struct {
	Name   string // as users type it
	Title  string // in the words of its users
	Lacks  string // what it cannot hold, in one line
	Folder bool   // several files, in a folder; else one file
	Pair   bool   // holds two languages and no third
	Tokens bool   // needs Unit.Tokens
	Beads  bool   // writes beads; else groups
	// Read yields the records of a file of this format; nil if no beads come
	// back. name stands in places. After an error nothing more is yielded.
	Read func(r io.Reader, name string) iter.Seq2[*Record, error]

	write func(*job) error
}

// Formats lists all formats, those of groups first.
var Formats = []*Format{
	moses, tsv, jsonl, tmx, xliff, bitextor, mnbvc, wmt, fastAlign, huggingFace,
	xces, interText, unpc, hunalign, vecalign, vertical, conllu,
}

// Named gives the format of that name, nil if there is none.
func Named(name string) *Format {
	for _, f := range Formats {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// Count says what was written.
type Count struct {
	Documents int // read
	Records   int // groups or beads (of all pairs) written
	LeftOut   int // groups that Options.Keep did not want
}

// Write writes the families to out, which the caller commits or aborts.
func (f *Format) Write(out *Output, families Families, opt Options) (Count, error) {
	j := &job{Options: opt, out: out, format: f}
	if err := j.check(); err != nil {
		return j.count, err
	}
	j.families = j.kept(families)
	return j.count, errors.Join(f.write(j), out.err)
}

// job is one run of a format.
type job struct {
	Options
	format   *Format
	out      *Output
	families Families
	count    Count
}

// check fills and checks the options.
func (j *job) check() error {
	if j.Name == "" {
		j.Name = "corpus"
	}
	if j.License == "" {
		j.License = "unknown"
	}
	if j.ShardRows <= 0 {
		j.ShardRows = 500_000
	}
	n := len(j.Languages)
	sorted := slices.Compact(slices.Sorted(slices.Values(j.Languages)))
	switch {
	case len(sorted) != n:
		return fmt.Errorf("export: %s: a language is named twice", strings.Join(j.Languages, ","))
	case n < 2:
		return fmt.Errorf("export: %s needs two languages or more", j.format.Name)
	case n > 2 && j.format.Pair:
		return fmt.Errorf("export: %s holds two languages, not %s", j.format.Name, strings.Join(j.Languages, ","))
	case j.format.Name == huggingFace.Name && j.Table == nil:
		return errors.New("export: huggingface needs a writer of tables")
	}
	return nil
}

// kept yields the families with those groups that go out, and ends when the
// output fails.
func (j *job) kept(families Families) Families {
	return func(yield func(*corpus.Family, error) bool) {
		for f, err := range families {
			if err == nil {
				err = j.filter(f)
			}
			if err == nil {
				err = j.out.err
			}
			if err != nil {
				yield(nil, err)
				return
			}
			j.count.Documents++
			if !yield(f, nil) {
				return
			}
		}
	}
}

// filter takes out the groups that Keep does not want.
func (j *job) filter(f *corpus.Family) error {
	if j.Keep == nil {
		return nil
	}
	kept := f.Groups[:0]
	for i := range f.Groups {
		ok, err := j.Keep(f, &f.Groups[i])
		if err != nil {
			return fmt.Errorf("export: %s: %w", f.Groups[i].ID, err)
		}
		if ok {
			kept = append(kept, f.Groups[i])
		} else {
			j.count.LeftOut++
		}
	}
	f.Groups = kept
	return nil
}

// each calls do for every family.
func (j *job) each(do func(*corpus.Family) error) error {
	for f, err := range j.families {
		if err != nil {
			return err
		}
		if err := do(f); err != nil {
			return err
		}
	}
	return nil
}
