package store_test

import (
	"fmt"
	"log"
	"os"

	"tritext/corpus/store"
)

// A corpus is read row by row; a small struct reads only its own columns.
func ExampleRows() {
	dir := exampleCorpus()
	defer os.RemoveAll(dir)
	c, err := store.Open(dir)
	if err != nil {
		log.Fatal(err)
	}
	type pair struct {
		Translation *struct {
			Ru *string `parquet:"ru,optional"`
			Zh *string `parquet:"zh,optional"`
		} `parquet:"translation,optional"`
		Confidence float64 `parquet:"confidence"`
	}
	for p, err := range store.Rows[pair](c, store.TableParallel) {
		if err != nil {
			log.Fatal(err)
		}
		if t := p.Translation; t.Zh != nil && t.Ru != nil {
			fmt.Printf("%s = %s (%.2f)\n", *t.Zh, *t.Ru, p.Confidence)
		}
	}
	// Output: 道路已开通。 = Дорога открыта. (0.25)
}

// The units and beads of one document, without reading the others.
func ExampleRowsOf() {
	dir := exampleCorpus()
	defer os.RemoveAll(dir)
	c, err := store.Open(dir)
	if err != nil {
		log.Fatal(err)
	}
	for u, err := range store.RowsOf[store.UnitRow](c, store.TableUnits, "road") {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(u.ID, u.Kind, u.Norm, u.Partners)
	}
	// Output:
	// road/en#1.1.1 sentence The road is open. [ru zh]
	// road/en#1.2.1 sentence It is 5 km long. [zh]
	// road/ru#1.1.1 sentence Дорога открыта. [en zh]
	// road/zh#1.1.1 sentence 道路已开通。 [en ru]
	// road/zh#1.2.1 sentence 全长5公里。 [en]
}

// exampleCorpus makes a corpus of one small document in three languages.
func exampleCorpus() string {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		log.Fatal(err)
	}
	w, err := store.Create(dir, store.Options{})
	if err != nil {
		log.Fatal(err)
	}
	if err := w.Write(trilingual("road")); err != nil {
		log.Fatal(err)
	}
	if err := w.Commit(store.Manifest{}); err != nil {
		log.Fatal(err)
	}
	return dir
}
