package ingest

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"
)

// headBytes is how much of a file is read to find its symbol and language: the
// longest masthead seen takes 2 kB, and UTF-16 doubles it.
const headBytes = 16 << 10

// head reads and decodes the beginning of a file, "" if that fails: Read will
// say why when the file's turn comes.
func (d *discovery) head(c *candidate, lang string) string {
	open := c.open
	if open == nil {
		if info, err := os.Stat(filepath.FromSlash(c.path)); err != nil || !info.Mode().IsRegular() {
			return ""
		}
		open = fromDisk(c.path)
	}
	from, err := open()
	if err != nil {
		return ""
	}
	f, err := inflate(from)
	if err != nil {
		return ""
	}
	defer f.Close()
	return d.headText(f, c.path, lang)
}

// headText decodes the beginning of a stream.
func (d *discovery) headText(f io.Reader, path, lang string) string {
	data, err := io.ReadAll(io.LimitReader(f, headBytes))
	if err != nil {
		return ""
	}
	bare, _ := unpacked(path)
	if form, _ := formatOf(bare, data); form.sniff != nil {
		return d.headOf(form, path, lang, io.MultiReader(bytes.NewReader(data), f))
	}
	if len(data) == headBytes {
		// Most files are UTF-8, and a character cut at the end must not make them look like something else.
		for cut := range utf8.UTFMax {
			if utf8.Valid(data[:len(data)-cut]) {
				return string(data[:len(data)-cut])
			}
		}
	}
	// Other charsets have characters of up to four bytes, too.
	for cut := 0; cut < 4 && cut < len(data); cut++ {
		if d, err := decodeText(path, data[:len(data)-cut], lang); err == nil {
			return d.text
		}
		if len(data) < headBytes {
			return ""
		}
	}
	return ""
}

// headOf decodes the beginning of a file that is no plain text, for which the
// format needs the whole file.
func (d *discovery) headOf(form *Format, path, lang string, whole io.Reader) string {
	data, fault := readLimited(whole, path, maxBytes)
	if fault != nil {
		return ""
	}
	got, err := form.decode(input{ctx: context.Background(), path: path, data: data, lang: lang, head: true, opt: ReadOptions{PDF: d.opt.PDF, Office: d.opt.Office}})
	if err != nil {
		return ""
	}
	if len(got.text) > headBytes {
		return strings.ToValidUTF8(got.text[:headBytes], "")
	}
	return got.text
}

// language tells the language of a file from its head: what the masthead says,
// or else what the text is written in.
func (d *discovery) language(c *candidate) (lang, told string) {
	if d.opt.Peek == nil && d.opt.Detect == nil {
		return "", ""
	}
	_, lang, told = d.peek(c, "")
	return lang, told
}

// peek reads the symbols in the head of a file, and its language if the name
// does not tell it.
func (d *discovery) peek(c *candidate, lang string) (symbols []string, code, told string) {
	if c.tape != nil {
		p := d.peeked[c]
		return p.symbols, p.code, p.told
	}
	return d.peekText(d.head(c, lang), lang)
}

// peekText does so in the text of a head.
func (d *discovery) peekText(text, lang string) (symbols []string, code, told string) {
	if text == "" {
		return nil, "", ""
	}
	if d.opt.Peek != nil {
		symbols, code = d.opt.Peek(text)
		if code != "" {
			told = "masthead"
		}
	}
	if code == "" && lang == "" && d.opt.Detect != nil {
		if code, _ = d.opt.Detect(text); code != "" {
			told = "text"
		}
	}
	return symbols, code, told
}

// peeked is what peek gives.
type peeked struct {
	symbols    []string
	code, told string
}

// peekTapes reads the heads of files on tapes, each tape once: of those whose
// names do not tell the language, and of those that have no other version by name.
func (d *discovery) peekTapes(list []*candidate) {
	if d.opt.Peek == nil && d.opt.Detect == nil {
		return
	}
	versions := map[string]int{}
	for _, c := range list {
		versions[c.key]++
	}
	wanted := map[*tape]map[string]*candidate{}
	var tapes []*tape
	for _, c := range list {
		if c.tape == nil || c.lang != "" && versions[c.key] > 1 {
			continue
		}
		if wanted[c.tape] == nil {
			wanted[c.tape] = map[string]*candidate{}
			tapes = append(tapes, c.tape)
		}
		wanted[c.tape][c.member] = c
	}
	d.peeked = map[*candidate]peeked{}
	for _, t := range tapes {
		_ = t.each(nil, func(name string, r io.Reader) error { // what is wrong was told when its members were listed
			c := wanted[t][name]
			if c == nil {
				return nil
			}
			in, err := inflate(io.NopCloser(r))
			if err != nil {
				return nil // Read will say why
			}
			defer in.Close()
			var p peeked
			p.symbols, p.code, p.told = d.peekText(d.headText(in, c.path, c.lang), c.lang)
			d.peeked[c] = p
			return nil
		})
	}
}

// peekAll peeks into the first file of every group, several at a time.
func (d *discovery) peekAll(groups []*group) []peeked {
	out := make([]peeked, len(groups))
	var work errgroup.Group
	work.SetLimit(runtime.GOMAXPROCS(0))
	for i, g := range groups {
		work.Go(func() error {
			m := g.members[0]
			out[i].symbols, out[i].code, out[i].told = d.peek(m, m.lang)
			return nil
		})
	}
	work.Wait() // no errors: what cannot be read tells nothing
	return out
}

// bySymbol joins files that stayed alone by name: with each other and with
// families that lack their language, if they have a UN symbol in common and
// their languages differ. A/75/860 and A/75/860/Add.1 are two symbols.
func (d *discovery) bySymbol() {
	if d.opt.Peek == nil && d.opt.Detect == nil {
		return
	}
	var alone []*group
	for _, g := range d.groups {
		if len(g.members) == 1 && g.why == "name" {
			alone = append(alone, g)
		}
	}
	symbols := map[*group][]string{}
	any := false
	heads := d.peekAll(alone)
	for i, g := range alone {
		m, h := g.members[0], heads[i]
		if m.lang == "" && (h.code == "" || d.glossary.builds(h.code)) {
			m.lang, m.told = h.code, h.told
		}
		symbols[g] = h.symbols
		any = any || len(h.symbols) > 0
	}
	if !any {
		return
	}
	holder := map[string]*group{} // the group with that symbol
	for _, g := range d.groups {
		if len(g.members) < 2 || len(g.members) == len(d.glossary.built) {
			continue
		}
		list, _, _ := d.peek(g.members[0], g.members[0].lang)
		for _, s := range list {
			if holder[s] == nil {
				holder[s] = g
			}
		}
	}
	gone := map[*group]bool{}
	for _, g := range alone {
		m := g.members[0]
		if m.lang == "" {
			continue
		}
		to := g
		for _, s := range symbols[g] {
			if holder[s] == nil {
				continue
			}
			if first := holder[s].version(m.lang); first != nil {
				d.note(m.path, "the same symbol "+s+" and language as "+first.path+": kept apart")
				break
			}
			to = holder[s]
			if to.why == "name" && len(to.members) == 1 {
				to.id, to.why = s, "symbol"
				to.members[0].symbol = s
			}
			m.symbol = s
			to.members = append(to.members, m)
			gone[g] = true
			break
		}
		for _, s := range symbols[g] {
			if holder[s] == nil {
				holder[s] = to
			}
		}
	}
	d.groups = slices.DeleteFunc(d.groups, func(g *group) bool { return gone[g] })
}
