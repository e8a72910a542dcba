package ingest

import (
	"fmt"
	"io"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Texts of a sentence a line, aligned already: Moses pairs, whose lines with the
// same number translate each other, and texts with a file of beads beside them.

// side is one text of a collection that has a file for each language.
type side struct {
	lang string
	file found
}

// open opens a text, unpacked.
func (s *side) open() (io.ReadCloser, error) {
	from, err := s.file.open()
	if err != nil {
		return nil, err
	}
	return inflate(from)
}

// mostSentence is the longest line that is a sentence, in bytes.
const mostSentence = 1 << 20

// moses is never told by names alone: the user says so.
var moses = kind{name: "Moses", head: mosesHead, read: readMoses}

// mosesHead counts the lines: texts of different lengths are not parallel, and
// which line is missing nobody knows.
func mosesHead(c *Collection, _ io.Reader, _ Columns) error {
	lengths := make([]int, len(c.sides))
	for i := range c.sides {
		r, err := c.sides[i].open()
		if err != nil {
			return fmt.Errorf("%s: %s", c.sides[i].file.path, inWords(err))
		}
		in := newLines(r, mostSentence)
		for err == nil || err == errLong {
			_, err = in.next()
		}
		r.Close()
		if err != io.EOF {
			return fmt.Errorf("%s: %s", c.sides[i].file.path, inWords(err))
		}
		lengths[i] = in.line
		if lengths[i] != lengths[0] {
			return fmt.Errorf("not parallel: %d lines, and %s has %d", lengths[0], c.sides[i].file.path, lengths[i])
		}
	}
	return nil
}

func readMoses(c *Collection, _ io.Reader, out *output) {
	readers := make([]*lineReader, len(c.sides))
	for i := range c.sides {
		r, err := c.sides[i].open()
		if err != nil {
			out.fault(0, "%s: %s", c.sides[i].file.path, inWords(err))
			return
		}
		defer r.Close()
		readers[i] = newLines(r, mostSentence)
	}
	u := newUnits(c, out)
	defer u.flush()
	var langs []string
	for i := range c.sides {
		langs = append(langs, c.sides[i].lang)
	}
	texts := make([]string, len(readers))
	for number := 1; out.open; number++ {
		for i, r := range readers {
			b, err := r.next()
			switch {
			case err == io.EOF:
				return
			case err == errLong:
				out.fault(number, "%s: a line of more than %d MB is left empty", c.sides[i].file.path, mostSentence>>20)
				b = nil
			case err != nil:
				out.fault(number, "%s: %s: not read on", c.sides[i].file.path, inWords(err))
				return
			case !utf8.Valid(b):
				out.fault(number, "%s: not UTF-8: the line is left empty", c.sides[i].file.path)
				b = nil
			}
			texts[i] = string(b)
		}
		u.unit(number, "", "", langs, texts)
	}
}

// mosesOf makes collections of the families whose lines the user calls parallel.
func (d *discovery) mosesOf(p *Plan, wants func(*Family) bool) {
	kept := p.Families[:0]
	for _, f := range p.Families {
		if len(f.Files) < 2 || !wants(&f) {
			kept = append(kept, f)
			continue
		}
		c := &Collection{Path: f.Files[0].Path, Member: f.Files[0].Member, Kind: moses.name, kind: &moses, stem: f.ID, glossary: d.glossary}
		for i := range f.Files {
			file := &f.Files[i]
			at := found{path: file.Name(), open: file.open}
			if at.open == nil {
				at.open = fromDisk(file.Path)
			}
			if file.tape != nil {
				at.open = refuse("in a packed archive: unpack it first")
			}
			c.sides = append(c.sides, side{file.Lang, at})
		}
		c.at.open = fromMemory(nil)
		if err := moses.head(c, nil, Columns{}); err != nil {
			p.Problems = append(p.Problems, (&Error{Path: c.name(), What: inWords(err)}).Problem())
			continue
		}
		p.Collections = append(p.Collections, c)
	}
	p.Families = kept
}

// beadFile is beads of two texts with a sentence a line: those of vecalign and
// Bertalign ("[0, 1]:[0]:0.37"), and hunalign's ladder (0 TAB 0 TAB score). Its name
// tells the document and the pair (letter.zh-en.beads), and the texts stand beside
// it (letter.zh, letter_en.txt, en/letter.txt …).
var beadFile = kind{name: "beads", suffixes: []string{".beads", ".vecalign", ".bertalign", ".ladder", ".hunalign"}, head: nil, read: readBeadFiles}

// beadPair finds the languages in the name of a file of beads.
var beadPair = regexp.MustCompile(`^(.+)[._-]([A-Za-z]{2,3})[-_]([A-Za-z]{2,3})$`)

// beadCollections makes a collection of all files of beads of one document, and
// gives the real paths of the texts, which are no documents of their own.
func (d *discovery) beadCollections(list []found) (all []*Collection, texts map[string]bool) {
	texts = map[string]bool{}
	of := map[string]*Collection{}
	for _, f := range list {
		bare, _ := unpacked(f.rel)
		stem := strings.TrimSuffix(path.Base(bare), path.Ext(bare))
		m := beadPair.FindStringSubmatch(stem)
		var langs []string
		if m != nil {
			langs = []string{d.glossary.whole(m[2]), d.glossary.whole(m[3])}
		}
		if m == nil || !d.glossary.builds(langs[0]) || !d.glossary.builds(langs[1]) || langs[0] == langs[1] {
			d.note(f.path, "left out: beads whose name tells no two languages (letter.zh-en.beads)")
			continue
		}
		if f.file != "" {
			d.note(f.path, "left out: beads in an archive; unpack it first")
			continue
		}
		key := path.Join(path.Dir(f.path), m[1])
		c := of[key]
		if c == nil {
			c = &Collection{Path: f.path, Kind: beadFile.name, kind: &beadFile, at: found{open: fromMemory(nil)}, glossary: d.glossary, stem: path.Join(path.Dir(bare), m[1])}
		}
		missing := ""
		var sides []side
		for _, lang := range langs {
			if slices.ContainsFunc(c.sides, func(s side) bool { return s.lang == lang }) {
				continue
			}
			file := sentenceFile(path.Dir(f.path), m[1], lang, m[2], m[3], d.glossary)
			if file == "" {
				missing = lang
				break
			}
			sides = append(sides, side{lang, found{path: file, open: fromDisk(file)}})
		}
		if missing != "" {
			d.problems = append(d.problems, (&Error{Path: f.path, What: fmt.Sprintf("beads without their texts: no %s.%s beside it", m[1], missing)}).Problem())
			continue
		}
		for _, s := range sides {
			c.sides = append(c.sides, s)
			if disk, err := real(s.file.path); err == nil {
				texts[disk] = true
			}
		}
		f.pair = [2]string{langs[0], langs[1]}
		c.beads = append(c.beads, f)
		if of[key] == nil {
			of[key] = c
			all = append(all, c)
		}
	}
	return all, texts
}

// sentenceFile finds the text of a language beside a file of beads.
func sentenceFile(dir, name, lang, first, second string, g *glossary) string {
	as := first
	if g.whole(first) != lang {
		as = second
	}
	for _, form := range []string{name + "." + as, name + "." + as + ".txt", name + "_" + as + ".txt", name + "-" + as + ".txt", as + "/" + name + ".txt", as + "/" + name} {
		file := join(dir, form)
		if info, err := statFile(filepath.FromSlash(file)); err == nil && info {
			return file
		}
	}
	return ""
}

func readBeadFiles(c *Collection, _ io.Reader, out *output) {
	p := newParallel()
	numbers := map[string][][]int{} // by language and line: the sentence
	for i := range c.sides {
		s := &c.sides[i]
		lines, err := textLines(s)
		if err != nil {
			out.fault(0, "%s: %s", s.file.path, inWords(err))
			return
		}
		for n, line := range lines {
			numbers[s.lang] = append(numbers[s.lang], p.add(s.lang, strconv.Itoa(n), line))
		}
	}
	for _, f := range c.beads {
		given := Given{Source: f.pair[0], Target: f.pair[1]}
		read, err := readBeads(&side{file: f}, len(numbers[given.Source]), len(numbers[given.Target]))
		if err != nil {
			out.faults = append(out.faults, (&Error{Path: f.path, What: inWords(err)}).Problem())
			continue
		}
		for _, b := range read {
			var g GivenBead
			for _, n := range b.Source {
				g.Source = append(g.Source, numbers[given.Source][n]...)
			}
			for _, n := range b.Target {
				g.Target = append(g.Target, numbers[given.Target][n]...)
			}
			if len(g.Source)+len(g.Target) > 0 {
				given.Beads = append(given.Beads, g)
			}
		}
		p.given = append(p.given, given)
	}
	if len(p.given) == 0 {
		out.fault(0, "none of its beads could be read")
		return
	}
	if f := p.family(c, c.stem, ""); f != nil {
		for i := range f.Files {
			for k := range c.sides {
				if c.sides[k].lang == f.Files[i].Lang {
					f.Files[i].Path = c.sides[k].file.path
				}
			}
		}
		out.family(0, *f)
	}
}

// textLines reads the lines of a text.
func textLines(s *side) ([]string, error) {
	data, fault := readOpened(s.file.open, s.file.path, maxBytes)
	if fault != nil {
		return nil, fault
	}
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("not UTF-8")
	}
	text := strings.TrimPrefix(string(data), "\uFEFF")
	text = strings.TrimSuffix(text, "\n")
	return strings.Split(text, "\n"), nil
}

// beadLine is a bead as vecalign and Bertalign write it.
var beadLine = regexp.MustCompile(`^\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]`)

// readBeads reads the beads of texts of that many lines.
func readBeads(s *side, source, target int) ([]GivenBead, error) {
	lines, err := textLines(s)
	if err != nil {
		return nil, err
	}
	var beads []GivenBead
	rung := [2]int{}
	ladder := false
	for n, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var b GivenBead
		if m := beadLine.FindStringSubmatch(line); m != nil {
			for i, cell := range m[1:3] {
				for _, number := range strings.FieldsFunc(cell, func(r rune) bool { return r < '0' || r > '9' }) {
					v, err := strconv.Atoi(number)
					if err != nil || v >= []int{source, target}[i] {
						return nil, fmt.Errorf("line %d: the text has no line %s", n+1, number)
					}
					if i == 0 {
						b.Source = append(b.Source, v)
					} else {
						b.Target = append(b.Target, v)
					}
				}
			}
			beads = append(beads, b)
			continue
		}
		cells := strings.Fields(line)
		if len(cells) < 2 {
			return nil, fmt.Errorf("line %d: neither [0, 1]:[0] nor a rung of a ladder", n+1)
		}
		from, err1 := strconv.Atoi(cells[0])
		to, err2 := strconv.Atoi(cells[1])
		switch {
		case err1 != nil || err2 != nil:
			return nil, fmt.Errorf("line %d: neither [0, 1]:[0] nor a rung of a ladder", n+1)
		case from < rung[0] || to < rung[1] || from > source || to > target:
			return nil, fmt.Errorf("line %d: rung %d, %d is out of order, or behind the texts' ends (%d and %d lines)", n+1, from, to, source, target)
		}
		if ladder && (from > rung[0] || to > rung[1]) {
			beads = append(beads, GivenBead{count(rung[0], from), count(rung[1], to)})
		}
		ladder, rung = true, [2]int{from, to}
	}
	if ladder && (rung[0] < source || rung[1] < target) {
		beads = append(beads, GivenBead{count(rung[0], source), count(rung[1], target)})
	}
	return beads, nil
}

// count lists the numbers from lo to below hi.
func count(lo, hi int) []int {
	list := make([]int, 0, hi-lo)
	for n := lo; n < hi; n++ {
		list = append(list, n)
	}
	return list
}
