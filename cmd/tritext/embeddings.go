package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"tritext/align"
	"tritext/align/embed"
	"tritext/corpus/store"
)

// embeddingsCategory is the heading of the flags for sentence vectors.
const embeddingsCategory = "Sentence vectors"

// embeddingFlags are the flags for sentence vectors made elsewhere: from an
// address, and, where a command has the texts of files, from files too.
func embeddingFlags(files bool) []cli.Flag {
	usage := "ask the `ADDRESS` of an encoder, http://…/v1/embeddings"
	if files {
		usage = "`TEXTS,VECTORS`: file of lines, file of their vectors (vecalign's .emb, .npy, .parquet); or FILE.parquet; or the address of an encoder, http://…/v1/embeddings; may be repeated"
	}
	flags := []cli.Flag{
		&cli.StringSliceFlag{Name: "embeddings", Category: embeddingsCategory, Usage: usage, TakesFile: files},
		&cli.StringFlag{Name: "embeddings-model", Category: embeddingsCategory, Usage: "`NAME` of the model that the address is asked for"},
		&cli.StringFlag{Name: "embeddings-key-env", Category: embeddingsCategory, Usage: "environment `VARIABLE` that holds the key for the address"},
		&cli.StringFlag{Name: "embeddings-cache", Category: embeddingsCategory, Usage: "`DIR` that keeps the vectors an address gave; none: keep nothing", DefaultText: "in the user's cache folder"},
		&cli.DurationFlag{Name: "embeddings-timeout", Category: embeddingsCategory, Usage: "the `TIME` that the address may take for an answer", Value: time.Minute, DefaultText: "1m"},
		&cli.IntFlag{Name: "embeddings-joined", Category: embeddingsCategory, Usage: "up to `N` neighbouring lines are also looked up as one text, 1 to 8; otherwise their vectors are summed", DefaultText: "8 of files, 1 of an address"},
	}
	if files {
		flags = append(flags, &cli.StringFlag{Name: "embeddings-columns", Category: embeddingsCategory, Usage: "`KEY,VECTOR`: columns of a Parquet file; KEY holds texts or, with TEXTS, numbers of lines from 0", DefaultText: "text or id, embedding or vector"})
	}
	return flags
}

// embeddings are the sentence vectors of a run.
type embeddings struct {
	source  embed.Source
	options embed.Options
	name    string // of the source, for people
	files   *embed.Table
}

// newEmbeddings opens what --embeddings names; nil if it is not given.
func newEmbeddings(c *cli.Context, files bool) (*embeddings, error) {
	wrong := func(what, hint string) error { return &usageError{command: c.Command.Name, what: what, hint: hint} }
	specs := c.StringSlice("embeddings")
	if len(specs) == 0 {
		for _, f := range embeddingFlags(files)[1:] {
			if name := f.Names()[0]; c.IsSet(name) {
				return nil, wrong(fmt.Sprintf("--%s goes with --embeddings", name), "")
			}
		}
		return nil, nil
	}
	joined := c.Int("embeddings-joined")
	if c.IsSet("embeddings-joined") && (joined < 1 || joined > embed.MostJoined) {
		return nil, wrong(fmt.Sprintf("--embeddings-joined %d: 1 to %d", joined, embed.MostJoined), "")
	}
	address := isAddress(specs[0])
	if !files && !address {
		return nil, wrong(fmt.Sprintf("--embeddings %s: not an address", specs[0]), "one like http://localhost:11434/v1/embeddings")
	}
	for _, s := range specs[1:] {
		if address || isAddress(s) {
			return nil, wrong("--embeddings takes one address, or files", "")
		}
	}
	if !address {
		for _, name := range []string{"model", "key-env", "cache", "timeout"} {
			if c.IsSet("embeddings-" + name) {
				return nil, wrong(fmt.Sprintf("--embeddings-%s goes with an address, not with files", name), "")
			}
		}
		if joined == 0 {
			joined = embed.MostJoined
		}
		table, err := readTable(c, specs)
		if err != nil {
			return nil, err
		}
		return &embeddings{table, embed.Options{Joined: joined}, strings.Join(specs, ", "), table}, nil
	}
	if c.IsSet("embeddings-columns") {
		return nil, wrong("--embeddings-columns goes with files, not with an address", "")
	}
	client, err := newClient(c, specs[0])
	if err != nil {
		return nil, err
	}
	return &embeddings{client, embed.Options{Joined: joined}, client.Name(), nil}, nil
}

func isAddress(spec string) bool {
	return strings.HasPrefix(spec, "http://") || strings.HasPrefix(spec, "https://")
}

// newClient makes the client of an address.
func newClient(c *cli.Context, address string) (*embed.Client, error) {
	client := &embed.Client{URL: address, Model: c.String("embeddings-model"), Timeout: c.Duration("embeddings-timeout")}
	if client.Timeout <= 0 {
		return nil, &usageError{command: c.Command.Name, what: fmt.Sprintf("--embeddings-timeout %s: more than nothing", client.Timeout), hint: "like 90s or 5m"}
	}
	if name := c.String("embeddings-key-env"); name != "" {
		if client.Key = os.Getenv(name); client.Key == "" {
			return nil, &usageError{command: c.Command.Name, what: fmt.Sprintf("--embeddings-key-env %s: that environment variable is empty", name)}
		}
	}
	switch dir := c.String("embeddings-cache"); dir {
	case "none":
	case "":
		user, err := os.UserCacheDir()
		if err != nil {
			return nil, fmt.Errorf("no cache folder for --embeddings, name one by --embeddings-cache: %w", err)
		}
		client.Cache = embed.OpenCache(filepath.Join(user, "tritext", "embeddings"))
	default:
		client.Cache = embed.OpenCache(dir)
	}
	return client, client.Check()
}

// readTable opens the files of vectors.
func readTable(c *cli.Context, specs []string) (_ *embed.Table, err error) {
	columns := store.VectorColumns{}
	if c.IsSet("embeddings-columns") {
		var two bool
		if columns.Key, columns.Vector, two = strings.Cut(c.String("embeddings-columns"), ","); !two || columns.Vector == "" {
			return nil, &usageError{command: c.Command.Name, what: fmt.Sprintf("--embeddings-columns %s: not two names", c.String("embeddings-columns")), hint: "KEY,VECTOR, such as text,embedding; ,VECTOR counts the rows"}
		}
	}
	table := &embed.Table{}
	defer func() {
		if err != nil {
			table.Close()
		}
	}()
	for _, spec := range specs {
		texts, vectors := "", spec
		if i := strings.LastIndexByte(spec, ','); i >= 0 {
			texts, vectors = spec[:i], spec[i+1:]
		}
		switch parquet := strings.EqualFold(filepath.Ext(vectors), ".parquet"); {
		case parquet:
			err = addParquet(c, table, texts, vectors, columns)
		case texts == "" || vectors == "":
			return nil, &usageError{command: c.Command.Name, what: fmt.Sprintf("--embeddings %s: not TEXTS,VECTORS", spec), hint: "a file of lines, a comma, and the file of their vectors; only a .parquet file may hold the texts itself"}
		default:
			err = table.AddFiles(texts, vectors)
		}
		if err != nil {
			return nil, err
		}
	}
	return table, nil
}

// addParquet enters the rows of a Parquet file: by the texts in it, or by the
// lines of another file.
func addParquet(c *cli.Context, table *embed.Table, texts, path string, columns store.VectorColumns) error {
	var lines []string
	if texts != "" {
		text, err := readText(c, texts)
		if err != nil {
			return err
		}
		lines = splitLines(text)
	}
	row := 0
	for r, err := range store.ReadVectors(path, columns) {
		if err != nil {
			return err
		}
		row++
		switch {
		case texts != "" && r.Text == "" && r.Number >= 0 && r.Number < int64(len(lines)):
			r.Text = lines[r.Number]
		case texts != "" && r.Text == "":
			return fmt.Errorf("%s: row %d: %s has no line %d", path, row, texts, r.Number)
		case r.Text == "":
			return fmt.Errorf("%s: row %d: no text; its columns name no texts, so the file of lines goes in front: TEXTS,%s", path, row, path)
		}
		if err := table.Add(r.Text, r.Vector); err != nil {
			return fmt.Errorf("%s: row %d: %w", path, row, err)
		}
	}
	if row == 0 {
		return fmt.Errorf("%s: no rows", path)
	}
	return nil
}

// close closes the files. A nil embeddings has none.
func (e *embeddings) close() error {
	if e == nil || e.files == nil {
		return nil
	}
	return e.files.Close()
}

// embed gets the vectors of the texts of one document. Lines without a vector
// are told; a text without any is an error: the files are those of another.
func (a *alignment) embed(texts ...*lineText) error {
	if a.vectors == nil {
		return nil
	}
	units := make([][]align.Unit, len(texts))
	for i, t := range texts {
		units[i] = t.units
	}
	scorer, err := embed.New(a.Context.Context, a.vectors.source, a.vectors.options, units...)
	if err != nil {
		if a.Context.Context.Err() != nil {
			return a.Context.Context.Err()
		}
		return err
	}
	var none []error
	for i, t := range texts {
		t.scorer = scorer
		switch missing := scorer.Missing()[i]; {
		case missing == 0:
		case missing == len(t.units):
			none = append(none, fmt.Errorf("align: none of the %s of %s has a vector in %s", plural(missing, "line"), t.path, a.vectors.name))
		default:
			a.langs.log.Warn("lines without a vector", "file", t.path, "lines", missing, "of", len(t.units))
		}
	}
	return errors.Join(none...)
}
