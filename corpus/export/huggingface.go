package export

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"tritext/corpus"
)

// huggingFace is a folder for the hub of Hugging Face, or for load_dataset:
// Parquet files by split and a data card.
var huggingFace = &Format{
	Name: "huggingface", Title: "Hugging Face dataset: Parquet files by split, and a data card (README.md)",
	Lacks:  "tokens, links between words, groups that lack one of the languages",
	Folder: true,
	write: func(j *job) error {
		h := &hub{job: j, rows: map[string]int{}, shards: map[string]int{}, open: map[string]*shard{}, direction: map[string]int{}}
		err := j.each(func(f *corpus.Family) error {
			for _, g := range j.complete(f) {
				if err := h.add(f, g); err != nil {
					return err
				}
			}
			return nil
		})
		if err == nil {
			err = h.finish()
		}
		if err != nil {
			return err
		}
		p, err := j.out.createRaw("README.md")
		if err != nil {
			return err
		}
		h.card(p)
		return nil
	},
}

// hub writes the shards of all splits.
type hub struct {
	*job
	rows, shards map[string]int // by split
	open         map[string]*shard
	direction    map[string]int // groups by original language
	documents    int
	confidence   float64 // sum over all groups
	last         string  // document
}

// shard is a Parquet file that is being written.
type shard struct {
	table Table
	page  *page
	rows  int
}

// hubSplits are the splits by the names that Hugging Face knows, in order.
var hubSplits = []string{"train", "validation", "test"}

// hubSplit is the name of a group's split; everything is for training in a
// corpus that is not split.
func hubSplit(split string) string {
	switch split {
	case "dev":
		return "validation"
	case "test":
		return "test"
	}
	return "train"
}

// shardName is the name before the number of shards is known.
func shardName(split string, n int) string { return fmt.Sprintf("data/%s-%05d.parquet", split, n) }

func (h *hub) add(f *corpus.Family, g *corpus.Group) error {
	split := hubSplit(g.Split)
	s := h.open[split]
	if s == nil {
		p, err := h.out.createRaw(shardName(split, h.shards[split]))
		if err != nil {
			return err
		}
		t, err := h.Table(p, h.Languages)
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		s = &shard{table: t, page: p}
		h.open[split] = s
		h.shards[split]++
	}
	if err := s.table.Write(f, g); err != nil {
		return fmt.Errorf("export: %s: %w", g.ID, err)
	}
	s.rows++
	h.rows[split]++
	h.confidence += g.Confidence
	h.count.Records++
	h.direction[strings.Join(g.Original, " ")]++
	if f.ID != h.last {
		h.documents, h.last = h.documents+1, f.ID
	}
	if s.rows >= h.ShardRows {
		return h.closeShard(split)
	}
	return nil
}

func (h *hub) closeShard(split string) error {
	s := h.open[split]
	if s == nil {
		return nil
	}
	delete(h.open, split)
	if err := s.table.Close(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return s.page.Close()
}

// finish closes the shards and gives them their names: train-00000-of-00002.
func (h *hub) finish() error {
	for _, split := range hubSplits {
		if err := h.closeShard(split); err != nil {
			return err
		}
		for n := range h.shards[split] {
			if err := h.out.rename(shardName(split, n), fmt.Sprintf("data/%s-%05d-of-%05d.parquet", split, n, h.shards[split])); err != nil {
				return err
			}
		}
	}
	return nil
}

// sizes are the categories of size of Hugging Face with their bounds.
var sizes = []struct {
	below int
	name  string
}{
	{1_000, "n<1K"}, {10_000, "1K<n<10K"}, {100_000, "10K<n<100K"}, {1_000_000, "100K<n<1M"},
	{10_000_000, "1M<n<10M"}, {100_000_000, "10M<n<100M"}, {1_000_000_000, "100M<n<1B"}, {1 << 62, "1B<n<10B"},
}

// card writes the data card: YAML for the hub, then text for people.
func (h *hub) card(w io.Writer) {
	config := strings.Join(h.Languages, "-")
	size := sizes[slices.IndexFunc(sizes, func(s struct {
		below int
		name  string
	}) bool {
		return h.count.Records < s.below
	})].name
	fmt.Fprintf(w, "---\nlanguage:\n")
	for _, lang := range h.Languages {
		fmt.Fprintf(w, "- %s\n", lang)
	}
	fmt.Fprintf(w, "license: %s\nmultilinguality:\n- translation\nsize_categories:\n- %s\ntask_categories:\n- translation\npretty_name: %s\n",
		yamlText(h.License), size, yamlText(h.Name))
	fmt.Fprintf(w, "configs:\n- config_name: %s\n  data_files:\n", config)
	for _, split := range hubSplits {
		if h.rows[split] > 0 {
			fmt.Fprintf(w, "  - split: %s\n    path: data/%s-*.parquet\n", split, split)
		}
	}
	fmt.Fprintf(w, "dataset_info:\n  config_name: %s\n  features:\n", config)
	for _, f := range [][2]string{{"id", "string"}, {"doc_id", "string"}} {
		fmt.Fprintf(w, "  - name: %s\n    dtype: %s\n", f[0], f[1])
	}
	fmt.Fprintf(w, "  - name: translation\n    dtype:\n      translation:\n        languages:\n")
	for _, lang := range h.Languages {
		fmt.Fprintf(w, "        - %s\n", lang)
	}
	for _, lang := range h.Languages {
		fmt.Fprintf(w, "  - name: %s_ids\n    sequence: string\n", lang)
	}
	fmt.Fprintf(w, "  - name: type\n    dtype: string\n  - name: orig_lang\n    sequence: string\n  - name: evidence\n    dtype: string\n")
	fmt.Fprintf(w, "  - name: relay\n    dtype: bool\n  - name: score\n    dtype: float64\n  - name: confidence\n    dtype: float64\n  - name: flags\n    sequence: string\n")
	fmt.Fprintf(w, "  splits:\n")
	for _, split := range hubSplits {
		if h.rows[split] > 0 {
			fmt.Fprintf(w, "  - name: %s\n    num_examples: %d\n", split, h.rows[split])
		}
	}
	fmt.Fprintf(w, "---\n\n# %s\n\n", h.Name)
	fmt.Fprintf(w, "A sentence-aligned parallel corpus in %s: %d groups of %d documents, made with tritext %s.\n\n",
		strings.Join(h.Languages, ", "), h.count.Records, h.documents, h.Version)
	fmt.Fprintf(w, "## What is in it\n\n| split | groups |\n|---|---|\n")
	for _, split := range hubSplits {
		if h.rows[split] > 0 {
			fmt.Fprintf(w, "| %s | %d |\n", split, h.rows[split])
		}
	}
	fmt.Fprintf(w, "\n| original language | groups |\n|---|---|\n")
	var langs []string
	for lang := range h.direction {
		langs = append(langs, lang)
	}
	slices.Sort(langs)
	for _, lang := range langs {
		name := lang
		if name == "" {
			name = "not known"
		}
		fmt.Fprintf(w, "| %s | %d |\n", name, h.direction[lang])
	}
	h.quality(w)
	fmt.Fprintf(w, `
Columns: id and doc_id lead back into the corpus that it was made from; translation holds the normalised texts;
LANG_ids are the sentences behind them; type is the number of sentences in en, ru and zh; orig_lang is the original language of the
section, evidence where that was read, and relay says that a side may have been translated through a third language; confidence is
the probability that the alignment is right; flags are doubts.

## Licence

The texts have the terms of those who published them; documents of the United Nations are published under ST/AI/189/Add.9/Rev.2.
Alignments were made by a program and were not all checked by people.
`)
	if h.count.LeftOut > 0 {
		fmt.Fprintf(w, "\n%d groups were left out by a choice of the maker.\n", h.count.LeftOut)
	}
}

// quality tells how many of the groups are right: what the program expects, and
// what people found.
func (h *hub) quality(w io.Writer) {
	if h.count.Records == 0 {
		return
	}
	fmt.Fprintf(w, "\nOf the groups, %.1f %% are expected to be exactly right, by the mean of their calibrated confidences.", 100*h.confidence/float64(h.count.Records))
	if a := h.Audit; a != nil {
		fmt.Fprintf(w, " A random sample of the whole corpus was judged on %s: %d of %d groups were right, which makes %.1f %% of the corpus (%.0f %% interval: %.1f to %.1f %%).",
			a.Date, a.Correct, a.Judged, 100*a.Precision, 100*a.Level, 100*a.Low, 100*a.High)
	} else {
		fmt.Fprint(w, " No sample was judged by people.")
	}
	if h.Signature != "" {
		fmt.Fprintf(w, "\n\nMade by `%s`.", strings.ReplaceAll(h.Signature, "`", "'"))
	}
	fmt.Fprintln(w)
}

// yamlText writes a string of YAML, in quotation marks where it might be read as
// something else.
func yamlText(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._") == "" && strings.Trim(s, "0123456789-._") != "" &&
		!slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off"}, strings.ToLower(s)) {
		return s
	}
	return fmt.Sprintf("%q", strings.ToValidUTF8(s, "?"))
}
