package ingest

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tritext/corpus"
)

// found is a file that an input led to.
type found struct {
	path string // as given, slash-separated; of a member, the archive's with the member's behind it
	root string // the input folder, absolute, slash-separated
	rel  string // below the root, slash-separated; an archive counts as a folder, and compression not at all

	open   func() (io.ReadCloser, error) // its bytes, perhaps packed; nil: from disk, by path
	file   string                        // of the archive on disk; "" if it is no member
	member string                        // path inside the archive
	tape   *tape                         // that it stands on, if its archive can only be read from the front
	kind   *kind                         // of a collection
	pair   [2]string                     // languages of a file of beads
	named  bool                          // the user named this file, or the archive that it stands in
}

// choice tells whether the path with these parts below the input folder is
// wanted, and whether something below it may be.
type choice func(parts []string) (match, below bool)

// all wants everything.
func all([]string) (match, below bool) { return true, true }

// walker collects files. Folders are read one at a time, in the order of their
// names; no file stays open.
type walker struct {
	glossary *glossary
	files    []found
	problems []corpus.Problem
	taken    map[string]bool // real paths of files
	hits     int             // files and folders that an input wanted
	tables   []found         // collections
	stdin    io.Reader       // for the input "-"
	readDir  func(string) ([]fs.DirEntry, error)

	// Of one folder given:
	entered map[string]bool // real paths of folders, so that a circle of links ends
	links   []link          // followed after all real files and folders, which come first
}

// link is a symbolic link that an input wants followed.
type link struct {
	found
	info fs.FileInfo // of what it leads to
	keep choice
}

// newWalker makes a walker of the real file system.
func newWalker(g *glossary) *walker {
	return &walker{glossary: g, taken: map[string]bool{}, readDir: os.ReadDir}
}

// input follows one argument: a file, a folder or a glob. An error is what the
// caller must hear of before any work: there is no such thing.
func (w *walker) input(arg string) error {
	if arg == "-" {
		return w.standardInput()
	}
	given := path.Clean(filepath.ToSlash(arg))
	info, err := os.Stat(arg)
	if err == nil && info.IsDir() {
		return w.folder(given, all)
	}
	if err == nil {
		dir, err := real(path.Dir(given))
		if err != nil {
			return system(given, err)
		}
		w.named(found{path: given, root: filepath.ToSlash(dir), rel: path.Base(given), named: true}, info)
		return nil
	}
	if !isGlob(given) {
		return system(given, err)
	}
	root, pattern := splitGlob(given)
	if err := badGlob(pattern); err != nil {
		return &Error{Path: given, What: "not a pattern: " + err.Error(), Err: err}
	}
	before := w.hits
	if err := w.folder(root, func(parts []string) (bool, bool) { return matchGlob(pattern, parts) }); err != nil {
		return err
	}
	if w.hits == before {
		return &Error{Path: given, What: "nothing matches", Err: fs.ErrNotExist}
	}
	return nil
}

// real gives a path without links, absolute.
func real(p string) (string, error) {
	abs, err := filepath.Abs(filepath.FromSlash(p))
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(abs)
}

// folder walks a folder and then follows the links that lie in it.
func (w *walker) folder(given string, keep choice) error {
	disk, err := real(given)
	if err != nil {
		return system(given, err)
	}
	w.entered = map[string]bool{}
	root := filepath.ToSlash(disk)
	w.walk(found{path: given, root: root}, disk, keep)
	for len(w.links) > 0 {
		l := w.links[0]
		w.links = w.links[1:]
		disk, err := real(l.path)
		switch {
		case err != nil:
			w.problem(system(l.path, err))
		case l.info.IsDir():
			w.walk(l.found, disk, l.keep)
		default:
			w.file(l.found, disk, l.info.Mode())
		}
	}
	return nil
}

// walk reads the folder at, whose real path is disk, and those below it.
func (w *walker) walk(at found, disk string, keep choice) {
	if w.entered[disk] {
		return
	}
	w.entered[disk] = true
	entries, err := w.readDir(disk)
	if err != nil {
		w.problem(system(at.path, err))
		return
	}
	var parts []string
	if at.rel != "" {
		parts = strings.Split(at.rel, "/")
	}
	ours := ownOutput(disk, entries)
	for _, e := range entries {
		name := e.Name()
		if passed(name) || ours && slices.Contains(ownNames, name) {
			continue
		}
		match, below := keep(append(parts, name))
		if !match && !below {
			continue
		}
		inside := keep
		if match {
			w.hits++
			inside = all // that a wanted folder holds
		}
		to := found{path: join(at.path, name), root: at.root, rel: path.Join(at.rel, name)}
		switch {
		case e.IsDir():
			w.walk(to, filepath.Join(disk, name), inside)
		case e.Type()&fs.ModeSymlink != 0:
			info, err := os.Stat(filepath.Join(disk, name))
			switch {
			case err == nil && (match || info.IsDir()):
				w.links = append(w.links, link{to, info, inside})
			case err != nil && match:
				w.problem(&Error{Path: to.path, What: "link that leads nowhere", Err: err})
			}
		case match:
			w.file(to, filepath.Join(disk, name), e.Type())
		}
	}
}

// named takes a file that was named as such: an unknown suffix is text then.
func (w *walker) named(at found, info fs.FileInfo) {
	disk, err := real(at.path)
	if err != nil {
		w.problem(system(at.path, err))
		return
	}
	bare, _ := unpacked(at.rel)
	if s := suffix(bare); info.Mode().IsRegular() && w.format(s) == nil && !slices.Contains(notYet, s) && !isArchive(at.rel) && kindOf(at.rel) == nil {
		w.take(at, disk)
		return
	}
	w.file(at, disk, info.Mode())
}

// file takes a file by its name, or says why not.
func (w *walker) file(at found, disk string, mode fs.FileMode) {
	if !mode.IsRegular() {
		w.problem(&Error{Path: at.path, What: "not a file"})
		return
	}
	if isArchive(at.rel) {
		w.archive(at, disk)
		return
	}
	at.open = fromDisk(at.path)
	w.content(at, disk)
}

// content takes a file or a member of an archive by its name, or says why not.
// disk is what it is known by when it is found again.
func (w *walker) content(at found, disk string) {
	packed := at.rel
	at.rel, _ = unpacked(at.rel)
	s := suffix(path.Base(at.rel))
	if at.kind = kindOf(packed); at.kind == nil && s == ".xml" && at.file == "" && isLinks(at.open) {
		at.kind = &links
	}
	switch {
	case at.kind != nil:
		if !w.taken[disk] {
			w.taken[disk] = true
			w.tables = append(w.tables, at)
		}
	case s == ".md" && strings.EqualFold(path.Base(at.rel), "README.md"):
		w.note(at.path, "left out: tells about the folder")
	case w.format(s) != nil:
		w.take(at, disk)
	case sniffed(at) != nil: // whatever its name says
		w.take(at, disk)
	case slices.Contains(notYet, s):
		w.problem(&Error{Path: at.path, What: "format not read yet: " + s})
	default:
		w.note(at.path, fmt.Sprintf("left out: not a text by its name (%s)", s))
	}
}

// sniffed gives the format that the head of a file tells, nil if none does.
func sniffed(at found) *Format {
	if at.open == nil {
		return nil
	}
	from, err := at.open()
	if err != nil {
		return nil
	}
	in, err := inflate(from)
	if err != nil {
		return nil
	}
	defer in.Close()
	head, _ := io.ReadAll(io.LimitReader(in, sniffBytes))
	for i := range Formats {
		if f := &Formats[i]; f.sniff != nil && f.sniff(head) {
			return f
		}
	}
	return nil
}

// format gives the format that reads files of that suffix, nil if none does. A
// language as suffix (text.zh, text.en) is plain text.
func (w *walker) format(suffix string) *Format {
	for i, f := range Formats {
		if slices.Contains(f.Suffixes, suffix) {
			return &Formats[i]
		}
	}
	if suffix != "" && w.glossary.names[suffix[1:]] != "" {
		return &plainText
	}
	return nil
}

// take keeps a file, once.
func (w *walker) take(at found, disk string) {
	at.rel, _ = unpacked(at.rel)
	if !w.taken[disk] {
		w.taken[disk] = true
		w.files = append(w.files, at)
	}
}

// problem notes what set a file or folder aside.
func (w *walker) problem(err *Error) { w.problems = append(w.problems, err.Problem()) }

// note notes what needs no attention.
func (w *walker) note(path, what string) {
	w.problems = append(w.problems, corpus.Problem{Stage: stage, Path: path, What: what})
}

// passed tells names that are never documents: hidden files, and what editors,
// office programs, systems and downloads leave behind.
func passed(name string) bool {
	switch {
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~"), strings.HasSuffix(name, "~"):
		return true
	case strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"):
		return true
	case name == "Thumbs.db", name == "desktop.ini", name == "__MACOSX":
		return true
	}
	return slices.Contains([]string{".tmp", ".temp", ".part", ".partial", ".crdownload", ".swp", ".bak"}, strings.ToLower(path.Ext(name)))
}

// ownNames are what build leaves in its output folder.
var ownNames = []string{"documents", "units", "beads", "parallel", "removed", "manifest.json"}

// ownOutput tells whether a folder holds a corpus that build made: its
// manifest says so in its head.
func ownOutput(dir string, entries []fs.DirEntry) bool {
	for _, e := range entries {
		if e.Name() != "manifest.json" || !e.Type().IsRegular() {
			continue
		}
		f, err := os.Open(filepath.Join(dir, e.Name()))
		if err != nil {
			return false
		}
		defer f.Close()
		head, _ := io.ReadAll(io.LimitReader(f, 4096)) // "format" is its first key
		return bytes.Contains(head, []byte(`"tritext corpus"`))
	}
	return false
}

// join puts a name to a folder as it was given: "./a" stays "a", "../a" stays.
func join(dir, name string) string {
	if dir == "." {
		return name
	}
	return strings.TrimSuffix(dir, "/") + "/" + name
}
