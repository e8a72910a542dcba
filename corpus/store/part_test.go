package store

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/zeebo/xxh3"
	"golang.org/x/sync/errgroup"
)

// Whatever page of a part is damaged after writing, reading it again tells.
func TestVerifySeesDamage(t *testing.T) {
	dir := t.TempDir()
	var checks errgroup.Group
	w := newTableWriter[UnitRow, *UnitRow, unitProof](TableUnits, dir, Options{}, &checks)
	digest := xxh3.New()
	var rows []UnitRow
	for i := range 60 {
		r := UnitRow{ID: fmt.Sprintf("D/zh#1.%d.1", i), Raw: strings.Repeat("道", i), Text: "路", Norm: fmt.Sprint(i), Tokens: []Token{{Start: int32(i), End: int32(i + 3), Kind: "word", Form: fmt.Sprint(i * i)}}}
		rows = append(rows, r)
		digestRow(digest, &r)
	}
	if err := w.write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.finish(); err != nil {
		t.Fatal(err)
	}
	if err := checks.Wait(); err != nil {
		t.Fatalf("a good part is refused: %v", err)
	}
	path := filepath.Join(dir, partName(TableUnits, 0))
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	check := func() (err error) {
		defer func() { // parquet-go does not survive every header
			if fault := recover(); fault != nil {
				err = fmt.Errorf("%v", fault)
			}
		}()
		return verify[unitProof](path, 60, digest.Sum64())
	}
	if err := check(); err != nil {
		t.Fatal(err)
	}
	if err := verify[unitProof](path, 61, digest.Sum64()); err == nil {
		t.Error("a missing row is not seen")
	}
	if err := verify[unitProof](path, 60, 1); err == nil {
		t.Error("another text is not seen")
	}
	// Pages are zstd frames; what stands between them are headers, whose bounds
	// of values may be damaged unseen.
	const frame = "\x28\xb5\x2f\xfd"
	damaged := 0
	for at := strings.Index(string(good), frame); at >= 0; {
		bad := append([]byte(nil), good...)
		bad[at+8] ^= 0x20 // the frame's first block
		if err := os.WriteFile(path, bad, 0o644); err != nil {
			t.Fatal(err)
		}
		damaged++
		if check() == nil {
			t.Errorf("a damage at byte %d is not seen", at+8)
		}
		next := strings.Index(string(good[at+1:]), frame)
		if next < 0 {
			break
		}
		at += 1 + next
	}
	if columns := 20; damaged < columns {
		t.Errorf("%d pages damaged, of at least %d", damaged, columns)
	}
	if err := os.WriteFile(path, good[:len(good)-9], 0o644); err != nil {
		t.Fatal(err)
	}
	if check() == nil {
		t.Error("a part without its end is not seen")
	}
}
