package export

import (
	"bufio"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"tritext/corpus"
)

// tsv is a table for spreadsheets: a group a line, the first line names the
// columns. Tabs, line ends and backslashes in texts are \t, \n, \r and \\.
var tsv = &Format{
	Name: "tsv", Title: "table for spreadsheets: a group a line with ids, scores, direction and texts",
	Lacks: "tokens, links between words, components of scores, more than four digits of a score",
	Beads: true, // tells what was checked
	Read:  readTSV,
	write: func(j *job) error {
		p, err := j.out.create(j.Name + ".tsv")
		if err != nil {
			return err
		}
		p.printf("id\tdoc\ttype\torig_lang\trelay\tscore\tconfidence\tflags\tsplit\tchecked")
		for _, lang := range j.Languages {
			p.printf("\t%s_ids", lang)
		}
		for _, lang := range j.Languages {
			p.printf("\t%s", lang)
		}
		p.printf("\n")
		return j.each(func(f *corpus.Family) error {
			for _, g := range j.with(f, 1) {
				editor, edited, ok := checked(f, g)
				by := ""
				if ok {
					by = strings.TrimSpace(edited + " " + editor)
				}
				p.printf("%s\t%s\t%s\t%s\t%t\t%.4f\t%.4f\t%s\t%s\t%s", escaped(g.ID), escaped(f.ID), g.Type, strings.Join(g.Original, " "), g.Relay,
					g.Score, g.Confidence, strings.Join(g.Flags, " "), g.Split, escaped(by))
				for _, lang := range j.Languages {
					ids := ""
					if d := f.Version(lang); d != nil {
						ids = tails(d, g.Members[lang])
					}
					p.printf("\t%s", ids)
				}
				for _, lang := range j.Languages {
					_ = p.WriteByte('\t')
					_, _ = p.WriteString(escaped(j.side(f, g, lang)))
				}
				_ = p.WriteByte('\n')
				j.count.Records++
			}
			return nil
		})
	},
}

// longestLine bounds a line that is read: 64 MB.
const longestLine = 64 << 20

// readTSV reads the table back. Only its columns doc, id, checked, LANG and
// LANG_ids matter, in any order; others may be missing or added.
func readTSV(r io.Reader, name string) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, longestLine)
		var head []string
		var langs []string
		for n := 1; lines.Scan(); n++ {
			place := fmt.Sprintf("%s:%d", name, n)
			cells := strings.Split(strings.TrimSuffix(lines.Text(), "\r"), "\t")
			if head == nil {
				if head, langs = tsvHead(cells); len(langs) < 2 || !slices.Contains(head, "doc") {
					yield(nil, fmt.Errorf("%s: the first line does not name the columns doc, and LANG and LANG_ids of two languages or more", place))
					return
				}
				continue
			}
			if len(cells) == 1 && cells[0] == "" {
				continue
			}
			if len(cells) > len(head) || len(cells) <= slices.Index(head, "doc") {
				yield(nil, fmt.Errorf("%s: %d columns, the first line has %d", place, len(cells), len(head)))
				return
			}
			if !yield(tsvRecord(place, head, langs, cells), nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(nil, fmt.Errorf("%s: %w", name, err))
		}
	}
}

// tsvHead reads the names of the columns: a language has a column LANG_ids.
func tsvHead(cells []string) (head, langs []string) {
	for _, c := range cells {
		c = unquoted(strings.TrimPrefix(c, "\uFEFF"))
		head = append(head, c)
		if lang, ok := strings.CutSuffix(c, "_ids"); ok && lang != "" && !slices.Contains(langs, lang) {
			langs = append(langs, lang)
		}
	}
	return head, langs
}

func tsvRecord(place string, head, langs, cells []string) *Record {
	rec := &Record{Place: place, Langs: langs, Units: map[string][]string{}, Text: map[string]string{}}
	for i, c := range cells {
		c = unescaped(unquoted(c))
		switch column := head[i]; column {
		case "doc":
			rec.Document = c
		case "id":
			rec.ID = c
		case "orig_lang":
			rec.Original = strings.Fields(c)
		case "score":
			rec.Score, _ = strconv.ParseFloat(c, 64) // for readers only
		case "confidence":
			rec.Confidence, _ = strconv.ParseFloat(c, 64)
		case "checked":
			rec.Edited, rec.Editor, _ = strings.Cut(strings.TrimSpace(c), " ")
			rec.Confirmed = rec.Edited != ""
			if rec.Confirmed && !isDate(rec.Edited) { // "x", "yes", a name
				rec.Editor, rec.Edited = strings.TrimSpace(c), ""
				if slices.Contains(marks, strings.ToLower(rec.Editor)) {
					rec.Editor = ""
				}
			}
		default:
			if slices.Contains(langs, column) {
				rec.Text[column] = c
			}
		}
	}
	for i, c := range cells { // now the document is known
		if lang, ok := strings.CutSuffix(head[i], "_ids"); ok && slices.Contains(langs, lang) {
			for _, t := range strings.Fields(unquoted(c)) {
				rec.Units[lang] = append(rec.Units[lang], fullID(rec.Document, lang, tail(t)))
			}
		}
	}
	return rec
}

// marks are what people put into a column to say that they have checked a line.
var marks = []string{"x", "y", "yes", "ok", "1", "true", "✓", "да", "是"}

// isDate tells an ISO 8601 date by its form.
func isDate(s string) bool {
	return len(s) >= 4 && strings.Trim(s, "0123456789-:.TZ+") == ""
}

// unquoted takes off the quotation marks that spreadsheets put around a cell with
// quotation marks (which they double) or commas in it. A text that begins and
// ends with a quotation stays as it is.
func unquoted(c string) string {
	if len(c) < 2 || c[0] != '"' || c[len(c)-1] != '"' {
		return c
	}
	inner := c[1 : len(c)-1]
	doubled := strings.ReplaceAll(inner, `""`, "")
	if strings.Contains(doubled, `"`) || doubled == inner && !strings.Contains(inner, ",") {
		return c
	}
	return strings.ReplaceAll(inner, `""`, `"`)
}
