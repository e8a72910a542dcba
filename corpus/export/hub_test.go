package export_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// hubRows reads a Parquet file of the dataset without our own code.
func hubRows(t *testing.T, path string, langs []string) (out []fact) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	info, _ := file.Stat()
	pf, err := parquet.OpenFile(file, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	meta, _ := pf.Lookup("huggingface")
	if want := `"languages":["` + strings.Join(langs, `","`) + `"],"_type":"Translation"`; !strings.Contains(meta, want) {
		t.Errorf("metadata %s, want %s", meta, want)
	}
	r := parquet.NewReader(pf)
	defer r.Close()
	for range pf.NumRows() {
		row := map[string]any{}
		if err := r.Read(&row); err != nil {
			t.Fatal(err)
		}
		var units, texts, orig []string
		for _, lang := range langs {
			var ids []string
			for _, id := range row[lang+"_ids"].([]any) {
				ids = append(ids, fmt.Sprint(id))
			}
			units = append(units, lang+": "+strings.Join(ids, ","))
			texts = append(texts, lang+": "+fmt.Sprint(row["translation"].(map[string]any)[lang]))
		}
		for _, o := range row["orig_lang"].([]any) {
			orig = append(orig, fmt.Sprint(o))
		}
		out = append(out, fact{
			Doc: fmt.Sprint(row["doc_id"]), Units: strings.Join(units, "; "), Text: strings.Join(texts, "; "), Orig: strings.Join(orig, " "),
			Score: row["score"].(float64), Conf: row["confidence"].(float64),
		})
	}
	return out
}
