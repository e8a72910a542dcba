package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/sync/errgroup"

	"tritext/corpus"
)

// Options of a Writer. The zero value is good.
type Options struct {
	Force     bool   // replace a corpus that stands in the folder, when this one is finished
	PartRows  int    // rows a part; 0: 500 000
	Version   string // of the program
	Signature string // versions and options of every stage, on one line; kept in every file
}

// Writer writes a corpus. It is for one goroutine.
type Writer struct {
	dir     string
	made    string // topmost folder that Create made; "" if dir was there
	partial string // where the corpus grows
	opt     Options

	documents *tableWriter[DocumentRow, *DocumentRow, DocumentRow, *DocumentRow]
	units     *tableWriter[UnitRow, *UnitRow, unitProof, *unitProof]
	beads     *tableWriter[BeadRow, *BeadRow, BeadRow, *BeadRow]
	parallel  *tableWriter[ParallelRow, *ParallelRow, ParallelRow, *ParallelRow]
	removed   *tableWriter[RemovedRow, *RemovedRow, RemovedRow, *RemovedRow]

	checks errgroup.Group // parts that are being read again
	rows   Family         // the family that is being written

	inputs, asides, notes *spool
	counts                Totals
	balance               corpus.Balance
	byLang                map[string]LangTotal
	done                  bool
}

// Create begins a corpus in dir, which is made if it is not there; other things
// may stand in it. It fails before any work if a corpus stands there and
// Options.Force is not set, or if what stands there was not written by this
// package. Nothing is to be seen under its final name before Commit.
// End the writer by Commit or Abort.
func Create(dir string, opt Options) (*Writer, error) {
	if err := checkFolder(dir, opt.Force); err != nil {
		return nil, err
	}
	made, err := makeFolder(dir)
	if err != nil {
		return nil, err
	}
	w := &Writer{dir: dir, made: made, opt: opt, byLang: map[string]LangTotal{}}
	if w.partial, err = os.MkdirTemp(dir, PartialPrefix); err != nil {
		unmakeFolder(dir, made)
		return nil, fmt.Errorf("store: %w", err)
	}
	if err := os.Chmod(w.partial, 0o755); err != nil { // the tables' folders move out of it: as other folders
		return nil, errors.Join(fmt.Errorf("store: %w", err), w.Abort())
	}
	w.checks.SetLimit(2) // a part is read much faster than it is written
	w.documents = newTableWriter[DocumentRow, *DocumentRow, DocumentRow](TableDocuments, w.partial, opt, &w.checks)
	w.units = newTableWriter[UnitRow, *UnitRow, unitProof](TableUnits, w.partial, opt, &w.checks)
	w.beads = newTableWriter[BeadRow, *BeadRow, BeadRow](TableBeads, w.partial, opt, &w.checks)
	w.parallel = newTableWriter[ParallelRow, *ParallelRow, ParallelRow](TableParallel, w.partial, opt, &w.checks)
	w.removed = newTableWriter[RemovedRow, *RemovedRow, RemovedRow](TableRemoved, w.partial, opt, &w.checks)
	if w.inputs, err = newSpool(filepath.Join(w.partial, "inputs.jsonl")); err == nil {
		w.asides, err = newSpool(filepath.Join(w.partial, "asides.jsonl"))
	}
	if err == nil {
		w.notes, err = newSpool(filepath.Join(w.partial, "notes.jsonl"))
	}
	if err != nil {
		return nil, errors.Join(err, w.Abort())
	}
	return w, nil
}

// Write adds a family. It fails, and adds nothing of the family, if the balance
// of a version does not close or a text is not valid UTF-8; after any other
// error the writer can only be aborted.
func (w *Writer) Write(f *corpus.Family) error {
	if err := w.rows.fill(f); err != nil {
		return err
	}
	return w.WriteFamily(&w.rows)
}

// WriteFamily adds a family whose rows are there already, as Corpus.Families
// yields them: a corpus that is copied family by family has the same bytes. It
// fails as Write does, but for the balances, which it takes as they are.
func (w *Writer) WriteFamily(f *Family) error {
	if err := f.check(); err != nil {
		return err
	}
	if err := errors.Join(
		w.documents.write(f.Documents), w.units.write(f.Units), w.beads.write(f.Beads),
		w.parallel.write(f.Parallel), w.removed.write(f.Removed),
	); err != nil {
		return err
	}
	return w.count(f)
}

// check holds all text of the rows to be valid UTF-8.
func (f *Family) check() error {
	return errors.Join(
		checkText(TableDocuments, f.Documents), checkText(TableUnits, f.Units), checkText(TableBeads, f.Beads),
		checkText(TableParallel, f.Parallel), checkText(TableRemoved, f.Removed),
	)
}

// count adds the family to the manifest.
func (w *Writer) count(f *Family) error {
	w.counts.Families++
	w.counts.Documents += len(f.Documents)
	w.counts.Units += len(f.Units)
	w.counts.Beads += len(f.Beads)
	w.counts.Groups += len(f.Parallel)
	w.counts.Removed += len(f.Removed)
	for i := range f.Parallel {
		switch len(f.Parallel[i].Languages()) {
		case 2:
			w.counts.Bilingual++
		case 3:
			w.counts.Trilingual++
		}
	}
	for i := range f.Documents {
		d := &f.Documents[i]
		b := d.Balance.Corpus()
		w.balance.Add(b)
		t := w.byLang[d.Lang]
		t.Documents++
		t.Units += int(d.Counts.Units)
		t.Balance.Add(b)
		w.byLang[d.Lang] = t
		if err := w.inputs.add(Input{
			ID: f.ID, Lang: d.Lang, Path: d.Source.Path, Member: d.Source.Member, SHA256: d.Source.SHA256, Bytes: int(d.Source.Bytes),
			Charset: d.Source.Charset, Paired: d.Source.Paired, Units: int(d.Counts.Units), Balance: b, Problems: len(d.Problems),
		}); err != nil {
			return err
		}
	}
	return nil
}

// SetAside notes a file that was not used, for the manifest.
func (w *Writer) SetAside(p corpus.Problem) error {
	w.counts.SetAside++
	return w.asides.add(asideOf(p))
}

// Note keeps a remark on a file of which no document tells, for the manifest:
// a file that was left out because it is in another language.
func (w *Writer) Note(p corpus.Problem) error { return w.notes.add(asideOf(p)) }

// TakeOver notes what the manifest of another corpus, from which this one is
// made, says of files that were set aside and of remarks.
func (w *Writer) TakeOver(c *Corpus) error {
	for a, err := range c.Asides() {
		if err == nil {
			w.counts.SetAside++
			err = w.asides.add(a)
		}
		if err != nil {
			return err
		}
	}
	for a, err := range c.Notes() {
		if err == nil {
			err = w.notes.add(a)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func asideOf(p corpus.Problem) Aside {
	return Aside{Path: p.Path, Line: p.Line, Col: p.Col, Stage: p.Stage, What: p.What}
}

// Commit finishes the tables and the manifest and moves them into the folder,
// in the place of a corpus that stands there if Options.Force is set. Of m, the
// caller fills Options and both Consistencies; the rest is filled here. A failed Commit leaves the
// folder as it was.
func (w *Writer) Commit(m Manifest) error {
	if w.done {
		return errors.New("store: the corpus is finished already")
	}
	err := w.commit(m)
	return errors.Join(err, w.Abort())
}

func (w *Writer) commit(m Manifest) error {
	if err := errors.Join(w.documents.finish(), w.units.finish(), w.beads.finish(), w.parallel.finish(), w.removed.finish()); err != nil {
		return err
	}
	if err := w.checks.Wait(); err != nil {
		return err
	}
	m.Format, m.Schema, m.Version, m.Signature = Format, SchemaVersion, w.opt.Version, w.opt.Signature
	m.Counts, m.Balance, m.ByLang = w.counts, w.balance, w.byLang
	m.Languages = nil
	for lang := range w.byLang {
		m.Languages = append(m.Languages, lang)
	}
	slices.Sort(m.Languages)
	m.Tables = map[Table][]Part{
		TableDocuments: w.documents.parts, TableUnits: w.units.parts, TableBeads: w.beads.parts,
		TableParallel: w.parallel.parts, TableRemoved: w.removed.parts,
	}
	if err := writeManifest(w.partial, m, []namedSpool{{"set_aside", w.asides}, {"notes", w.notes}, {"documents", w.inputs}}); err != nil {
		return fmt.Errorf("store: %s: %w", ManifestName, err)
	}
	for _, t := range Tables {
		if err := syncFolder(filepath.Join(w.partial, string(t))); err != nil {
			return err
		}
	}
	// Another run may have finished here since Create looked.
	if err := checkFolder(w.dir, w.opt.Force); err != nil {
		return err
	}
	if err := install(w.dir, w.partial); err != nil {
		return err
	}
	w.made = "" // the folder is wanted now
	return nil
}

// Abort removes what is not committed; after Commit it does nothing. It may be
// called more than once.
func (w *Writer) Abort() error {
	if w.done {
		return nil
	}
	w.done = true
	if w.documents != nil {
		w.documents.drop()
		w.units.drop()
		w.beads.drop()
		w.parallel.drop()
		w.removed.drop()
	}
	_ = w.checks.Wait() // no file may be open in what is removed now; the first fault was told by Commit
	for _, s := range []*spool{w.inputs, w.asides, w.notes} {
		if s != nil {
			s.remove()
		}
	}
	err := os.RemoveAll(w.partial)
	unmakeFolder(w.dir, w.made)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}
