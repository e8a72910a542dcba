package embed_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tritext/align/embed"
)

// server answers as /v1/embeddings does, the last text first: the vector of a
// text is its length and 1.
type server struct {
	*httptest.Server
	requests, texts atomic.Int32
	model, key      atomic.Value
}

func newServer(tb testing.TB, before func(n int32, w http.ResponseWriter) bool) *server {
	tb.Helper()
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := s.requests.Add(1)
		if before != nil && before(n, w) {
			return
		}
		var q struct {
			Model string
			Input []string
		}
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil || r.URL.Path != "/v1/embeddings" {
			http.Error(w, "no such thing", http.StatusNotFound)
			return
		}
		s.texts.Add(int32(len(q.Input)))
		s.model.Store(q.Model)
		s.key.Store(r.Header.Get("Authorization"))
		type datum struct {
			Index     int       `json:"index"`
			Embedding []float32 `json:"embedding"`
		}
		var reply struct {
			Data []datum `json:"data"`
		}
		for i := len(q.Input) - 1; i >= 0; i-- {
			reply.Data = append(reply.Data, datum{i, []float32{float32(len(q.Input[i])), 1}})
		}
		json.NewEncoder(w).Encode(reply)
	}))
	tb.Cleanup(s.Close)
	return s
}

func (s *server) client() *embed.Client {
	return &embed.Client{URL: s.URL + "/v1/embeddings", Wait: time.Millisecond, Batch: 2}
}

func ratios(v [][]float32) []float32 {
	var out []float32
	for _, x := range v {
		out = append(out, float32(int(x[0]/x[1]+.5)))
	}
	return out
}

func TestClient(t *testing.T) {
	s := newServer(t, nil)
	c := s.client()
	c.Model, c.Key = "wordless", "secret"
	v, err := c.Vectors(context.Background(), []string{"水", "bank", "вода", "水", "a  b", ""})
	if err != nil {
		t.Fatal(err)
	}
	if got := ratios(v); !slices.Equal(got, []float32{3, 4, 8, 3, 3, float32(len("BLANK_LINE"))}) {
		t.Errorf("vectors of texts of %v bytes", got)
	}
	if s.texts.Load() != 5 || s.requests.Load() != 3 {
		t.Errorf("%d texts in %d requests, want 5 in 3: a text is asked for once", s.texts.Load(), s.requests.Load())
	}
	if s.model.Load() != "wordless" || s.key.Load() != "Bearer secret" {
		t.Errorf("model %v, key %v", s.model.Load(), s.key.Load())
	}
	if v, err := c.Vectors(context.Background(), nil); err != nil || len(v) != 0 || s.requests.Load() != 3 {
		t.Errorf("no texts: %v, %v", v, err)
	}
}

func TestClientTriesAgain(t *testing.T) {
	s := newServer(t, func(n int32, w http.ResponseWriter) bool {
		switch n {
		case 1:
			http.Error(w, "one moment", http.StatusTooManyRequests)
		case 2:
			http.Error(w, "warming up", http.StatusServiceUnavailable)
		case 3: // the connection breaks
			panic(http.ErrAbortHandler)
		}
		return n < 4
	})
	v, err := s.client().Vectors(context.Background(), []string{"вода"})
	if err != nil || ratios(v)[0] != 8 || s.requests.Load() != 4 {
		t.Errorf("%v, %v after %d requests", v, err, s.requests.Load())
	}
}

func TestClientFaults(t *testing.T) {
	say := func(status int, body string) func(int32, http.ResponseWriter) bool {
		return func(_ int32, w http.ResponseWriter) bool {
			w.WriteHeader(status)
			fmt.Fprint(w, body)
			return true
		}
	}
	for _, c := range []struct {
		name     string
		before   func(int32, http.ResponseWriter) bool
		want     string
		requests int32
	}{
		{"wrong key", say(401, `{"error": "who are you?"}`), `status 401 Unauthorized: {"error": "who are you?"}`, 1},
		{"a long complaint", say(400, strings.Repeat("水", 500)), "水…", 1},
		{"always busy", say(503, "busy"), "status 503 Service Unavailable: busy (tried 3 times)", 3},
		{"a page", say(200, "<html>"), "not that of an embeddings address", 1},
		{"nothing", say(200, `{}`), "0 vectors for 1 texts", 1},
		{"index outside", say(200, `{"data":[{"index":1,"embedding":[1]}]}`), "vector 0 has index 1", 1},
		{"empty vector", say(200, `{"data":[{"index":0,"embedding":[]}]}`), "vector 0 is empty", 1},
		{"zeros", say(200, `{"data":[{"index":0,"embedding":[0,0]}]}`), "a vector of zeros", 1},
		{"too large", say(200, `{"data":[{"index":0,"embedding":[1e99]}]}`), "not that of an embeddings address", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newServer(t, c.before)
			client := s.client()
			client.Retries = 2
			_, err := client.Vectors(context.Background(), []string{"水"})
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "embed: "+client.URL+": ") {
				t.Errorf("error %v, want %q", err, c.want)
			}
			if s.requests.Load() != c.requests {
				t.Errorf("%d requests, want %d", s.requests.Load(), c.requests)
			}
		})
	}
	s := newServer(t, nil)
	client := s.client()
	s.Close()
	if _, err := client.Vectors(context.Background(), []string{"水"}); err == nil || !strings.Contains(err.Error(), "nobody answers") {
		t.Errorf("server down: %v", err)
	}
	for _, url := range []string{"", "localhost:1", "ftp://localhost/v1", "http://", "http://[", "http://:secret@/"} {
		client := &embed.Client{URL: url}
		_, err := client.Vectors(context.Background(), []string{"水"})
		if err == nil || client.Check() == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("address %q: %v", url, err)
		}
	}
}

// Vectors of two dimensions cannot be compared.
func TestClientDimensions(t *testing.T) {
	s := newServer(t, func(n int32, w http.ResponseWriter) bool {
		fmt.Fprintf(w, `{"data":[{"index":0,"embedding":[1%s]}]}`, strings.Repeat(",1", int(n)))
		return true
	})
	c := s.client()
	c.Batch = 1
	if _, err := c.Vectors(context.Background(), []string{"水", "вода"}); err == nil || !strings.Contains(err.Error(), "a vector of 3 values, others have 2") {
		t.Errorf("error %v", err)
	}
}

// A request ends when the caller or the clock says so.
func TestClientStops(t *testing.T) {
	release := make(chan struct{})
	s := newServer(t, func(int32, http.ResponseWriter) bool { <-release; return true })
	defer close(release) // before the server is closed, which waits for its requests
	c := s.client()
	c.Timeout = 20 * time.Millisecond
	if _, err := c.Vectors(context.Background(), []string{"水"}); err == nil || !strings.Contains(err.Error(), "no answer within 20ms") {
		t.Errorf("error %v", err)
	}
	c.Timeout = 0
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(20*time.Millisecond, cancel)
	if _, err := c.Vectors(ctx, []string{"水"}); err == nil || !strings.Contains(err.Error(), context.Canceled.Error()) {
		t.Errorf("error %v", err)
	}
}

func TestCache(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	s := newServer(t, nil)
	var texts []string
	for i := range 600 { // more than there are files
		texts = append(texts, strings.Repeat("в", i+1))
	}
	ask := func(model string, texts []string) [][]float32 {
		t.Helper()
		c := s.client()
		c.Batch, c.Model, c.Cache = 100, model, embed.OpenCache(dir)
		v, err := c.Vectors(context.Background(), texts)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	asked := func(want int32) {
		t.Helper()
		if got := s.texts.Swap(0); got != want {
			t.Errorf("%d texts asked for, want %d", got, want)
		}
	}
	first := ask("a", texts[:500])
	asked(500)
	if again := ask("a", texts[:500]); !slices.EqualFunc(first, again, slices.Equal[[]float32]) {
		t.Error("the cache gives other vectors")
	}
	asked(0)
	ask("a", texts)
	asked(100)
	ask("b", texts[:10]) // another model
	asked(10)
	// A damaged record is dropped with those behind it, and asked for again.
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 || len(files) > 256 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		data[40] ^= 1 // in the first record's first value
		if err := os.WriteFile(f, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if again := ask("a", texts[:500]); !slices.EqualFunc(first, again, slices.Equal[[]float32]) {
		t.Error("a damaged record was trusted")
	}
	asked(500)
	ask("a", texts[:500])
	asked(0)
	// Cut off within the first record, which has 48 bytes.
	for i, f := range files {
		if err := os.Truncate(f, int64(i%48)); err != nil {
			t.Fatal(err)
		}
	}
	ask("a", texts)
	asked(600)
}

// What was got before a fault is kept.
func TestCacheAfterFault(t *testing.T) {
	s := newServer(t, func(n int32, w http.ResponseWriter) bool {
		if n == 2 {
			http.Error(w, "enough", http.StatusForbidden)
		}
		return n == 2
	})
	c := s.client()
	dir := t.TempDir()
	c.Cache = embed.OpenCache(dir)
	if _, err := c.Vectors(context.Background(), []string{"a", "bb", "ccc"}); err == nil {
		t.Fatal("no error")
	}
	s.texts.Store(0)
	c.Cache = embed.OpenCache(dir)
	if _, err := c.Vectors(context.Background(), []string{"a", "bb", "ccc"}); err != nil || s.texts.Load() != 1 {
		t.Errorf("%v; %d texts asked for again, want 1", err, s.texts.Load())
	}
	// A folder that cannot be made is told.
	c.Cache = embed.OpenCache(filepath.Join(write(t, "file", nil), "cache"))
	if _, err := c.Vectors(context.Background(), []string{"a"}); err == nil || !strings.Contains(err.Error(), "embed: cache: ") {
		t.Errorf("error %v", err)
	}
}
