package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var firstNumber = regexp.MustCompile(`\d+`)

// toyVector stands in for an encoder: texts with the same first number have the
// same vector, and any others have none in common.
func toyVector(text string) []float32 {
	key := text
	if n := firstNumber.FindString(text); n != "" {
		key = n
	}
	var v []float32
	for _, b := range sha256.Sum256([]byte(key)) {
		v = append(v, float32(b)-127.5)
	}
	return v
}

// encode writes the vectors of a file's lines as vecalign reads them, or as
// NumPy does: "encode lines.txt lines.emb", "encode lines.txt lines.npy".
func encode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: encode TEXTS VECTORS")
	}
	lines := strings.Split(strings.TrimSuffix(ts.ReadFile(args[0]), "\n"), "\n")
	var out bytes.Buffer
	if strings.HasSuffix(args[1], ".npy") {
		shape, err := json.Marshal([]int{len(lines), sha256.Size})
		ts.Check(err)
		head := "{'descr': '<f4', 'fortran_order': False, 'shape': (" + strings.Trim(string(shape), "[]") + "), }\n"
		out.WriteString("\x93NUMPY\x01\x00")
		ts.Check(binary.Write(&out, binary.LittleEndian, uint16(len(head))))
		out.WriteString(head)
	}
	for _, line := range lines {
		ts.Check(binary.Write(&out, binary.LittleEndian, toyVector(line)))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), out.Bytes(), 0o644))
}

// encoder starts a small server with the interface of /v1/embeddings and leaves
// its address in $ENCODER: "encoder good", "encoder busy", "encoder slow",
// "encoder strict" (which wants the key "open sesame" and the model "toy"), or
// "encoder down", whose address nobody listens to.
func encoder(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: encoder good|busy|slow|strict|down")
	}
	stop := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var q struct {
			Model string
			Input []string
		}
		if err := json.NewDecoder(r.Body).Decode(&q); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		switch args[0] {
		case "busy":
			w.Header().Set("Retry-After", "1")
			http.Error(w, "too many", http.StatusTooManyRequests)
			return
		case "slow":
			select {
			case <-stop:
			case <-time.After(time.Minute):
			}
			return
		case "strict":
			if r.Header.Get("Authorization") != "Bearer open sesame" || q.Model != "toy" {
				http.Error(w, "who are you?", http.StatusUnauthorized)
				return
			}
		}
		type datum struct {
			Index     int       `json:"index"`
			Embedding []float32 `json:"embedding"`
		}
		var reply struct {
			Data []datum `json:"data"`
		}
		for i := len(q.Input) - 1; i >= 0; i-- {
			reply.Data = append(reply.Data, datum{i, toyVector(q.Input[i])})
		}
		json.NewEncoder(w).Encode(reply)
	}))
	if args[0] == "down" {
		server.Close()
	} else {
		ts.Defer(server.Close)
		ts.Defer(func() { close(stop) }) // runs first: Close waits for the requests
	}
	ts.Setenv("ENCODER", server.URL+"/v1/embeddings")
}
