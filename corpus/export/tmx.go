package export

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"tritext/corpus"
)

// tmx is TMX 1.4b, the exchange format of translation memories. A group is a
// translation unit; its srclang is the original language of its section. Names
// of our own properties begin with x-, as the standard wants.
var tmx = &Format{
	Name: "tmx", Title: "TMX 1.4b: translation memory of two or three languages",
	Lacks: "tokens, groups of one language, control characters, more than four digits of a score",
	Beads: true, // tells what was checked
	Read:  readTMX,
	write: func(j *job) error {
		p, err := j.out.create(j.Name + ".tmx")
		if err != nil {
			return err
		}
		version := j.Version
		if version == "" {
			version = "unknown"
		}
		p.printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n<tmx version=\"1.4\">\n")
		p.printf("<header creationtool=\"tritext\" creationtoolversion=\"%s\" segtype=\"sentence\" o-tmf=\"tritext corpus\" adminlang=\"en\" srclang=\"*all*\" datatype=\"plaintext\">\n",
			xmlText(version))
		p.printf("<prop type=\"x-corpus\">%s</prop>\n<prop type=\"x-languages\">%s</prop>\n</header>\n<body>\n", xmlText(j.Name), strings.Join(j.Languages, " "))
		err = j.each(func(f *corpus.Family) error {
			for _, g := range j.with(f, 2) {
				j.tu(p, f, g)
				j.count.Records++
			}
			return nil
		})
		p.printf("</body>\n</tmx>\n")
		return err
	},
}

// tu writes a group.
func (j *job) tu(p *page, f *corpus.Family, g *corpus.Group) {
	p.printf("<tu tuid=\"%s\" srclang=\"%s\"", xmlText(g.ID), j.sourceOf(g))
	if slices.ContainsFunc(j.Languages, func(lang string) bool { return len(g.Members[lang]) > 1 }) {
		p.printf(" segtype=\"block\"") // several sentences in one segment
	}
	editor, edited, ok := checked(f, g)
	if day := tmxDate(edited); ok && day != "" {
		p.printf(" changedate=\"%s\"", day)
	}
	if ok && editor != "" {
		p.printf(" changeid=\"%s\"", xmlText(editor))
	}
	p.printf(">\n")
	prop := func(name, value string) {
		if value != "" {
			p.printf("<prop type=\"x-%s\">%s</prop>\n", name, xmlText(value))
		}
	}
	prop("document", f.ID)
	prop("symbol", symbol(f))
	prop("original", strings.Join(g.Original, " "))
	if len(g.Original) > 0 {
		prop("evidence", string(g.Evidence))
	}
	if g.Relay {
		prop("relay", "true")
	}
	prop("confidence", fmt.Sprintf("%.4f", g.Confidence))
	prop("score", fmt.Sprintf("%.4f", g.Score))
	prop("flags", strings.Join(g.Flags, " "))
	prop("split", g.Split)
	if ok {
		prop("checked", strings.TrimSpace(edited+" "+editor))
	}
	for _, lang := range j.Languages {
		if len(g.Members[lang]) == 0 {
			continue
		}
		d := f.Version(lang)
		p.printf("<tuv xml:lang=\"%s\"><prop type=\"x-units\">%s</prop><seg>%s</seg></tuv>\n",
			lang, xmlText(tails(d, g.Members[lang])), xmlText(oneLine(j.joined(d, g.Members[lang]))))
	}
	p.printf("</tu>\n")
}

// sourceOf is the language that a group was translated from, if it is one of
// those of the group; else any of them may be taken as the source.
func (j *job) sourceOf(g *corpus.Group) string {
	if len(g.Original) == 1 && len(g.Members[g.Original[0]]) > 0 && slices.Contains(j.Languages, g.Original[0]) {
		return g.Original[0]
	}
	return "*all*"
}

// tmxDate writes a date of ISO 8601 as TMX wants it: 20240131T000000Z; "" if it
// is none.
func tmxDate(iso string) string {
	day, clock, _ := strings.Cut(iso, "T")
	day = strings.ReplaceAll(day, "-", "")
	clock = strings.ReplaceAll(strings.TrimSuffix(clock, "Z"), ":", "")
	if _, err := strconv.Atoi(day); err != nil || len(day) != 8 {
		return ""
	}
	if _, err := strconv.Atoi(clock); err != nil || len(clock) != 6 {
		clock = "000000"
	}
	return day + "T" + clock + "Z"
}

// readTMX reads any TMX file. Of files that are not ours, the document is not
// known; Apply says so.
func readTMX(r io.Reader, name string) iter.Seq2[*Record, error] {
	return func(yield func(*Record, error) bool) {
		x := newXMLReader(r, name)
		var rec *Record
		var langs []string // of the header
		lang, prop, inHeader := "", "", false
		var tails map[string]string
		for {
			el, err := x.next()
			if err != nil || el == nil {
				if err == nil && x.elements == 0 {
					err = fmt.Errorf("%s: no TMX file", name)
				}
				if err != nil {
					yield(nil, err)
				}
				return
			}
			if x.elements == 1 && el.name != "tmx" {
				yield(nil, fmt.Errorf("%s: no TMX file but one of <%s>", el.place, el.name))
				return
			}
			switch {
			case el.name == "header":
				inHeader = !el.end
			case el.name == "tu" && !el.end:
				rec = &Record{Place: el.place, ID: el.attr["tuid"], Text: map[string]string{}, Langs: langs, Editor: el.attr["changeid"]}
				tails = map[string]string{}
			case el.name == "tuv" && !el.end:
				if lang = el.attr["lang"]; lang == "" {
					lang = el.attr["xml:lang"]
				}
				lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
			case el.name == "tuv":
				lang = ""
			case el.name == "prop" && !el.end:
				prop = el.attr["type"]
			case el.name == "prop" && inHeader && prop == "x-languages":
				langs = strings.Fields(el.text)
			case el.name == "prop" && rec != nil && lang != "" && prop == "x-units":
				tails[lang] = el.text
			case el.name == "prop" && rec != nil:
				rec.property(prop, el.text)
			case el.name == "seg" && el.end && rec != nil && lang != "":
				rec.Text[lang] = el.text
				if !slices.Contains(rec.Langs, lang) {
					rec.Langs = append(slices.Clip(rec.Langs), lang)
				}
			case el.name == "tu" && rec != nil:
				if rec.Document == "" { // of the group's id
					if at := strings.LastIndex(rec.ID, "#g"); at > 0 {
						rec.Document = rec.ID[:at]
					}
				}
				for l, t := range tails {
					for _, id := range strings.Fields(t) {
						if rec.Units == nil {
							rec.Units = map[string][]string{}
						}
						rec.Units[l] = append(rec.Units[l], fullID(rec.Document, l, tail(id)))
					}
				}
				if !yield(rec, nil) {
					return
				}
				rec = nil
			}
		}
	}
}

// property takes a property of a translation unit.
func (rec *Record) property(name, value string) {
	switch name {
	case "x-document":
		rec.Document = value
	case "x-original":
		rec.Original = strings.Fields(value)
	case "x-confidence":
		rec.Confidence, _ = strconv.ParseFloat(value, 64)
	case "x-score":
		rec.Score, _ = strconv.ParseFloat(value, 64)
	case "x-checked":
		rec.Confirmed = true
		rec.Edited, rec.Editor, _ = strings.Cut(value, " ")
	}
}
