package ingest

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"tritext/corpus"
	"tritext/corpus/ingest/pdf"
	"tritext/segment"
)

// Options say how Discover finds out what belongs together. The zero value
// goes by the names of the files alone.
type Options struct {
	// Manifest is the path of a list of documents (see manifest.go), "" if
	// there is none. Its files are taken besides those of the inputs.
	Manifest string
	// Peek reads the UN symbols (the primary first) and the version language
	// (ISO 639-1, "" if not stated) in the head of a text; nil: not read.
	Peek func(text string) (symbols []string, version string)
	// Detect tells the language of a text (ISO 639-1, "" if none that it
	// knows) and the share of the letters that speak for it; nil: not told.
	Detect func(text string) (code string, share float64)
	// Languages are those whose documents are read, with their names in file
	// names; nil: Chinese, English and Russian.
	Languages []segment.Language
	// Columns say which columns of collections hold what; the zero value goes by
	// their names.
	Columns Columns
	// Tables opens Parquet files; nil: they are not read.
	Tables OpenTable
	// Moses says that versions of a document are parallel line by line.
	Moses bool
	// Stdin is what the input "-" reads: a collection as JSONL; nil: there is none.
	Stdin io.Reader
	// PDF reads the heads of PDF files, see ReadOptions.
	PDF *pdf.Engine
	// Office converts files whose heads are read, see ReadOptions.
	Office *Office
}

// candidate is a file on its way to a family.
type candidate struct {
	found
	lang, told string
	key        string // what its versions have in common: an absolute path without the language
	id         string // the key below the input folder
	symbol     string // that joined it, "" if none did
	// choices are what it may be where several of its folders name a language.
	choices []choiceOf
}

// choiceOf is one way to read the folders of a file.
type choiceOf struct{ lang, key, id string }

// group is a family in the making.
type group struct {
	id      string
	why     string
	members []*candidate // of different languages
}

// version gives the group's member in a language, nil if there is none.
func (g *group) version(lang string) *candidate {
	for _, m := range g.members {
		if m.lang == lang {
			return m
		}
	}
	return nil
}

// discovery is the work of one call of Discover.
type discovery struct {
	opt      Options
	glossary *glossary
	problems []corpus.Problem
	groups   []*group
	peeked   map[*candidate]peeked // of files on tapes
	moses    map[string]bool       // documents that the manifest calls parallel line by line
}

// Discover finds the files of the inputs (files, folders with all that is in
// them, globs with "**" for any number of folders) and of the manifest, and
// joins the language versions of each document:
//
//   - those that the manifest joins;
//   - those whose names differ in the language only: NAME.zh.txt and
//     NAME_en.txt, zh/NAME.txt and ru/NAME.txt, NAME/zh.txt, N2110532-C.txt
//     and N2110532-E.txt, text.zh and text.en;
//   - of the rest, those with the same UN symbol in different languages.
//
// The error tells of an input or a manifest that does not exist; what is wrong
// with a single file is among the plan's problems.
func Discover(inputs []string, opt Options) (*Plan, error) {
	d := &discovery{opt: opt, glossary: newGlossary(opt.Languages)}
	w := newWalker(d.glossary)
	w.stdin = opt.Stdin
	if opt.Manifest != "" {
		entries, err := d.manifest(opt.Manifest)
		if err != nil {
			return nil, err
		}
		d.byManifest(entries, w)
	}
	// The order in which inputs were named changes nothing.
	sorted := slices.Clone(inputs)
	slices.Sort(sorted)
	for _, in := range slices.Compact(sorted) {
		if err := w.input(in); err != nil {
			return nil, err
		}
	}
	collections := d.collected(w)
	d.problems = append(d.problems, w.problems...)
	d.byName(d.candidates(w.files))
	d.byLikeName()
	d.bySymbol()
	plan := d.plan()
	plan.Collections = collections
	d.mosesOf(plan, func(f *Family) bool { return opt.Moses || d.moses[f.ID] })
	return plan, nil
}

// collected makes the collections of what the walker found, and takes the texts
// that belong to some of them from its files.
func (d *discovery) collected(w *walker) []*Collection {
	var beads, linked, rest []found
	for _, f := range w.tables {
		switch f.kind {
		case beadKind:
			beads = append(beads, f)
		case &links:
			linked = append(linked, f)
			rest = append(rest, f)
		default:
			rest = append(rest, f)
		}
	}
	all, texts := d.beadCollections(beads)
	d.linkedTexts(linked, texts)
	if len(texts) > 0 {
		w.files = slices.DeleteFunc(w.files, func(f found) bool {
			disk, err := real(f.path)
			return err == nil && texts[disk]
		})
		w.problems = slices.DeleteFunc(w.problems, func(p corpus.Problem) bool { // their suffix may be that of no document
			disk, err := real(p.Path)
			return err == nil && texts[disk]
		})
	}
	all = append(all, d.collections(rest)...)
	slices.SortStableFunc(all, func(a, b *Collection) int { return cmp.Compare(a.name(), b.name()) })
	return all
}

// candidates reads what the names tell, and leaves out the languages that are
// not built.
func (d *discovery) candidates(files []found) []*candidate {
	list := make([]*candidate, 0, len(files))
	for _, f := range files {
		list = append(list, d.named(f))
	}
	slices.SortFunc(list, func(a, b *candidate) int { return cmp.Compare(a.path, b.path) })
	d.siblings(list)
	choose(list)
	d.peekTapes(list)
	kept := list[:0]
	for _, c := range list {
		if c.lang != "" && !d.glossary.builds(c.lang) {
			d.note(c.path, fmt.Sprintf("left out: its name says language %q, and only %s are read", c.lang, strings.Join(d.glossary.built, ", ")))
			continue
		}
		kept = append(kept, c)
	}
	return kept
}

// named reads the name of a file and of the folders below its input.
func (d *discovery) named(f found) *candidate {
	c := &candidate{found: f}
	dir, base := path.Split(f.rel)
	folders := strings.Split(strings.TrimSuffix(dir, "/"), "/")
	if dir == "" {
		folders = nil
	}
	stem := base
	if s := suffix(base); s != "" && d.glossary.names[s[1:]] == "" {
		stem = base[:len(base)-len(s)]
	}
	rest, lang := d.glossary.last(stem)
	if code := d.glossary.whole(stem); code != "" {
		rest, lang = "", code
	}
	if lang != "" {
		c.lang, c.told = lang, "name"
	}
	// The nearest folder that names the language gives it, or says it again
	// (zh/NAME.zh.txt); either way it is no part of the document's name.
	if c.lang == "" {
		c.choices = d.folderChoices(f.root, folders, rest)
	}
	root := f.root
	for i := len(folders) - 1; i >= -1; i-- {
		name := path.Base(f.root)
		if i >= 0 {
			name = folders[i]
		}
		code := d.glossary.whole(name)
		if code == "" || c.lang != "" && code != c.lang {
			continue
		}
		if c.lang == "" {
			c.lang, c.told = code, "folder"
		}
		if i >= 0 {
			folders = slices.Delete(folders, i, i+1)
		} else {
			root = path.Dir(f.root)
		}
		break
	}
	id := path.Join(append(folders, rest)...)
	c.id, c.key = id, path.Join(root, id)
	if id == "" { // zh.txt in the input folder: the folder is the document
		c.id = path.Base(root)
	}
	return c
}

// folderChoices are the ways to take one of the folders as the language of a
// file, the nearest first; nil if there is at most one.
func (d *discovery) folderChoices(root string, folders []string, rest string) (list []choiceOf) {
	for i := len(folders) - 1; i >= 0; i-- {
		if code := d.glossary.whole(folders[i]); code != "" {
			others := slices.Delete(slices.Clone(folders), i, i+1)
			id := path.Join(append(others, rest)...)
			list = append(list, choiceOf{code, path.Join(root, id), id})
		}
	}
	if code := d.glossary.whole(path.Base(root)); code != "" {
		id := path.Join(append(slices.Clone(folders), rest)...)
		list = append(list, choiceOf{code, path.Join(path.Dir(root), id), id})
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// choose reads the folders of files of which several name a language, as in
// en/2015/ccpr/c/rus/co/6.txt, where "rus" is a state: the folder is meant of which
// there are versions in the most languages, the nearest of equals.
func choose(list []*candidate) {
	langs := map[string]map[string]bool{}
	note := func(key, lang string) {
		if langs[key] == nil {
			langs[key] = map[string]bool{}
		}
		langs[key][lang] = true
	}
	some := false
	for _, c := range list {
		for _, ch := range c.choices {
			some = true
			note(ch.key, ch.lang)
		}
	}
	if !some {
		return
	}
	for _, c := range list {
		if c.choices == nil && c.lang != "" {
			note(c.key, c.lang)
		}
	}
	for _, c := range list {
		if c.choices == nil {
			continue
		}
		best := c.choices[0]
		for _, ch := range c.choices[1:] {
			if len(langs[ch.key]) > len(langs[best.key]) {
				best = ch
			}
		}
		c.lang, c.key, c.id = best.lang, best.key, best.id
	}
}

// siblings gives a language to files whose names tell it only beside others
// like them: N2110532-C.txt beside N2110532-E.txt, zh_letter.txt beside
// en_letter.txt.
func (d *discovery) siblings(list []*candidate) {
	type claim struct {
		c          *candidate
		lang, rest string // rest of the id
	}
	claims := map[string][]claim{} // by key
	labels := map[string]bool{}    // keys with a letter that names no language: Annex-B
	langs := map[string]map[string]bool{}
	var keys []string
	add := func(c *candidate, rest, lang string) {
		dir := path.Dir(c.key)
		key := path.Join(dir, rest)
		if claims[key] == nil {
			keys = append(keys, key)
			langs[key] = map[string]bool{}
		}
		langs[key][lang] = true
		claims[key] = append(claims[key], claim{c, lang, path.Join(path.Dir(c.id), rest)})
	}
	for _, c := range list {
		if c.lang != "" {
			continue
		}
		stem := path.Base(c.id)
		if rest, letter := d.glossary.letter(stem); letter != "" {
			if lang := d.glossary.letters[letter]; lang != "" {
				add(c, rest, lang)
			} else {
				labels[path.Join(path.Dir(c.key), rest)] = true
			}
		} else if rest, lang := d.glossary.state(stem); lang != "" {
			add(c, rest, lang)
		} else if rest, lang := d.glossary.inner(stem); lang != "" {
			add(c, rest, lang)
		}
	}
	for _, c := range list {
		if langs[c.key] != nil && c.lang != "" {
			langs[c.key][c.lang] = true
		}
	}
	for _, key := range keys {
		if len(langs[key]) < 2 || labels[key] {
			continue
		}
		for _, cl := range claims[key] {
			cl.c.lang, cl.c.told, cl.c.key, cl.c.id = cl.lang, "name", key, cl.rest
		}
	}
}

// byName makes groups of the candidates with the same name, in the order of
// their paths.
func (d *discovery) byName(list []*candidate) {
	groups := map[string]*group{}
	var unknown []*candidate
	for _, c := range list {
		c.key = norm.NFC.String(c.key)
		if c.lang == "" {
			unknown = append(unknown, c)
			continue
		}
		g := groups[c.key]
		if g == nil {
			g = &group{id: c.id, why: "name"}
			groups[c.key] = g
			d.groups = append(d.groups, g)
		}
		d.join(g, c)
	}
	// letter.txt beside letter.zh.txt is a version too, in the language of its text.
	for _, c := range unknown {
		g := groups[c.key]
		if g != nil {
			c.lang, c.told = d.language(c)
		}
		if g == nil || c.lang == "" || !d.glossary.builds(c.lang) {
			g = &group{id: c.id, why: "name"}
			d.groups = append(d.groups, g)
		}
		d.join(g, c)
	}
}

// byLikeName joins groups that lack languages and whose names are the same but for capitals
// and for what stands between words: A-75-860-EN.txt and a_75_860.zh.txt. Where two
// files claim one language, nothing is joined.
func (d *discovery) byLikeName() {
	like := map[string][]*group{}
	var keys []string
	for _, g := range d.groups {
		if len(g.members) >= len(d.glossary.built) || g.why != "name" || g.members[0].lang == "" {
			continue
		}
		key := foldName(g.members[0].key)
		if like[key] == nil {
			keys = append(keys, key)
		}
		like[key] = append(like[key], g)
	}
	gone := map[*group]bool{}
	for _, key := range keys {
		list := like[key]
		langs, members := map[string]bool{}, 0
		for _, g := range list {
			for _, m := range g.members {
				langs[m.lang] = true
				members++
			}
		}
		if len(list) < 2 || len(langs) < members {
			continue
		}
		for _, g := range list[1:] {
			list[0].members = append(list[0].members, g.members...)
			gone[g] = true
		}
	}
	d.groups = slices.DeleteFunc(d.groups, func(g *group) bool { return gone[g] })
}

// foldName makes equal what differs in capitals and in signs between words only.
func foldName(key string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(key) {
		if strings.ContainsRune(" _-()[],", r) {
			gap = true
			continue
		}
		if gap {
			b.WriteByte('_')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// join puts a candidate to a group, unless its place is taken: then it is set
// aside with a message.
func (d *discovery) join(g *group, c *candidate) {
	if first := g.version(c.lang); first != nil {
		d.problems = append(d.problems, corpus.Problem{Stage: stage, Path: c.path, Severe: true,
			What: fmt.Sprintf("a second %q version of document %q; %s is taken", c.lang, g.id, first.path)})
		return
	}
	g.members = append(g.members, c)
	if len(c.id) > len(g.id) { // of two input folders, the outer one counts
		g.id = c.id
	}
}

// note adds a problem that set nothing aside.
func (d *discovery) note(path, what string) {
	d.problems = append(d.problems, corpus.Problem{Stage: stage, Path: path, What: what})
}

// plan puts the groups in order and gives them their ids.
func (d *discovery) plan() *Plan {
	p := &Plan{Problems: d.problems}
	for _, g := range d.groups {
		slices.SortStableFunc(g.members, func(a, b *candidate) int { return cmp.Compare(a.lang, b.lang) })
	}
	slices.SortStableFunc(d.groups, func(a, b *group) int {
		return cmp.Or(cmp.Compare(a.members[0].path, b.members[0].path), cmp.Compare(a.id, b.id))
	})
	d.unique()
	for _, g := range d.groups {
		f := Family{ID: g.id}
		for _, m := range g.members {
			why := g.why
			if m.symbol != "" {
				why = "symbol"
			}
			if len(g.members) == 1 && why != "manifest" {
				why = "alone"
			}
			file := File{ID: g.id, Path: m.path, Lang: m.lang, Told: m.told, Why: why, Symbol: m.symbol, open: m.open, tape: m.tape}
			if m.file != "" {
				file.Path, file.Member = m.file, m.member
			}
			f.Files = append(f.Files, file)
		}
		p.Families = append(p.Families, f)
	}
	slices.SortFunc(p.Families, func(a, b Family) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortStableFunc(p.Problems, func(a, b corpus.Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line))
	})
	return p
}

// unique makes the ids safe, and different where two input folders hold
// documents of the same name: then those ids begin with the folder.
func (d *discovery) unique() {
	count := map[string]int{}
	for _, g := range d.groups {
		if g.why != "manifest" {
			g.id = safe(g.id)
		}
		count[g.id]++
	}
	taken := map[string]bool{}
	for _, g := range d.groups {
		if count[g.id] == 1 || g.why == "manifest" {
			taken[g.id] = true
		}
	}
	for _, g := range d.groups {
		if count[g.id] == 1 || g.why == "manifest" {
			continue
		}
		m := g.members[0]
		id := safe(path.Join(path.Base(m.root), g.id))
		for n := 2; taken[id]; n++ {
			id = fmt.Sprintf("%s~%d", safe(path.Join(path.Base(m.root), g.id)), n)
		}
		taken[id] = true
		g.id = id
	}
}

// safe makes an id that may stand in the name of a file on every system and in
// the ids of units, which end in "#…".
func safe(id string) string {
	var list []string
	for _, name := range strings.Split(filepath.ToSlash(norm.NFC.String(id)), "/") {
		name = strings.Map(func(r rune) rune {
			if r < ' ' || r == 0x7f || r == '\uFFFD' || strings.ContainsRune(`\:*?"<>|#`, r) {
				return '_'
			}
			return r
		}, strings.ToValidUTF8(name, "_"))
		name = strings.TrimRight(strings.TrimSpace(name), ". ")
		if name != "" {
			list = append(list, name)
		}
	}
	if len(list) == 0 {
		return "document"
	}
	return strings.Join(list, "/")
}
