package ingest

import (
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// links is alignments by sentence ids in XML, with the texts in files of their own:
// XCES cesAlign as OPUS has it, the links of the UN Parallel Corpus, InterText.
//
//	<linkGrp fromDoc="en/x.xml.gz" toDoc="zh/x.xml.gz">
//	  <link xtargets="s1 s2;s1"/>
//
// The first of the two attributes of documents tells the first ids of xtargets:
// OPUS has fromDoc first, InterText toDoc.
var links = kind{name: "links", read: readLinks}

// isLinks tells a file of links by its head.
func isLinks(open func() (io.ReadCloser, error)) bool {
	from, err := open()
	if err != nil {
		return false
	}
	r, err := inflate(from)
	if err != nil {
		return false
	}
	defer r.Close()
	head := make([]byte, 2048)
	n, _ := io.ReadFull(r, head)
	text := string(head[:n])
	return strings.Contains(text, "<cesAlign") || strings.Contains(text, "<linkGrp")
}

// linkGroup is the links of two texts.
type linkGroup struct {
	line  int
	docs  [2]string
	links [][2][]string
}

// linkGroups reads the groups one by one.
func linkGroups(r io.Reader, fault func(line int, what string), yield func(linkGroup) bool) {
	x := streamXML(r)
	var g *linkGroup
	for {
		t, err := x.next()
		if err == io.EOF {
			return
		}
		if err != nil {
			fault(x.line(), xmlFault(err)+": not read on")
			return
		}
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "linkGrp":
				g = &linkGroup{line: x.line()}
				i := 0
				for _, a := range e.Attr {
					if (a.Name.Local == "fromDoc" || a.Name.Local == "toDoc") && i < 2 {
						g.docs[i] = a.Value
						i++
					}
				}
			case "link":
				if g == nil {
					continue
				}
				from, to, ok := strings.Cut(attrOf(e, "xtargets"), ";")
				if !ok {
					fault(x.line(), "a link without two sides: xtargets="+fmt.Sprintf("%.40q", attrOf(e, "xtargets")))
					continue
				}
				g.links = append(g.links, [2][]string{strings.Fields(from), strings.Fields(to)})
			}
		case xml.EndElement:
			if e.Name.Local == "linkGrp" && g != nil {
				if !yield(*g) {
					return
				}
				g = nil
			}
		}
	}
}

// linkFile finds a text that a file of links names: beside it, or in one of the
// folders above, also without ".gz" and below "xml".
func linkFile(dir, name string) string {
	if name == "" || strings.Contains("/"+name+"/", "/../") || path.IsAbs(name) {
		return ""
	}
	bare, _ := unpacked(name)
	for range 4 {
		for _, form := range []string{name, bare, bare + ".gz", "xml/" + name, "xml/" + bare, path.Base(bare)} {
			file := join(dir, form)
			if ok, err := statFile(filepath.FromSlash(file)); err == nil && ok {
				return file
			}
		}
		dir = path.Join(dir, "..")
	}
	return ""
}

// statFile tells whether there is a file of that name.
func statFile(name string) (bool, error) {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular(), err
}

// linkedTexts gives the real paths of the texts that files of links name, which
// are no documents of their own.
func (d *discovery) linkedTexts(list []found, texts map[string]bool) {
	for _, f := range list {
		from, err := f.open()
		if err != nil {
			continue // told when it is read
		}
		r, err := inflate(from)
		if err != nil {
			continue
		}
		linkGroups(r, func(int, string) {}, func(g linkGroup) bool {
			for _, doc := range g.docs {
				if file := linkFile(path.Dir(f.path), doc); file != "" {
					if disk, err := real(file); err == nil {
						texts[disk] = true
					}
				}
			}
			return true
		})
		r.Close()
	}
}

// linkedDoc is a text with ids.
type linkedDoc struct {
	lang      string
	sentences []sentence
	numbers   map[string]int
}

// readLinked reads the sentences of a text: elements s (or seg) with ids. Words in elements of
// their own are parted by spaces, but in Chinese.
func readLinked(file, lang string, g *glossary) (*linkedDoc, error) {
	from, err := os.Open(filepath.FromSlash(file))
	if err != nil {
		return nil, err
	}
	in, err := inflate(from)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	x := streamXML(in)
	d := &linkedDoc{lang: lang, numbers: map[string]int{}}
	var id string
	var b strings.Builder
	inside, size := false, 0
	for {
		t, err := x.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %s", x.line(), xmlFault(err))
		}
		switch e := t.(type) {
		case xml.StartElement:
			if d.lang == "" {
				d.lang = g.language(attrOf(e, "lang"))
			}
			if e.Name.Local == "s" || e.Name.Local == "seg" && !inside {
				inside, id = true, attrOf(e, "id")
				b.Reset()
			}
		case xml.CharData:
			if inside {
				b.Write(e)
			}
		case xml.EndElement:
			if e.Name.Local == "w" && d.lang != "zh" {
				b.WriteByte(' ')
			}
			if (e.Name.Local == "s" || e.Name.Local == "seg") && inside {
				inside = false
				text := strings.Join(strings.Fields(b.String()), " ")
				if d.lang == "zh" && strings.Count(b.String(), "\n") > 1 { // a word a line
					text = strings.Join(strings.Fields(b.String()), "")
				}
				if size += len(text); size > maxBytes {
					return nil, fmt.Errorf("more than the limit of %d bytes", maxBytes)
				}
				d.numbers[id] = len(d.sentences)
				d.sentences = append(d.sentences, sentence{id, text})
			}
		}
	}
	if len(d.sentences) == 0 {
		return nil, fmt.Errorf("no sentences with ids (elements s)")
	}
	return d, nil
}

func readLinks(c *Collection, r io.Reader, out *output) {
	linkGroups(r, func(line int, what string) { out.fault(line, "%s", what) }, func(g linkGroup) bool {
		var docs [2]*linkedDoc
		for i, name := range g.docs {
			file := linkFile(path.Dir(c.Path), name)
			if file == "" {
				out.fault(g.line, "no text %q beside the links", name)
				return out.open
			}
			d, err := readLinked(file, c.glossary.inPath(name), c.glossary)
			if err != nil {
				out.fault(g.line, "%s: %s", file, inWords(err))
				return out.open
			}
			if !c.glossary.builds(d.lang) {
				out.fault(g.line, "%s: language %q is not read, or not told", file, d.lang)
				return out.open
			}
			docs[i] = d
		}
		if docs[0].lang == docs[1].lang {
			out.fault(g.line, "both texts are %s", docs[0].lang)
			return out.open
		}
		p := newParallel()
		var numbers [2][][]int
		for i, d := range docs {
			for _, s := range d.sentences {
				numbers[i] = append(numbers[i], p.add(d.lang, s.id, s.text))
			}
		}
		given := Given{Source: docs[0].lang, Target: docs[1].lang}
		bad := 0
		for _, l := range g.links {
			var b GivenBead
			for side, ids := range l {
				for _, id := range ids {
					n, ok := docs[side].numbers[id]
					if !ok {
						bad++
						continue
					}
					if side == 0 {
						b.Source = append(b.Source, numbers[0][n]...)
					} else {
						b.Target = append(b.Target, numbers[1][n]...)
					}
				}
			}
			if len(b.Source)+len(b.Target) > 0 {
				given.Beads = append(given.Beads, b)
			}
		}
		if bad > 0 {
			out.problem(g.line, false, "%d ids of links are in no text", bad)
		}
		p.given = []Given{given}
		id := c.glossary.withoutLanguage(g.docs[0])
		f := p.family(c, id, c.inMember(g.docs[0]+" "+g.docs[1]))
		return f == nil || out.family(g.line, *f)
	})
}

// inPath finds the language that a path names: in a folder, or at the end of its name.
func (g *glossary) inPath(name string) string {
	bare, _ := unpacked(name)
	folders := strings.Split(path.Dir(bare), "/")
	for i := len(folders) - 1; i >= 0; i-- {
		if code := g.whole(folders[i]); code != "" {
			return code
		}
	}
	stem := strings.TrimSuffix(path.Base(bare), path.Ext(bare))
	if _, code := g.last(stem); code != "" {
		return code
	}
	for _, p := range parts(stem) {
		if code := g.names[p.text]; code != "" {
			return code
		}
	}
	return ""
}

// withoutLanguage gives the path without its suffixes and the folder of its language.
func (g *glossary) withoutLanguage(name string) string {
	bare, _ := unpacked(name)
	bare = strings.TrimSuffix(bare, path.Ext(bare))
	folders := strings.Split(bare, "/")
	for i := len(folders) - 2; i >= 0; i-- {
		if g.whole(folders[i]) != "" {
			return strings.Join(append(folders[:i], folders[i+1:]...), "/")
		}
	}
	rest, _ := g.last(path.Base(bare))
	return path.Join(path.Dir(bare), rest)
}
