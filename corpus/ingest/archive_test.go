package ingest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"tritext/corpus"
)

// entry is a member of an archive made for a test.
type member struct{ name, content string }

var riverMembers = []member{
	{"zh/rivers.txt", "河流水位观测数据的交换。"}, {"en/rivers.txt", "Exchange of data on river levels."}, {"ru/rivers.txt", "Обмен данными об уровне воды в реках."},
	{"lakes.en.txt", "Lakes freeze from the shore."}, {"lakes.ru.txt", "Озёра замерзают от берега."}, {"._lakes.ru.txt", "left by a Mac"},
	{"picture.png", "\x89PNG"},
}

func zipOf(t testing.TB, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range members {
		w, err := z.Create(m.name)
		if err == nil {
			_, err = io.WriteString(w, m.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func tarOf(t testing.TB, members ...member) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, m := range members {
		err := w.WriteHeader(&tar.Header{Name: m.name, Mode: 0o644, Size: int64(len(m.content)), Typeflag: tar.TypeReg})
		if err == nil {
			_, err = io.WriteString(w, m.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pack packs data as the suffix says.
func pack(t testing.TB, suffix string, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var w io.WriteCloser
	var err error
	switch suffix {
	case ".gz":
		w = gzip.NewWriter(&b)
	case ".zst":
		w, err = zstd.NewWriter(&b)
	case ".xz":
		w, err = xz.NewWriter(&b)
	default:
		return data
	}
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// everything reads all documents of a plan: a line a document or problem.
func everything(t testing.TB, p *Plan) []string {
	t.Helper()
	var got []string
	tell := func(list []corpus.Problem) {
		for _, p := range list {
			place := p.Path
			if p.Line > 0 {
				place += fmt.Sprintf(":%d", p.Line)
			}
			got = append(got, fmt.Sprintf("%s %s: %s", map[bool]string{true: "aside", false: "note"}[p.Severe], place, p.What))
		}
	}
	tell(p.Problems)
	for f := range p.All() {
		tell(f.Problems)
		for _, file := range f.Files {
			doc, err := Read(t.Context(), file, ReadOptions{Detect: script})
			if err != nil {
				got = append(got, "aside "+strings.TrimPrefix(err.Error(), "ingest: "))
				continue
			}
			got = append(got, fmt.Sprintf("%s %s %s|%s: %s", doc.ID, doc.Lang, doc.Source.Path, doc.Source.Member, doc.Raw))
			tell(doc.Problems)
		}
	}
	return got
}

// The same documents come out of every archive, however it is packed.
func TestArchives(t *testing.T) {
	folder := func(prefix string) []string {
		return []string{
			"lakes en NAME|" + prefix + "lakes.en.txt: Lakes freeze from the shore.",
			"lakes ru NAME|" + prefix + "lakes.ru.txt: Озёра замерзают от берега.",
			"rivers en NAME|" + prefix + "en/rivers.txt: Exchange of data on river levels.",
			"rivers ru NAME|" + prefix + "ru/rivers.txt: Обмен данными об уровне воды в реках.",
			"rivers zh NAME|" + prefix + "zh/rivers.txt: 河流水位观测数据的交换。",
		}
	}
	tests := []struct {
		name    string
		content []byte
		prefix  string // of the members
	}{
		{"a.zip", zipOf(t, riverMembers...), ""},
		{"a.tar", tarOf(t, riverMembers...), ""},
		{"a.tar.gz", pack(t, ".gz", tarOf(t, riverMembers...)), ""},
		{"a.tgz", pack(t, ".gz", tarOf(t, riverMembers...)), ""},
		{"a.tar.zst", pack(t, ".zst", tarOf(t, riverMembers...)), ""},
		{"a.tar.xz", pack(t, ".xz", tarOf(t, riverMembers...)), ""},
		{"a.tar", pack(t, ".gz", tarOf(t, riverMembers...)), ""}, // the content tells
		{"a.zip", zipOf(t, member{"in.tar.gz", string(pack(t, ".gz", tarOf(t, riverMembers...)))}), "in.tar.gz/"},
		{"a.tar.gz", pack(t, ".gz", tarOf(t, member{"in.zip", string(zipOf(t, riverMembers...))})), "in.zip/"},
		{"a.zip", zipOf(t, member{"in.zip", string(zipOf(t, riverMembers...))}), "in.zip/"},
	}
	for _, test := range tests {
		t.Run(test.name+" "+test.prefix, func(t *testing.T) {
			t.Chdir(t.TempDir())
			put(t, test.name, string(test.content))
			plan, err := Discover([]string{test.name}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			want := folder(test.prefix)
			for i := range want {
				want[i] = strings.Replace(want[i], "NAME", test.name, 1)
				if test.prefix != "" {
					want[i] = "in/" + want[i]
				}
			}
			want = append([]string{"note " + test.name + "/" + test.prefix + "picture.png: left out: not a text by its name (.png)"}, want...)
			got := everything(t, plan)
			if !strings.HasSuffix(test.name, ".zip") || strings.Contains(test.prefix, "in.") { // in the order in which documents are whole
				want = append(append(want[:1:1], want[3:]...), want[1:3]...)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if again := everything(t, plan); !cmp.Equal(got, again) {
				t.Errorf("a second reading: %s", cmp.Diff(got, again))
			}
		})
	}
}

// Single files may be packed; archives of a language each are folders of a language.
func TestPackedFiles(t *testing.T) {
	const bz2 = "QlpoOTFBWSZTWakoGwQAAAHTgAAQQAEQAAIgGQAgACIMmmQgyYgNESN8ZXi7kinChIVJQNgg" // "Rivers rise.\n"
	packed, err := base64.StdEncoding.DecodeString(bz2)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	put(t, "d/rivers.en.txt.bz2", string(packed))
	put(t, "d/rivers.ru.txt.gz", string(pack(t, ".gz", []byte("Реки поднимаются.\n"))))
	put(t, "d/rivers.zh.txt.xz", string(pack(t, ".xz", []byte("河水上涨。\n"))))
	put(t, "d/x/zh.zip", string(zipOf(t, member{"1.txt", "水。"})))
	put(t, "d/x/en.tar.zst", string(pack(t, ".zst", tarOf(t, member{"1.txt", "Water."}))))
	plan, err := Discover([]string{"d"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"rivers en d/rivers.en.txt.bz2|: Rivers rise.\n", "rivers ru d/rivers.ru.txt.gz|: Реки поднимаются.\n", "rivers zh d/rivers.zh.txt.xz|: 河水上涨。\n",
		"x/1 en d/x/en.tar.zst|1.txt: Water.", "x/1 zh d/x/zh.zip|1.txt: 水。",
	}
	if diff := cmp.Diff(want, everything(t, plan)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A family may wait for versions that stand at the ends of two tapes.
func TestTapesSideBySide(t *testing.T) {
	t.Chdir(t.TempDir())
	var zh, en []member
	for i := range 200 {
		zh = append(zh, member{fmt.Sprintf("%d.txt", i), strings.Repeat("水", 40000)})
		en = append(en, member{fmt.Sprintf("%d.txt", (i+7)%200), strings.Repeat("water ", 20000)})
	}
	put(t, "zh.tar.gz", string(pack(t, ".gz", tarOf(t, zh...))))
	put(t, "en.tar.gz", string(pack(t, ".gz", tarOf(t, en...))))
	plan, err := Discover([]string{"."}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	held, n := 0, 0
	for f := range plan.All() {
		n++
		if len(f.Files) != 2 {
			t.Fatalf("%s has %d versions", f.ID, len(f.Files))
		}
		for i := range f.Files {
			held = max(held, f.Files[i].held)
			if data, err := f.Files[i].bytes(maxBytes); err != nil || len(data) != 120000 {
				t.Fatalf("%s: %d bytes, %v", f.ID, len(data), err)
			}
		}
	}
	if n != 200 || held > 2000 {
		t.Errorf("%d documents, %d bytes held of one", n, held)
	}
}

func TestHostileArchives(t *testing.T) {
	link := func(kind byte, name, to string) []byte {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		_ = w.WriteHeader(&tar.Header{Name: name, Linkname: to, Typeflag: kind})
		_ = w.Close()
		return b.Bytes()
	}
	zipLink := func() []byte {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		h := &zip.FileHeader{Name: "passwd.en.txt"}
		h.SetMode(os.ModeSymlink | 0o777)
		w, _ := z.CreateHeader(h)
		_, _ = io.WriteString(w, "/etc/passwd")
		_ = z.Close()
		return b.Bytes()
	}
	zeros := strings.Repeat("\x00", 80<<20)
	whole := pack(t, ".gz", tarOf(t, riverMembers[:3]...))
	zipped := zipOf(t, riverMembers[:3]...)
	damaged := bytes.Clone(zipped)
	damaged[bytes.Index(damaged, []byte("zh/rivers.txt"))+len("zh/rivers.txt")+3] ^= 0xFF
	tests := []struct {
		name    string
		content []byte
		want    []string
	}{
		{"a.zip", zipOf(t, member{"../../evil.en.txt", "x"}, member{"/etc/evil.en.txt", "x"}, member{`..\evil.en.txt`, "x"}, member{`c:\evil.en.txt`, "x"}), []string{
			"aside a.zip/../../evil.en.txt: its path leads out of the archive", "aside a.zip/../evil.en.txt: its path leads out of the archive",
			"aside a.zip//etc/evil.en.txt: an absolute path", "aside a.zip/c:/evil.en.txt: an absolute path"}},
		{"a.tar.gz", pack(t, ".gz", tarOf(t, member{"../evil.en.txt", "x"})), []string{"aside a.tar.gz/../evil.en.txt: its path leads out of the archive"}},
		{"a.tar", link(tar.TypeSymlink, "passwd.en.txt", "/etc/passwd"), []string{"aside a.tar/passwd.en.txt: a link, not a file"}},
		{"a.tar", link(tar.TypeLink, "passwd.en.txt", "/etc/passwd"), []string{"aside a.tar/passwd.en.txt: a link, not a file"}},
		{"a.tar", link(tar.TypeFifo, "pipe.en.txt", ""), []string{"aside a.tar/pipe.en.txt: not a file"}},
		{"a.zip", zipLink(), []string{"aside a.zip/passwd.en.txt: a link or device, not a file"}},
		{"a.zip", zipOf(t, member{"bomb.en.txt", zeros}), []string{"aside a.zip/bomb.en.txt: " + errBomb.Error()}},
		{"bomb.en.txt.gz", pack(t, ".gz", []byte(zeros)), []string{"aside bomb.en.txt.gz: " + errBomb.Error()}},
		{"bomb.en.txt.zst", pack(t, ".zst", []byte(zeros)), []string{"aside bomb.en.txt.zst: " + errBomb.Error()}},
		{"a.tar.gz", pack(t, ".gz", tarOf(t, member{"bomb.en.txt", zeros})), []string{"aside a.tar.gz: " + errBomb.Error(), "aside a.tar.gz/bomb.en.txt: " + errBomb.Error()}},
		{"a.zip", zipOf(t, member{"1.zip", string(zipOf(t, member{"2.zip", string(zipOf(t, riverMembers...))}))}), []string{"aside a.zip/1.zip/2.zip: an archive in an archive in an archive: not read"}},
		{"a.tar.gz", whole[:len(whole)/2], nil},
		{"a.zip", zipped[:len(zipped)/2], []string{"aside a.zip: no readable zip archive: not a valid zip file"}},
		{"a.zip", damaged, nil},
		{"a.zip", nil, []string{"aside a.zip: an empty archive"}},
		{"a.zip", []byte("a text and no archive at all"), []string{"aside a.zip: cut short: the end of the archive is missing"}},
		{"a.tar", []byte(strings.Repeat("a text and no archive at all\n", 100)), []string{"aside a.tar: no tar archive"}},
		{"rivers.en.txt.gz", whole[:len(whole)/2], []string{"aside rivers.en.txt.gz: cut short: the end of the gz stream is missing"}},
		{"rivers.en.txt.xz", pack(t, ".xz", []byte(strings.Repeat("Rivers rise. ", 500)))[:60], []string{"aside rivers.en.txt.xz: cut short: the end of the xz stream is missing"}},
		{"rivers.en.txt.zst", pack(t, ".zst", []byte(strings.Repeat("Rivers rise. ", 500)))[:20], []string{"aside rivers.en.txt.zst: cut short: the end of the zst stream is missing"}},
		{"rivers.en.txt.xz", []byte("\xfd7zXZ\x00\x00\x04\xe6\xd6\xb4\x46\x02\x00\x21\x01\x28aaaaaaaaaaaa"), []string{"aside rivers.en.txt.xz: asks for 4096 MB of memory, and no more than 256 are given"}},
	}
	for i, test := range tests {
		t.Run(fmt.Sprintf("%d %s", i, test.name), func(t *testing.T) {
			t.Chdir(t.TempDir())
			put(t, test.name, string(test.content))
			put(t, "good.en.txt", "A good text beside.")
			plan, err := Discover([]string{"."}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			good := false
			for _, line := range everything(t, plan) {
				if strings.HasPrefix(line, "good en") {
					good = true
				} else {
					got = append(got, line)
				}
			}
			if !good {
				t.Error("the good text beside is not read")
			}
			if test.want == nil { // cut or damaged: something is told, and nothing is half read
				if !strings.Contains(strings.Join(got, "\n"), "aside a.") {
					t.Errorf("nothing is told: %q", got)
				}
				return
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Whatever the bytes are, reading an archive ends without a fault of ours, and
// no member has a name that leads out of it.
func FuzzArchive(f *testing.F) {
	for _, suffix := range []string{"", ".gz", ".zst", ".xz"} {
		f.Add(pack(f, suffix, tarOf(f, riverMembers...)))
		f.Add(pack(f, suffix, zipOf(f, riverMembers...)))
	}
	f.Add(zipOf(f, member{"a.tar", string(tarOf(f, member{"../a.en.txt", "x"}))}))
	f.Fuzz(func(t *testing.T, data []byte) {
		tape := &tape{open: fromMemory(data)}
		_ = tape.each(nil, func(name string, r io.Reader) error {
			if strings.HasPrefix(name, "../") || strings.HasPrefix(name, "/") || strings.Contains(name, "/../") {
				t.Errorf("member %q", name)
			}
			_, err := io.Copy(io.Discard, io.LimitReader(r, 1<<20))
			return err
		})
	})
}
