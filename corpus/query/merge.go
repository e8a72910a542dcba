package query

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tritext/corpus/store"
)

// MergeOptions of Merge.
type MergeOptions struct {
	Output  string // folder of the new corpus
	Force   bool   // replace a corpus that stands there
	Version string // of the program
	// SameOnce takes a document that several corpora hold with the same id and
	// the same source files once, from the first of them; else it is a collision
	// too.
	SameOnce bool
}

// Collision is a document id that two corpora use.
type Collision struct {
	ID            string
	First, Second string // folders
	Same          bool   // both were read from the same files
}

// CollisionError says which ids collide.
type CollisionError struct{ Collisions []Collision }

// Error names the first collisions; the rest is counted.
func (e *CollisionError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "query: %d documents stand in two corpora, nothing was written:", len(e.Collisions))
	for i, c := range e.Collisions {
		if i == 5 {
			fmt.Fprintf(&b, " … and %d more", len(e.Collisions)-i)
			break
		}
		what := "other texts"
		if c.Same {
			what = "the same files"
		}
		fmt.Fprintf(&b, "\n  %s in %s and in %s (%s)", c.ID, c.First, c.Second, what)
	}
	return b.String()
}

// key is what Merge looks at before it copies.
type key struct {
	ID     string `parquet:"id"`
	Lang   string `parquet:"lang"`
	Source struct {
		SHA256 string `parquet:"sha256"`
	} `parquet:"source"`
}

// Merge writes the documents of several corpora into a new one, in the order of
// the corpora, each with all its rows as they are. Corpora of earlier schemas
// get the columns of the present one. If ids collide it fails with a
// *CollisionError before anything is written.
func Merge(ctx context.Context, corpora []*store.Corpus, opt MergeOptions) (_ *store.Corpus, err error) {
	skip, err := collisions(corpora, opt.SameOnce)
	if err != nil {
		return nil, err
	}
	manifest, signature := mergedManifest(corpora)
	if slices.ContainsFunc(skip, func(ids map[string]bool) bool { return len(ids) > 0 }) {
		// What the manifests say counts documents that are passed over: not known.
		manifest.Cycle, manifest.CycleAlone = store.Consistency{}, store.Consistency{}
	}
	w, err := store.Create(opt.Output, store.Options{Force: opt.Force, Version: opt.Version, Signature: signature})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, w.Abort()) }() // nothing to do after Commit
	for i, c := range corpora {
		need := store.Need{Document: func(id string) bool { return !skip[i][id] }}
		for f, err := range c.Families(need) {
			if err == nil {
				err = ctx.Err()
			}
			if err == nil {
				err = w.WriteFamily(f)
			}
			if err != nil {
				return nil, err
			}
		}
		if err := w.TakeOver(c); err != nil {
			return nil, err
		}
	}
	if err := w.Commit(manifest); err != nil {
		return nil, err
	}
	return store.Open(opt.Output)
}

// collisions finds the documents that stand in two corpora, and those that are
// to be passed over, by corpus.
func collisions(corpora []*store.Corpus, sameOnce bool) (skip []map[string]bool, err error) {
	type owner struct {
		corpus int
		files  string
	}
	owners := map[string]owner{}
	skip = make([]map[string]bool, len(corpora))
	var found []Collision
	for i, c := range corpora {
		skip[i] = map[string]bool{}
		files := map[string]string{} // id → languages and hashes of its files
		var ids []string
		for r, err := range store.Rows[key](c, store.TableDocuments) {
			if err != nil {
				return nil, err
			}
			if _, seen := files[r.ID]; !seen {
				ids = append(ids, r.ID)
			}
			files[r.ID] += r.Lang + ":" + r.Source.SHA256 + " "
		}
		for _, id := range ids {
			first, taken := owners[id]
			if !taken {
				owners[id] = owner{i, files[id]}
				continue
			}
			same := first.files == files[id]
			if same && sameOnce {
				skip[i][id] = true
				continue
			}
			found = append(found, Collision{id, corpora[first.corpus].Dir, c.Dir, same})
		}
	}
	if len(found) > 0 {
		return nil, &CollisionError{found}
	}
	return skip, nil
}

// mergedManifest is what the new manifest says of the making.
func mergedManifest(corpora []*store.Corpus) (m store.Manifest, signature string) {
	type made struct {
		Signature string `json:"signature"`
		Options   any    `json:"options"`
	}
	var parts []made
	var signatures []string
	for _, c := range corpora {
		m.Cycle.Units += c.Manifest.Cycle.Units
		m.Cycle.Agree += c.Manifest.Cycle.Agree
		m.CycleAlone.Units += c.Manifest.CycleAlone.Units
		m.CycleAlone.Agree += c.Manifest.CycleAlone.Agree
		parts = append(parts, made{c.Manifest.Signature, c.Manifest.Options})
		if !slices.Contains(signatures, c.Manifest.Signature) {
			signatures = append(signatures, c.Manifest.Signature)
		}
	}
	m.Options = map[string]any{"merged": parts}
	if len(signatures) == 1 {
		m.Options = corpora[0].Manifest.Options
	}
	return m, strings.Join(signatures, " + ")
}
