package pipeline

import (
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"

	"github.com/zeebo/xxh3"

	"tritext/corpus/ingest"
	"tritext/corpus/ingest/pdf"
	"tritext/corpus/store"
)

// Options of Build. Those that change the result have a name in JSON: they
// stand in the manifest and make the signature. The zero value is a good
// default but for Inputs and Output.
type Options struct {
	Inputs   []string `json:"-"` // files, folders, globs
	Manifest string   `json:"-"` // list of documents, see ingest; "" if none
	Output   string   `json:"-"` // folder of the corpus
	// Columns of collections that hold texts and ids; the zero value goes by their names.
	Columns ingest.Columns `json:"columns,omitzero"`
	Moses   bool           `json:"moses,omitempty"` // versions of a document are parallel line by line
	Stdin   io.Reader      `json:"-"`               // what the input "-" reads; nil if there is none
	Force   bool           `json:"-"`               // replace a corpus that stands there
	Jobs    int            `json:"-"`               // documents worked on at a time; 0: one a processor
	Version string         `json:"-"`               // of the program; first part of the signature

	// Terms are Chinese words that segmentation keeps whole, besides the
	// dictionary and the terms of the United Nations that are built in.
	Terms []string `json:"terms,omitempty"`
	// Spacing says what happens to spaces between Chinese and other characters
	// in the normalised text: "strip" (the default), "pad" or "keep".
	Spacing string `json:"cjk_spacing"`
	// PDF reads PDF files; nil: one is made with its defaults, and stopped at the
	// end.
	PDF *pdf.Engine `json:"-"`
	// Office converts DOC, RTF and ODT; nil: such files are set aside.
	Office *ingest.Office `json:"-"`
	// AllowCrossing matches passages that stand in another order in another
	// version; else they are only told.
	AllowCrossing bool `json:"allow_crossing,omitempty"`
	// ModelFile is the path of a translation model in place of the built-in one.
	ModelFile string `json:"-"`
	// Dictionary is entries laid over the model, without training.
	Dictionary []Entry `json:"-"`
	// WordLinks is the least probability of the links between words that the
	// beads carry, above 0 to 1; 0 for no links.
	WordLinks float64 `json:"word_links,omitempty"`
	// Adapt makes two passes: the first one teaches words that the model does not
	// know, for all documents of the second.
	Adapt bool `json:"adapt,omitempty"`
	// Learnt is how many pairs of words the first pass taught, by "zh-en"; filled
	// by Build.
	Learnt map[string]int `json:"learnt,omitempty"`
	// Encoder gives sentence vectors as more evidence.
	Encoder Encoder `json:"-"`
	// Embeddings is the Encoder's name, filled by Build.
	Embeddings string `json:"embeddings,omitempty"`
	// Model is the name of the model, filled by Build.
	Model string `json:"model"`
	// DiscardChecked does not take over the beads that a person checked in a corpus
	// that is replaced; without it they stay, and the rest is aligned around them.
	DiscardChecked bool `json:"-"`
	// Checked is the number of such beads with a hash of them, filled by Build; ""
	// if there are none.
	Checked string `json:"checked,omitempty"`
}

// withDefaults fills what is empty.
func (o Options) withDefaults() Options {
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	if o.Spacing == "" {
		o.Spacing = "strip"
	}
	if o.Version == "" {
		o.Version = "unknown"
	}
	return o
}

// Signature tells in one line what made a corpus: equal signatures and equal
// inputs give equal bytes. It stands in the manifest and in every table.
//
//	tritext:0.1.0|schema:3|gse:v1.0.2|terms:0|cjk-spacing:strip|model:…
func (o Options) Signature() string {
	terms := "none"
	if len(o.Terms) > 0 {
		terms = fmt.Sprintf("%d-%016x", len(o.Terms), xxh3.HashString(strings.Join(o.Terms, "\n")))
	}
	parts := []string{
		"tritext:" + o.Version,
		fmt.Sprintf("schema:%d", store.SchemaVersion),
		"gse:" + gseVersion,
		"terms:" + terms,
		"cjk-spacing:" + o.Spacing,
		"model:" + o.Model,
	}
	if len(o.Dictionary) > 0 {
		h := xxh3.New()
		for _, e := range o.Dictionary {
			for _, code := range slices.Sorted(maps.Keys(e)) {
				fmt.Fprintf(h, "%s\t%s\n", code, e[code])
			}
			fmt.Fprintln(h)
		}
		parts = append(parts, fmt.Sprintf("dictionary:%d-%016x", len(o.Dictionary), h.Sum64()))
	}
	if o.Adapt {
		parts = append(parts, "adapt:on")
	}
	if o.WordLinks > 0 {
		parts = append(parts, fmt.Sprintf("word-links:%g", o.WordLinks))
	}
	if o.AllowCrossing {
		parts = append(parts, "crossing:allowed")
	}
	if o.Embeddings != "" {
		parts = append(parts, "embeddings:"+o.Embeddings)
	}
	if o.Checked != "" {
		parts = append(parts, "checked:"+o.Checked)
	}
	return strings.Join(parts, "|")
}

// gseVersion is the version of github.com/go-ego/gse that segments Chinese; a
// test holds it to be that of go.mod.
const gseVersion = "v1.0.2"
