package review

import (
	"bufio"
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// auditColumns are the columns of the table that a person fills in.
var auditColumns = []string{"verdict", "comment", "zh", "en", "ru", "group", "stratum", "confidence", "mark"}

// yes and no are what may stand for a verdict in a table.
var (
	yes = []string{right, "1", "y", "yes", "ok", "true", "对", "да"}
	no  = []string{notRight, "0", "n", "no", "false", "错", "нет"}
)

// WriteTable writes the sample as tab-separated values, with the verdicts that
// are there. The first line tells the number and the seed; a person writes right
// or wrong (1 or 0) into the first column of the others.
func (a *Audit) WriteTable(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "# tritext audit n=%d seed=%d\n%s\n", a.Sample.N, a.Sample.Seed, strings.Join(auditColumns, "\t"))
	for i := range a.Sample.Items {
		it := &a.Sample.Items[i]
		j := a.verdicts[it.ID]
		for n, v := range []string{
			j.Verdict, j.Comment, it.Texts["zh"], it.Texts["en"], it.Texts["ru"], it.ID, it.Stratum, fmt.Sprintf("%.3f", it.Confidence), it.mark(),
		} {
			if n > 0 {
				b.WriteByte('\t')
			}
			b.WriteString(oneLine(v))
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

// oneLine keeps a value in its field: no tab or line end is left in it, and none
// begins with a sign that makes a spreadsheet calculate.
func oneLine(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\t' || r == '\n' || r == '\r' }), " ")
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}

// ReadSeed reads the first line of a table: the number and seed of its sample.
func ReadSeed(line string) (n int, seed uint64, err error) {
	line = strings.Trim(strings.TrimPrefix(line, "\uFEFF"), "\" \t\r\n")
	if _, err := fmt.Sscanf(line, "# tritext audit n=%d seed=%d", &n, &seed); err != nil {
		return 0, 0, fmt.Errorf("no table of tritext audit: the first line is not \"# tritext audit n=… seed=…\"")
	}
	return n, seed, nil
}

// ReadTable takes the verdicts of a table that a person filled in, and brings
// them to the disk. Rows without a verdict are not judged. It fails, with the
// place, if a row is not of this sample, if the texts of the corpus are others
// than those that were judged, or if a verdict is none of the known words.
func (a *Audit) ReadTable(r io.Reader, path string) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxRecord)
	byID := map[string]*Item{}
	for i := range a.Sample.Items {
		byID[a.Sample.Items[i].ID] = &a.Sample.Items[i]
	}
	var columns map[string]int
	var all []Judgement
	seen := map[string]bool{}
	for n := 1; lines.Scan(); n++ {
		fault := func(what string, args ...any) error {
			return fmt.Errorf("review: %s:%d: %s", path, n, fmt.Sprintf(what, args...))
		}
		line := strings.TrimRight(lines.Text(), "\r\n")
		if n == 1 || strings.Trim(line, "\t ") == "" {
			continue
		}
		fields := strings.Split(line, "\t")
		for i := range fields {
			fields[i] = unquoted(fields[i])
		}
		if columns == nil {
			columns = map[string]int{}
			for i, name := range fields {
				columns[name] = i
			}
			for _, name := range []string{"verdict", "group", "mark"} {
				if _, ok := columns[name]; !ok {
					return fault("no column %q", name)
				}
			}
			continue
		}
		field := func(name string) string {
			if i, ok := columns[name]; ok && i < len(fields) {
				return strings.TrimSpace(fields[i])
			}
			return ""
		}
		it := byID[field("group")]
		switch {
		case it == nil:
			return fault("group %q is not in the sample", field("group"))
		case seen[it.ID]:
			return fault("group %q stands there twice", it.ID)
		case field("mark") != it.mark():
			return fault("group %q has other texts now: the corpus was changed since the table was written", it.ID)
		}
		seen[it.ID] = true
		j := Judgement{
			Time: a.now().UTC().Format(time.RFC3339), Editor: a.editor, N: a.Sample.N, Seed: a.Sample.Seed, ID: it.ID, Comment: field("comment"), Text: it.mark(),
		}
		switch word := strings.ToLower(field("verdict")); {
		case word == "":
			continue
		case slices.Contains(yes, word):
			j.Verdict = right
		case slices.Contains(no, word):
			j.Verdict = notRight
		default:
			return fault("verdict %q is neither right (1) nor wrong (0)", field("verdict"))
		}
		all = append(all, j)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("review: %s: %w", path, err)
	}
	for _, j := range all { // only when all is well
		if old, ok := a.verdicts[j.ID]; ok && old.Verdict == j.Verdict && old.Comment == j.Comment {
			continue
		}
		if err := a.write(j); err != nil {
			return err
		}
		a.take(j)
	}
	return nil
}

// unquoted takes off the quotes that spreadsheets put around a field.
func unquoted(s string) string {
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		return strings.ReplaceAll(s[1:len(s)-1], `""`, `"`)
	}
	return s
}

// mark tells texts apart: a hash of 64 bits.
func (it *Item) mark() string {
	h := fnv.New64a()
	for _, lang := range sortedKeys(it.Texts) {
		_, _ = io.WriteString(h, lang+"\x00"+it.Texts[lang]+"\x00")
	}
	return fmt.Sprintf("%016x", h.Sum64())
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

func joined(list []string) string { return strings.Join(list, ", ") }
