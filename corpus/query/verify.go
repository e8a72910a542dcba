package query

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tritext/corpus/store"
)

// Fault is something in a corpus that does not hold.
type Fault struct {
	Where string // file, document, unit, bead or group
	What  string
}

func (f Fault) String() string { return f.Where + ": " + f.What }

// Verified is what Verify looked at.
type Verified struct {
	Files, Documents, Units, Beads, Groups, Removed int
	Sources                                         int  // source files whose hashes were compared
	Hashes                                          bool // the manifest has hashes of the parts
}

// VerifyOptions of Verify. The zero value is good.
type VerifyOptions struct {
	// Sources is the folder from which the paths of the source files begin; their
	// hashes are compared. "": they are not looked at.
	Sources string
}

// Verify holds a corpus to everything that is promised of it and tells each
// fault to found, until found says no:
//
//   - files: the manifest's seal, the hash, size and rows of every part, no part
//     that the manifest does not know;
//   - documents: rows of all tables in one order, keys once, counts and totals;
//   - units: ids in order and once, tokens that tile the text, repairs and
//     changes within it, partners that have beads;
//   - places: units and removals of a version do not overlap, and the balance
//     closes over their texts (the conservation law);
//   - beads: each unit of an aligned kind in exactly one bead of every pair of
//     languages, types, confidences from 0 to 1, scores that are the sum of
//     their components;
//   - groups: texts that are those of their units, members, types, beads.
//
// The error tells why verifying could not go on.
func Verify(ctx context.Context, c *store.Corpus, opt VerifyOptions, found func(Fault) bool) (Verified, error) {
	v := &verifier{c: c, opt: opt, tell: found}
	v.seen.Hashes = c.Manifest.Schema >= 3
	err := v.run(ctx)
	if errors.Is(err, errEnough) {
		err = nil
	}
	return v.seen, err
}

// errEnough ends a run whose caller has heard enough.
var errEnough = errors.New("enough")

type verifier struct {
	c    *store.Corpus
	opt  VerifyOptions
	tell func(Fault) bool
	seen Verified
	sum  store.Totals
}

// fault tells a fault.
func (v *verifier) fault(where, format string, args ...any) error {
	if !v.tell(Fault{where, fmt.Sprintf(format, args...)}) {
		return errEnough
	}
	return nil
}

func (v *verifier) run(ctx context.Context) error {
	damaged, err := v.files(ctx)
	if err != nil || damaged {
		return err // what stands in a damaged part tells nothing
	}
	before := map[string]bool{}
	for f, err := range v.c.Families(store.Need{}) {
		if err != nil {
			return v.fault(v.c.Dir, "%v", err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if before[f.ID] {
			if err := v.fault(f.ID, "the document stands in two places"); err != nil {
				return err
			}
		}
		before[f.ID] = true
		if err := v.family(f); err != nil {
			return err
		}
	}
	return v.totals()
}

// files compares every part with the manifest.
func (v *verifier) files(ctx context.Context) (damaged bool, err error) {
	broken := func(where, format string, args ...any) error {
		damaged = true
		return v.fault(where, format, args...)
	}
	if v.seen.Hashes {
		fault, err := store.Unsealed(v.c.Dir)
		if err != nil {
			return false, err
		}
		if fault != "" {
			if err := broken(store.ManifestName, "%s", fault); err != nil {
				return damaged, err
			}
		}
	}
	for _, table := range store.Tables {
		var known []string
		for _, part := range v.c.Manifest.Tables[table] {
			known = append(known, filepath.Base(part.File))
			if err := ctx.Err(); err != nil {
				return damaged, err
			}
			v.seen.Files++
			if what := v.part(part); what != "" {
				if err := broken(part.File, "%s", what); err != nil {
					return damaged, err
				}
			}
		}
		entries, err := os.ReadDir(filepath.Join(v.c.Dir, string(table)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return damaged, fmt.Errorf("query: %w", err)
		}
		for _, e := range entries {
			if strings.HasSuffix(e.Name(), ".parquet") && !slices.Contains(known, e.Name()) {
				if err := v.fault(string(table)+"/"+e.Name(), "the manifest does not know this part"); err != nil {
					return damaged, err
				}
			}
		}
	}
	return damaged, nil
}

// part gives what is wrong with a part, "" if nothing.
func (v *verifier) part(p store.Part) string {
	sum, size, err := hashFile(filepath.Join(v.c.Dir, filepath.FromSlash(p.File)))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "the part is missing"
	case err != nil:
		return err.Error()
	case size != p.Bytes:
		return fmt.Sprintf("%d bytes, the manifest says %d", size, p.Bytes)
	case p.SHA256 != "" && sum != p.SHA256:
		return "its hash is not that of the manifest: bytes were changed"
	}
	return ""
}

// hashFile gives the SHA-256 of a file in lower-case hex, and its size in bytes.
func hashFile(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	if size, err = io.Copy(h, f); err != nil {
		return "", size, err
	}
	return hex.EncodeToString(h.Sum(nil)), size, nil
}

// totals compares what was counted with the manifest.
func (v *verifier) totals() error {
	want := v.c.Manifest.Counts
	want.SetAside = 0 // not in the tables
	if v.sum != want {
		return v.fault(store.ManifestName, "counts %+v, the tables have %+v", want, v.sum)
	}
	return nil
}
