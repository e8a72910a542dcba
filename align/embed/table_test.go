package embed_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tritext/align/embed"
)

// write puts a file into the test's folder.
func write(tb testing.TB, name string, data []byte) string {
	tb.Helper()
	path := filepath.Join(tb.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		tb.Fatal(err)
	}
	return path
}

// raw writes floats as vecalign reads them.
func raw(values ...float32) []byte {
	var b bytes.Buffer
	for _, v := range values {
		binary.Write(&b, binary.LittleEndian, v)
	}
	return b.Bytes()
}

// npy writes a NumPy file of a version; the header is padded as NumPy pads it.
func npy(version byte, descr, shape string, data []byte) []byte {
	head := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': %s, }", descr, shape)
	fixed := 10
	if version > 1 {
		fixed = 12
	}
	head += strings.Repeat(" ", 63-(fixed+len(head))%64) + "\n"
	out := append([]byte("\x93NUMPY"), version, 0)
	if version == 1 {
		out = binary.LittleEndian.AppendUint16(out, uint16(len(head)))
	} else {
		out = binary.LittleEndian.AppendUint32(out, uint32(len(head)))
	}
	return append(append(out, head...), data...)
}

func one(tb testing.TB, t *embed.Table, text string) []float32 {
	tb.Helper()
	v, err := t.Vectors(context.Background(), []string{text})
	if err != nil {
		tb.Fatal(err)
	}
	return v[0]
}

func TestAddFiles(t *testing.T) {
	texts := write(t, "overlaps", []byte("水位 上升\nThe water rises.\r\nBLANK_LINE\nВода прибывает.\nPAD"))
	halves := []byte{0, 0x3c, 0, 0, 0, 0, 0, 0xbc, 0, 0x3c, 1, 0, 0, 0x42, 0, 0x44, 0, 0x3c, 0, 0x3c} // 1 0, 0 −1, 1 2⁻²⁴, 3 4, 1 1
	var doubles bytes.Buffer
	for _, v := range []float64{1, 0, 0, -1, 1, 0, 3, 4, 1, 1} {
		binary.Write(&doubles, binary.BigEndian, v)
	}
	floats := raw(1, 0, 0, -1, 1, 0, 3, 4, 1, 1)
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"raw", floats},
		{"npy 1 f4", npy(1, "<f4", "(5, 2)", floats)},
		{"npy 2 f2", npy(2, "<f2", "(5,2)", halves)},
		{"npy 3 big-endian f8", npy(3, ">f8", "(5, 2)", doubles.Bytes())},
	} {
		t.Run(c.name, func(t *testing.T) {
			var table embed.Table
			defer table.Close()
			if err := table.AddFiles(texts, write(t, "vectors", c.data)); err != nil {
				t.Fatal(err)
			}
			for text, want := range map[string][]float32{
				"  水位  上升 ": {1, 0}, "The water rises.": {0, -1}, "": {1, 0}, " \t": {1, 0}, "Вода прибывает.": {.6, .8},
			} {
				got := one(t, &table, text)
				if len(got) != 2 || math.Abs(float64(got[0]-want[0])) > 1e-6 || math.Abs(float64(got[1]-want[1])) > 1e-6 {
					t.Errorf("%q: %v, want %v", text, got, want)
				}
			}
			if got := one(t, &table, "水位"); got != nil {
				t.Errorf("a text that is not there has the vector %v", got)
			}
			if table.Dim() != 2 || table.Len() != 5 {
				t.Errorf("%d texts of %d values", table.Len(), table.Dim())
			}
		})
	}
}

// A file that cannot be used is told with its name and what is wrong.
func TestAddFilesFaults(t *testing.T) {
	good := raw(1, 2, 3, 4)
	for _, c := range []struct{ name, texts, data, want string }{
		{"no lines", "", string(good), "no lines"},
		{"empty", "a\nb\n", "", "v: empty"},
		{"a byte too many", "a\nb\n", string(good) + "x", "17 bytes are not a whole number of floats"},
		{"lines do not divide", "a\nb\nc\n", string(good), "for each of the 3 lines"},
		{"rows of another text", "a\nb\nc\n", string(npy(1, "<f4", "(2, 2)", good)), "2 rows, but"},
		{"data cut off", "a\nb\n", string(npy(1, "<f4", "(2, 2)", good[:15])), "its header promises"},
		{"one dimension", "a\nb\n", string(npy(1, "<f4", "(4,)", good)), "1 dimensions"},
		{"no values", "a\nb\n", string(npy(1, "<f4", "(2, 0)", nil)), "without values"},
		{"whole numbers", "a\nb\n", string(npy(1, "<i4", "(2, 2)", good)), "array of <i4"},
		{"negative shape", "a\nb\n", string(npy(1, "<f4", "(-2, 2)", good)), "shape (-2, 2)"},
		{"huge rows", "a\nb\n", string(npy(1, "<f4", "(2, 2000000000)", good)), "rows of 2000000000 values"},
		{"Fortran order", "a\nb\n", strings.Replace(string(npy(1, "<f4", "(2, 2)", good)), "False", "True ", 1), "Fortran"},
		{"later version", "a\nb\n", string(npy(4, "<f4", "(2, 2)", good)), "version 4.0"},
		{"header cut off", "a\nb\n", string(npy(1, "<f4", "(2, 2)", good)[:40]), "cut off"},
		{"version cut off", "a\nb\n", "\x93NUMPY", "cut off"},
		{"huge header", "a\nb\n", "\x93NUMPY\x02\x00\xff\xff\xff\xff", "header of 4294967295 bytes"},
		{"no dictionary", "a\nb\n", "\x93NUMPY\x01\x00\x03\x00{}\n", "without descr"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var table embed.Table
			path := write(t, "v", []byte(c.data))
			err := table.AddFiles(write(t, "texts", []byte(c.texts)), path)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("error %v, want %q", err, c.want)
			}
			if c.texts != "" && !strings.HasPrefix(err.Error(), "embed: "+path+": ") {
				t.Errorf("%v: where?", err)
			}
			if err := table.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

// Vectors that are none are errors when they are asked for, with their row.
func TestBadRows(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(-1))
	var table embed.Table
	defer table.Close()
	path := write(t, "v.emb", raw(1, 0, nan, 1, 0, inf, 0, 0))
	if err := table.AddFiles(write(t, "texts", []byte("ok\nnan\ninf\nzero\n")), path); err != nil {
		t.Fatal(err)
	}
	one(t, &table, "ok")
	for text, want := range map[string]string{"nan": "row 2: a value that is no finite number", "inf": "row 3: a value that", "zero": "row 4: a vector of zeros"} {
		if _, err := table.Vectors(context.Background(), []string{"ok", text}); err == nil || !strings.Contains(err.Error(), path+": "+want) {
			t.Errorf("%s: error %v, want %q", text, err, want)
		}
	}
}

func TestAdd(t *testing.T) {
	var table embed.Table
	if err := table.Add("水 ", []float32{0, 2}); err != nil {
		t.Fatal(err)
	}
	if err := table.Add("水", []float32{1, 0}); err != nil {
		t.Fatal(err)
	}
	if got := one(t, &table, "水"); got[0] != 0 || got[1] != 1 {
		t.Errorf("the first vector does not stand: %v", got)
	}
	for want, v := range map[string][]float32{
		"3 values a vector, those before it have 2": {1, 2, 3}, "without values": {}, "no finite number": {float32(math.Inf(1)), 1}, "zeros": {0, 0},
	} {
		if err := table.Add("вода", v); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %v, want %q", v, err, want)
		}
	}
	if err := table.AddFiles(write(t, "t", []byte("a\n")), write(t, "v", raw(1, 2, 3))); err == nil || !strings.Contains(err.Error(), "3 values") {
		t.Errorf("a file of another dimension: %v", err)
	}
	// A text cut off where vecalign cuts it is the same text.
	long := strings.Repeat("水", 12_000)
	if err := table.Add(long[:3*10_000], []float32{1, 1}); err != nil {
		t.Fatal(err)
	}
	if one(t, &table, long) == nil {
		t.Error("a long text is not found")
	}
}

// Any bytes: an error or vectors of length 1, never a panic.
func FuzzAddFiles(f *testing.F) {
	f.Add("a\nb\n", raw(1, 2, 3, 4))
	f.Add("a\nb", npy(1, "<f4", "(2, 2)", raw(1, 2, 3, 4)))
	f.Add("a\nb", npy(2, ">f2", "(2, 2)", raw(1, 2)))
	f.Add("水\n\xff\n", npy(3, "<f8", "(2, 1)", raw(1, 2, 3, 4)))
	f.Fuzz(func(t *testing.T, texts string, data []byte) {
		var table embed.Table
		defer table.Close()
		if table.AddFiles(write(t, "texts", []byte(texts)), write(t, "v", data)) != nil {
			return
		}
		for line := range strings.SplitSeq(texts, "\n") {
			v, err := table.Vectors(context.Background(), []string{line})
			if err != nil || v[0] == nil {
				continue
			}
			sum := 0.0
			for _, x := range v[0] {
				sum += float64(x) * float64(x)
			}
			if len(v[0]) != table.Dim() || math.Abs(sum-1) > 1e-3 {
				t.Fatalf("vector %v", v[0])
			}
		}
	})
}
