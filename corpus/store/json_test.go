package store_test

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"tritext/corpus/store"
)

func TestJSON(t *testing.T) {
	zh, en := "路 <&> \"\n", "\u2028"
	r := &store.ParallelRow{ID: "A#g1", Translation: &store.Translation{Zh: &zh, En: &en}, Score: math.Inf(1), Confidence: .5, Relay: true, Flags: []string{"x"}}
	got := string(store.AppendJSON(nil, r))
	var back map[string]any
	if err := json.Unmarshal([]byte(got), &back); err != nil {
		t.Fatalf("%v in %s", err, got)
	}
	tr := back["translation"].(map[string]any)
	if tr["zh"] != zh || tr["ru"] != nil || back["score"] != nil || back["confidence"] != .5 || back["relay"] != true {
		t.Errorf("%s", got)
	}
	if !strings.HasPrefix(got, `{"id":"A#g1","doc_id":"","translation":{"en":`) || !strings.Contains(got, "<&>") {
		t.Errorf("%s", got)
	}
	names, values := store.Columns(r), store.Values(r)
	if len(names) != len(values) || names[1] != "doc_id" || values[0] != "A#g1" || values[slices.Index(names, "flags")] != `["x"]` || values[slices.Index(names, "en_ids")] != "[]" {
		t.Errorf("%v %v", names, values)
	}
}
