package lexicon

import (
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

const inside = "the embedded model"

// open reads the embedded model once, when it is first asked for.
var open = sync.OnceValues(func() (*Model, error) {
	m, err := parse(embedded)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", inside, err)
	}
	m.ID, m.origin = id("embedded", embedded), inside
	return m, nil
})

// Open gives the model inside the binary, shared by all callers. Its tables are
// unpacked pair by pair, when Pair first asks for them.
func Open() (*Model, error) { return open() }

// Load opens the model in the file at path; an empty path is the embedded one.
// As with Open, tables are unpacked when Pair first asks for them.
func Load(path string) (*Model, error) {
	if path == "" {
		return Open()
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("lexicon: %w", err)
	}
	m, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	m.ID, m.origin = id("file", data), path
	return m, nil
}

// id names a model by its bytes, so that two results can be compared.
func id(name string, data []byte) string { return fmt.Sprintf("%s-%016x", name, xxh3.Hash(data)) }
