package store

import (
	"errors"
	"fmt"
)

// Rewrite makes the corpus in dir anew: change gets each document in the order
// of writing and gives what shall stand in its place, the same family if
// nothing changes (see Family.Corpus and Family.Realigned). What the manifest
// says of the making of the corpus, of files set aside and of notes is taken
// over; the counts and balances are made again. Other files in dir stay.
//
// The new corpus takes the place of the old one when it is whole. After an
// error, of change or of the disk, the old one stands as it was. If the program is
// killed while the folders change places, Recover (or the next Rewrite) ends it.
func Rewrite(dir string, change func(*Family) (*Family, error)) (err error) {
	if _, err := Recover(dir); err != nil {
		return err
	}
	from, err := Open(dir)
	if err != nil {
		return err
	}
	w, err := Create(dir, Options{Force: true, Version: from.Manifest.Version, Signature: from.Manifest.Signature})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Abort()) }() // nothing to do after Commit
	for f, err := range from.Families(Need{}) {
		if err != nil {
			return err
		}
		id := f.ID
		if f, err = change(f); err != nil {
			return err
		}
		if f == nil || f.ID != id {
			return fmt.Errorf("store: document %s was not given back", id)
		}
		if err := w.WriteFamily(f); err != nil {
			return err
		}
	}
	if err := w.TakeOver(from); err != nil {
		return err
	}
	return w.Commit(*from.Manifest)
}
