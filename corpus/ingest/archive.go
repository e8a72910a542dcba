package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// Archives are read where they are: nothing of them is ever written to disk, so
// that a member's name can do no harm; names that try to are refused all the same.
//
// A zip file lets each member be read alone. A tar file, and an archive inside of
// another, can only be read from the front to the end (tape): once to see what it
// holds, and again when its documents' turn comes (stream.go).

// Bounds of an archive.
const (
	mostMembers = 1_000_000 // names that stand in memory together
	mostNested  = 64 << 20  // bytes of a zip file inside of another archive, which must stand in memory
)

// archiveSuffixes are those of archives, compressed or not.
var archiveSuffixes = []string{".zip", ".tar"}

// isArchive tells an archive by its name.
func isArchive(name string) bool {
	bare, _ := unpacked(name)
	return slices.Contains(archiveSuffixes, strings.ToLower(path.Ext(bare)))
}

// archiveStem is the name of an archive without its suffixes: the folder that it stands for.
func archiveStem(name string) string {
	bare, _ := unpacked(name)
	return strings.TrimSuffix(bare, path.Ext(bare))
}

// memberName makes a member's name a path below the archive. what tells why it
// is refused, "" if it is not.
func memberName(name string) (clean, what string) {
	name = strings.ReplaceAll(name, `\`, "/") // some programs on Windows write such
	switch {
	case strings.ContainsRune(name, 0):
		return name, "its name holds a zero byte"
	case strings.HasPrefix(name, "/"), len(name) > 1 && name[1] == ':':
		return name, "an absolute path"
	case slices.Contains(strings.Split(name, "/"), ".."):
		return name, "its path leads out of the archive"
	}
	return path.Clean(name), ""
}

// nameText decodes a member's name that is no UTF-8, as archives made on Chinese
// and Russian systems have them.
func nameText(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	for _, c := range guess([]byte(name), "") {
		if text, ok := c.decode([]byte(name)); ok {
			return text
		}
	}
	return strings.ToValidUTF8(name, "_")
}

// zipMembers yields the files of a zip archive; what cannot be used goes to
// fault. size is that of the archive.
func zipMembers(z *zip.Reader, size int64, fault func(member, what string), yield func(name string, f *zip.File) bool) {
	sum := int64(0)
	for n, f := range z.File {
		if n == mostMembers {
			fault("", fmt.Sprintf("more than %d members: the rest is not read", mostMembers))
			return
		}
		name := nameText(f.Name)
		if f.Mode().IsDir() || strings.HasSuffix(f.Name, "/") {
			continue
		}
		clean, what := memberName(name)
		// Members that overlap are how a file of a few MB unpacks to petabytes.
		if sum += int64(f.CompressedSize64); sum > size {
			fault("", "its members overlap: not read, lest it be a bomb")
			return
		}
		switch {
		case what != "":
		case !f.Mode().IsRegular():
			what = "a link or device, not a file"
		case f.Flags&1 != 0:
			what = "encrypted"
		case f.Method != zip.Store && f.Method != zip.Deflate:
			what = fmt.Sprintf("packed by method %d, which is not read", f.Method)
		}
		if what != "" {
			fault(clean, what)
			continue
		}
		if !passedPath(clean) && !yield(clean, f) {
			return
		}
	}
}

// openZip opens a member and watches how much comes out of it.
func openZip(f *zip.File) (io.ReadCloser, error) {
	r, err := f.Open()
	if err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "zip: "))
	}
	return &zipMember{r: r, limit: max(bombFree, int64(f.CompressedSize64)*bombRatio)}, nil
}

type zipMember struct {
	r     io.ReadCloser
	limit int64
}

func (m *zipMember) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	if m.limit -= int64(n); m.limit < 0 {
		return 0, errBomb
	}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		err = errors.New("cut short")
	case err != nil && err != io.EOF:
		err = fmt.Errorf("damaged: %s", strings.TrimPrefix(err.Error(), "zip: "))
	}
	return n, err
}

func (m *zipMember) Close() error { return m.r.Close() }

// zipMemberOf gives the opener of a member by what its archive's directory says.
// The archive is opened anew each time: members are read at any time, by several
// workers, and no file stays open.
func zipMemberOf(archive string, entry *zip.File) func() (io.ReadCloser, error) {
	offset, damage := entry.DataOffset()
	head := entry.FileHeader
	return func() (io.ReadCloser, error) {
		if damage != nil {
			return nil, errors.New("damaged: " + strings.TrimPrefix(damage.Error(), "zip: "))
		}
		f, err := os.Open(filepath.FromSlash(archive))
		if err != nil {
			return nil, err
		}
		r := zipSection(f, offset, &head)
		return &zipMember{r: &closers{r, f}, limit: max(bombFree, int64(head.CompressedSize64)*bombRatio)}, nil
	}
}

// closers reads from one and closes a second too.
type closers struct {
	io.ReadCloser
	also io.Closer
}

func (c *closers) Close() error { return errors.Join(c.ReadCloser.Close(), c.also.Close()) }

// archive takes the members of an archive, as if it were a folder of its name.
func (w *walker) archive(at found, disk string) {
	if w.taken[disk] {
		return
	}
	w.taken[disk] = true
	root, folder := at.root, archiveStem(at.rel)
	if at.named {
		root, folder = path.Join(root, folder), ""
	}
	fault := func(member, what string) {
		w.problem(&Error{Path: strings.TrimSuffix(at.path+"/"+member, "/"), What: what})
	}
	take := func(name string, t *tape, open func() (io.ReadCloser, error)) {
		w.content(found{
			path: at.path + "/" + name, root: root, rel: path.Join(folder, insideOf(name)), named: at.named,
			file: at.path, member: name, tape: t, open: open,
		}, disk+"\x00"+name)
	}
	onTape := func(prefix string, t *tape) {
		err := t.each(func(member, what string) { fault(path.Join(prefix, member), what) }, func(name string, _ io.Reader) error {
			take(name, t, nil)
			return nil
		})
		if err != nil {
			fault(prefix, inWords(err))
		}
	}
	f, err := os.Open(filepath.FromSlash(at.path))
	if err != nil {
		w.problem(system(at.path, err))
		return
	}
	defer f.Close()
	head := make([]byte, 4)
	if _, err := io.ReadFull(f, head); err != nil {
		fault("", "an empty archive")
		return
	}
	if !bytes.Equal(head, []byte("PK\x03\x04")) && !bytes.Equal(head, []byte("PK\x05\x06")) {
		onTape("", &tape{open: fromDisk(at.path)})
		return
	}
	info, err := f.Stat()
	if err != nil {
		w.problem(system(at.path, err))
		return
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		fault("", "no readable zip archive: "+strings.TrimPrefix(err.Error(), "zip: "))
		return
	}
	zipMembers(z, info.Size(), fault, func(name string, entry *zip.File) bool {
		open := zipMemberOf(at.path, entry)
		if isArchive(name) {
			onTape(name, &tape{open: open, prefix: name})
		} else {
			take(name, nil, open)
		}
		return true
	})
}

// insideOf gives a member's path with archives in it as the folders that they stand for.
func insideOf(name string) string {
	list := strings.Split(name, "/")
	for i, part := range list[:len(list)-1] {
		if isArchive(part) {
			list[i] = archiveStem(part)
		}
	}
	return strings.Join(list, "/")
}

// tape is an archive that is read from the front to the end.
type tape struct {
	open   func() (io.ReadCloser, error)
	prefix string // its name, if it is a member of a zip archive; the members' names then begin so
	failed error  // why it could not be read to its end
}

// each visits the files on the tape, those of archives in it too. fault is told
// what cannot be used; it may be nil. The error of visit ends the reading.
func (t *tape) each(fault func(member, what string), visit func(name string, r io.Reader) error) error {
	if fault == nil {
		fault = func(string, string) {}
	}
	from, err := t.open()
	if err != nil {
		return err
	}
	r, err := inflate(from)
	if err != nil {
		return err
	}
	defer r.Close()
	members := 0
	visitAll := visit
	visit = func(name string, r io.Reader) error { return visitAll(path.Join(t.prefix, name), r) }
	return eachMember(r, fault, func(name string, r io.Reader) error {
		if members++; members > mostMembers {
			return fmt.Errorf("more than %d members: the rest is not read", mostMembers)
		}
		if !isArchive(name) {
			return visit(name, r)
		}
		if t.prefix != "" {
			fault(name, "an archive in an archive in an archive: not read")
			return nil
		}
		inner, err := inflate(io.NopCloser(r))
		if err == nil {
			err = eachMember(inner, func(member, what string) { fault(path.Join(name, member), what) }, func(member string, r io.Reader) error {
				if members++; members > mostMembers {
					return fmt.Errorf("more than %d members: the rest is not read", mostMembers)
				}
				if isArchive(member) {
					fault(path.Join(name, member), "an archive in an archive in an archive: not read")
					return nil
				}
				if err := visit(path.Join(name, member), r); err != nil {
					return &visitError{err}
				}
				return nil
			})
			inner.Close()
		}
		if told := new(visitError); errors.As(err, &told) {
			return told.error
		}
		if err != nil {
			fault(name, err.Error())
		}
		return nil
	})
}

// visitError is an error of a visitor, which no archive is to blame for.
type visitError struct{ error }

// eachMember visits the files of an unpacked archive, zip or tar.
func eachMember(r io.Reader, fault func(member, what string), visit func(name string, r io.Reader) error) error {
	b := newPeeker(r)
	if head, _ := b.Peek(4); bytes.Equal(head, []byte("PK\x03\x04")) {
		data, err := io.ReadAll(io.LimitReader(b, mostNested+1))
		if err != nil {
			return err
		}
		if len(data) > mostNested {
			return fmt.Errorf("a packed zip archive of more than %d MB: unpack it first", mostNested>>20)
		}
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
			return errors.New("no readable zip archive: " + strings.TrimPrefix(err.Error(), "zip: "))
		}
		var stop error
		zipMembers(z, int64(len(data)), fault, func(name string, f *zip.File) bool {
			r, err := openZip(f)
			if err != nil {
				fault(name, err.Error())
				return true
			}
			defer r.Close()
			stop = visit(name, r)
			return stop == nil
		})
		return stop
	}
	t := tar.NewReader(b)
	for first := true; ; first = false {
		h, err := t.Next()
		switch {
		case err == io.EOF:
			return nil
		case errors.Is(err, tar.ErrInsecurePath):
		case errors.Is(err, tar.ErrHeader) && first:
			return errors.New("no tar archive")
		case errors.Is(err, tar.ErrHeader):
			return errors.New("damaged: not a head where the next member should begin")
		case errors.Is(err, io.ErrUnexpectedEOF):
			return errors.New("cut short: the end of the archive is missing")
		case err != nil:
			return err
		}
		clean, what := memberName(nameText(h.Name))
		switch h.Typeflag {
		case tar.TypeDir, tar.TypeXGlobalHeader:
			continue
		case tar.TypeReg:
		case tar.TypeSymlink, tar.TypeLink:
			if what == "" {
				what = "a link, not a file"
			}
		default:
			if what == "" {
				what = "not a file"
			}
		}
		if what != "" {
			fault(clean, what)
			continue
		}
		if passedPath(clean) {
			continue
		}
		if err := visit(clean, t); err != nil {
			return err
		}
	}
}

// passedPath tells members that are never documents: see passed.
func passedPath(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "/"), passed)
}
