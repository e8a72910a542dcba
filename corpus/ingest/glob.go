package ingest

import (
	"path"
	"strings"
)

// isGlob tells whether an input has the signs of a pattern.
func isGlob(input string) bool { return strings.ContainsAny(input, "*?[") }

// splitGlob cuts a pattern into the folder before the first sign and the parts
// of the rest: "docs/2021/**/*.txt" is "docs/2021" and ["**", "*.txt"].
func splitGlob(pattern string) (root string, rest []string) {
	list := strings.Split(pattern, "/")
	n := 0
	for n < len(list) && !isGlob(list[n]) {
		n++
	}
	root = strings.Join(list[:n], "/")
	switch {
	case root == "" && n > 0:
		root = "/"
	case root == "":
		root = "."
	}
	return root, list[n:]
}

// badGlob gives the error of a pattern that path.Match does not understand.
func badGlob(pattern []string) error {
	for _, p := range pattern {
		if _, err := path.Match(p, ""); err != nil {
			return err
		}
	}
	return nil
}

// matchGlob tells whether the parts of a path match the parts of a pattern
// ("**" stands for any number of folders), and whether something below that
// path still may.
func matchGlob(pattern, parts []string) (match, below bool) {
	// reach[j]: the parts so far match the first j parts of the pattern.
	reach := make([]bool, len(pattern)+1)
	reach[0] = true
	for j := 0; j < len(pattern) && pattern[j] == "**"; j++ {
		reach[j+1] = true
	}
	for _, p := range parts {
		next := make([]bool, len(pattern)+1)
		for j, ok := range reach {
			if !ok || j == len(pattern) {
				continue
			}
			if pattern[j] == "**" {
				next[j] = true
			} else if hit, _ := path.Match(pattern[j], p); hit {
				next[j+1] = true
			}
		}
		for j := 0; j < len(pattern); j++ {
			if next[j] && pattern[j] == "**" {
				next[j+1] = true
			}
		}
		reach = next
	}
	for j, ok := range reach {
		below = below || ok && j < len(pattern)
	}
	return reach[len(pattern)], below
}
