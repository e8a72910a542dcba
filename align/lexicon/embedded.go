package lexicon

import (
	"bytes"
	_ "embed" // the model
	"fmt"
	"os"
	"sync"

	"github.com/zeebo/xxh3"
)

// embedded is the model that MODEL.md describes.
//
//go:embed model.ttx
var embedded []byte

// open reads the embedded model once, when it is first asked for.
var open = sync.OnceValues(func() (*Model, error) {
	m, err := Read(bytes.NewReader(embedded))
	if err != nil {
		return nil, fmt.Errorf("the embedded model: %w", err)
	}
	m.ID = id("embedded", embedded)
	return m, nil
})

// Open gives the model inside the binary. It is read at the first call, in
// about a tenth of a second, and shared by all callers.
func Open() (*Model, error) { return open() }

// Load reads the model in the file at path; an empty path is the embedded one.
func Load(path string) (*Model, error) {
	if path == "" {
		return Open()
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	m, err := Read(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	m.ID = id("file", data)
	return m, nil
}

// id names a model by its bytes, so that two results can be compared.
func id(name string, data []byte) string { return fmt.Sprintf("%s-%016x", name, xxh3.Hash(data)) }
