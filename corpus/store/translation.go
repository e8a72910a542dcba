package store

import (
	"fmt"
	"io"
	"reflect"
	"strings"

	"github.com/parquet-go/parquet-go"

	"tritext/corpus"
)

// TranslationWriter writes groups into one Parquet file for Hugging Face
// datasets: table parallel without what leads into other tables, with a
// translation and ids of the chosen languages only. The file's metadata tell
// that the column translation is a Translation.
type TranslationWriter struct {
	languages []string
	row       reflect.Type
	writer    *parquet.GenericWriter[any]
}

// NewTranslationWriter begins a file. version is that of the program.
func NewTranslationWriter(w io.Writer, languages []string, version string) *TranslationWriter {
	t := &TranslationWriter{languages: languages, row: translationRow(languages)}
	quoted := make([]string, len(languages))
	for i, lang := range languages {
		quoted[i] = fmt.Sprintf("%q", lang)
	}
	info := fmt.Sprintf(`{"info":{"features":{"translation":{"languages":[%s],"_type":"Translation"}}}}`, strings.Join(quoted, ","))
	options := []parquet.WriterOption{
		parquet.SchemaOf(reflect.New(t.row).Interface()),
		parquet.Compression(&parquet.Zstd),
		parquet.MaxRowsPerRowGroup(groupRows),
		parquet.PageBufferSize(pageBytes),
		parquet.CreatedBy("tritext", version, ""),
		parquet.KeyValueMetadata("huggingface", info),
	}
	for _, lang := range languages {
		options = append(options, parquet.SkipPageBounds("translation", lang), parquet.SkipPageStatistics("translation", lang))
	}
	t.writer = parquet.NewGenericWriter[any](w, options...)
	return t
}

// translationRow makes the type of a row: the tags of ParallelRow, a field of
// the translation and a list of ids for every language.
func translationRow(languages []string) reflect.Type {
	text, list, number := reflect.TypeFor[string](), reflect.TypeFor[[]string](), reflect.TypeFor[float64]()
	var sides []reflect.StructField
	for _, lang := range languages {
		sides = append(sides, column(lang, text, ",optional"))
	}
	fields := []reflect.StructField{
		column("id", text, ""), column("doc_id", text, ",dict"), column("translation", reflect.StructOf(sides), ""),
	}
	for _, lang := range languages {
		fields = append(fields, column(lang+"_ids", list, ",list"))
	}
	fields = append(fields, column("type", text, ",dict"), column("orig_lang", list, ",list"), column("evidence", text, ",dict"),
		column("relay", reflect.TypeFor[bool](), ""), column("score", number, ""), column("confidence", number, ""), column("flags", list, ",list"))
	return reflect.StructOf(fields)
}

// column makes a field of a row.
func column(name string, t reflect.Type, more string) reflect.StructField {
	return reflect.StructField{
		Name: "X_" + name, Type: t, // the tag tells the column
		Tag: reflect.StructTag(fmt.Sprintf("parquet:%q", name+more)),
	}
}

// Write adds a group. It fails if a text is not valid UTF-8.
func (t *TranslationWriter) Write(f *corpus.Family, g *corpus.Group) error {
	row := parallelRow(f, g)
	if err := checkText(TableParallel, []ParallelRow{row}); err != nil {
		return err
	}
	v := reflect.New(t.row).Elem()
	set := func(name string, value any) { v.FieldByName("X_" + name).Set(reflect.ValueOf(value)) }
	sides := v.FieldByName("X_translation")
	for _, lang := range t.languages {
		if d := f.Version(lang); d != nil && len(g.Members[lang]) > 0 {
			set(lang+"_ids", unitIDs(d, g.Members[lang]))
			sides.FieldByName("X_" + lang).SetString(sideText(d, g.Members[lang]))
		}
	}
	set("id", row.ID)
	set("doc_id", row.DocID)
	set("type", row.Type)
	set("orig_lang", row.OrigLang)
	set("evidence", row.Evidence)
	set("relay", row.Relay)
	set("score", row.Score)
	set("confidence", row.Confidence)
	set("flags", row.Flags)
	if _, err := t.writer.Write([]any{v.Interface()}); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

// Close finishes the file.
func (t *TranslationWriter) Close() error {
	if err := t.writer.Close(); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}
