// Command mkdict makes the data of package gse from the modules that this
// module requires: data/dict.txt.gz from gse's simplified dictionary, and
// data/traditional.txt from OpenCC's characters. Run it by go generate in
// segment/gse after either module has changed.
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/longbridgeapp/opencc"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("mkdict: ")
	if err := dictionary("data/dict.txt.gz"); err != nil {
		log.Fatal(err)
	}
	if err := traditional("data/traditional.txt"); err != nil {
		log.Fatal(err)
	}
}

// minFreq is the frequency below which a word is left out of the dictionary if
// it has three characters or more and names no place. In jieba's data most
// words of frequency 3 are compounds that were never counted (新年贺词): without them
// the word F1 on PKU's test set rises from .834 to .876 and on GSDSimp's from
// .785 to .808, and loading takes a third of the time.
const minFreq = 5

// keep tells whether an entry of jieba's data goes into our dictionary.
func keep(word string, freq float64, tag string) bool {
	const shortRunes = 2
	return freq >= minFreq || utf8.RuneCountInString(word) <= shortRunes || tag == "ns"
}

func dictionary(path string) error {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/go-ego/gse").Output()
	if err != nil {
		return fmt.Errorf("where is gse: %w", err)
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "data/dict/zh/s_1.txt"))
	if err != nil {
		return err
	}
	var lines []string
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		if len(f) != 3 {
			continue
		}
		freq, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			return fmt.Errorf("s_1.txt: %q: %w", line, err)
		}
		// gse sees runs of Han alone.
		if strings.IndexFunc(f[0], func(r rune) bool { return !unicode.Is(unicode.Han, r) }) < 0 && keep(f[0], freq, f[2]) {
			lines = append(lines, strings.Join(f, " "))
		}
	}
	slices.Sort(lines)
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write([]byte(strings.Join(lines, "\n") + "\n")); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}

const traditionalHead = `# Characters that OpenCC's conversion from traditional to simplified script changes
# when they stand alone. A text without one of them needs no conversion.
# Source: made by internal/mkdict from github.com/longbridgeapp/opencc (t2s). Licence: Apache-2.0.
`

func traditional(path string) error {
	cc, err := opencc.New("t2s")
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString(traditionalHead)
	n := 0
	for r := rune(0x2E80); r <= 0xFFFF; r++ {
		if !unicode.Is(unicode.Han, r) {
			continue
		}
		s, err := cc.Convert(string(r))
		if err != nil {
			return err
		}
		if s == string(r) {
			continue
		}
		b.WriteRune(r)
		const perLine = 40
		if n++; n%perLine == 0 {
			b.WriteByte('\n')
		}
	}
	return os.WriteFile(path, []byte(strings.TrimRight(b.String(), "\n")+"\n"), 0o644)
}
