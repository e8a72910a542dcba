package export_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tritext/align/eval"
	"tritext/corpus/export"
)

// backs gives the readers of the formats, which compare what they read with what
// was written.
func backs() map[string]func(*testing.T, *export.Format, []string, written) {
	text := holds{text: true}
	backs := groupBacks()
	backs["moses"] = linesBack(text, func(t *testing.T, langs []string, got written) []fact {
		var out []fact
		for _, lang := range langs {
			for i, line := range lines(got["un."+strings.Join(langs, "-")+"."+lang]) {
				if i == len(out) {
					out = append(out, fact{})
				}
				out[i].Text += "; " + lang + ": " + line
			}
		}
		for i := range out {
			out[i].Text = out[i].Text[2:]
		}
		return out
	})
	backs["fastalign"] = linesBack(text, func(t *testing.T, langs []string, got written) (out []fact) {
		for _, line := range lines(got["."]) {
			source, target, ok := strings.Cut(line, " ||| ")
			if !ok || strings.Contains(target, "|||") {
				t.Errorf("%q", line)
			}
			source, target = strings.ReplaceAll(source, "||", "|||"), strings.ReplaceAll(target, "||", "|||")
			unglue := strings.NewReplacer("line_and_line", "line and line")
			out = append(out, fact{Text: langs[0] + ": " + unglue.Replace(source) + "; " + langs[1] + ": " + unglue.Replace(target)})
		}
		return out
	})
	backs["bitextor"] = linesBack(holds{text: true, conf: true, doc: true}, func(t *testing.T, langs []string, got written) (out []fact) {
		for _, line := range lines(got["."]) {
			c := strings.Split(line, "\t")
			if len(c) != 7 || !strings.HasPrefix(c[5], "p") {
				t.Fatalf("%q", c)
			}
			conf, err := strconv.ParseFloat(c[4], 64)
			if err != nil {
				t.Error(err)
			}
			doc := strings.TrimSuffix(strings.TrimPrefix(c[0], "texts/"), "."+langs[0]+".txt")
			out = append(out, fact{Doc: doc, Conf: conf, Text: langs[0] + ": " + c[2] + "; " + langs[1] + ": " + c[3]})
		}
		return out
	})
	backs["mnbvc"] = linesBack(holds{text: true, doc: true, least: 2}, func(t *testing.T, langs []string, got written) (out []fact) {
		for _, line := range lines(got["."]) {
			var m map[string]any
			if err := json.Unmarshal([]byte(line), &m); err != nil {
				t.Fatal(err)
			}
			if len(m) != 31 {
				t.Errorf("%d keys, want 31", len(m))
			}
			var more map[string]any
			if err := json.Unmarshal([]byte(m["扩展字段"].(string)), &more); err != nil {
				t.Error(err)
			}
			var parts []string
			for _, lang := range langs {
				if s := m[lang+"_text"].(string); s != "" {
					parts = append(parts, lang+": "+s)
				}
			}
			out = append(out, fact{Doc: m["文件名"].(string), Text: strings.Join(parts, "; ")})
		}
		return out
	})
	backs["wmt"] = linesBack(holds{text: true, doc: true, orig: true}, wmtBack)
	backs["xliff"] = linesBack(holds{text: true, doc: true}, xliffBack)
	backs["huggingface"] = hubBack
	backs["unpc"] = unpcBack
	backs["hunalign"] = func(t *testing.T, _ *export.Format, langs []string, got written) {
		alignmentsBack(t, langs, got, "ladder")
	}
	backs["vecalign"] = func(t *testing.T, _ *export.Format, langs []string, got written) {
		alignmentsBack(t, langs, got, "beads")
	}
	backs["vertical"] = verticalBack
	backs["conllu"] = conlluBack
	return backs
}

func lines(text string) []string { return strings.Split(strings.TrimSuffix(text, "\n"), "\n") }

func wmtBack(t *testing.T, langs []string, got written) (out []fact) {
	type side struct {
		Lang string `xml:"lang,attr"`
		P    []struct {
			Seg []struct {
				ID   string `xml:"id,attr"`
				Text string `xml:",chardata"`
			} `xml:"seg"`
		} `xml:"p"`
	}
	var set struct {
		Docs []struct {
			ID   string `xml:"id,attr"`
			Orig string `xml:"origlang,attr"`
			Src  side   `xml:"src"`
			Refs []side `xml:"ref"`
		} `xml:"collection>doc"`
	}
	if err := xml.Unmarshal([]byte(got["."]), &set); err != nil {
		t.Fatal(err)
	}
	for _, d := range set.Docs {
		var part []fact
		for i, s := range append([]side{d.Src}, d.Refs...) {
			n := 0
			if s.Lang != langs[i] {
				t.Errorf("%s is %s", langs[i], s.Lang)
			}
			for _, p := range s.P {
				for _, seg := range p.Seg {
					if n == len(part) {
						doc, _, _ := strings.Cut(d.ID, "#")
						part = append(part, fact{Doc: doc, Orig: strings.TrimSuffix(d.Orig, "und")})
					}
					if part[n].Text != "" {
						part[n].Text += "; "
					}
					part[n].Text += s.Lang + ": " + seg.Text
					if n++; seg.ID != fmt.Sprint(n) {
						t.Errorf("seg %s is number %d", seg.ID, n)
					}
				}
			}
		}
		out = append(out, part...)
	}
	return out
}

func xliffBack(t *testing.T, langs []string, got written) (out []fact) {
	var x struct {
		XMLName xml.Name
		Version string `xml:"version,attr"`
		Src     string `xml:"srcLang,attr"`
		Trg     string `xml:"trgLang,attr"`
		Files   []struct {
			Original string `xml:"original,attr"`
			Units    []struct {
				ID      string `xml:"id,attr"`
				Segment struct {
					Source string `xml:"source"`
					Target string `xml:"target"`
				} `xml:"segment"`
			} `xml:"unit"`
		} `xml:"file"`
	}
	if err := xml.Unmarshal([]byte(got["."]), &x); err != nil {
		t.Fatal(err)
	}
	if x.XMLName.Space != "urn:oasis:names:tc:xliff:document:2.0" || x.Version != "2.1" || x.Src != langs[0] || x.Trg != langs[1] {
		t.Errorf("%+v", x)
	}
	for _, f := range x.Files {
		for _, u := range f.Units {
			out = append(out, fact{Doc: f.Original, Text: langs[0] + ": " + u.Segment.Source + "; " + langs[1] + ": " + u.Segment.Target})
		}
	}
	return out
}

// resolves follows every link of a file of XCES to its sentences.
func resolves(t *testing.T, got written, text string) {
	t.Helper()
	var x struct {
		Groups []struct {
			From  string `xml:"fromDoc,attr"`
			To    string `xml:"toDoc,attr"`
			Links []struct {
				Targets string `xml:"xtargets,attr"`
			} `xml:"link"`
		} `xml:"linkGrp"`
	}
	if err := xml.Unmarshal([]byte(text), &x); err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, g := range x.Groups {
		ids := [2]map[string]string{texts(t, got[g.From]), texts(t, got[g.To])}
		for _, l := range g.Links {
			from, to, _ := strings.Cut(l.Targets, ";")
			for i, side := range []string{from, to} {
				for _, id := range strings.Fields(side) {
					if ids[i][id] == "" {
						t.Errorf("%s of %s leads nowhere", id, l.Targets)
					}
					found++
				}
			}
		}
	}
	if found == 0 {
		t.Error("no link")
	}
}

// texts gives the sentences of an XML file by their ids.
func texts(t *testing.T, file string) map[string]string {
	t.Helper()
	out := map[string]string{}
	dec := xml.NewDecoder(strings.NewReader(file))
	for {
		token, err := dec.Token()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := token.(xml.StartElement); ok && s.Name.Local == "s" {
			var text string
			id := s.Attr[0].Value
			if err := dec.DecodeElement(&text, &s); err != nil {
				t.Fatal(err)
			}
			if _, twice := out[id]; twice || s.Attr[0].Name.Local != "id" {
				t.Errorf("id %s twice", id)
			}
			out[id] = text
		}
	}
}

func unpcBack(t *testing.T, _ *export.Format, langs []string, got written) {
	for _, pair := range pairsOf(langs) {
		var want, all []fact
		for _, f := range []struct {
			doc  string
			file string
		}{{"E/CN.3/12 x", "E/CN.3/12%20x"}, {"note", "note"}} {
			text, ok := got["links/"+pair[0]+"_"+pair[1]+"/"+f.file+".lnk"]
			if !ok {
				continue
			}
			var x struct {
				From  string `xml:"fromDoc,attr"`
				To    string `xml:"toDoc,attr"`
				Links []struct {
					Type    string  `xml:"type,attr"`
					Targets string  `xml:"xtargets,attr"`
					Score   float64 `xml:"score,attr"`
				} `xml:"link"`
			}
			if err := xml.Unmarshal([]byte(text), &x); err != nil {
				t.Fatal(err)
			}
			from, to := texts(t, got[x.From]), texts(t, got[x.To])
			if len(from) == 0 || len(to) == 0 {
				t.Errorf("%s or %s: not there", x.From, x.To)
			}
			for _, l := range x.Links {
				a, b, _ := strings.Cut(l.Targets, ";")
				all = append(all, fact{Text: sides(from, a) + " = " + sides(to, b), Score: l.Score})
				if l.Type != fmt.Sprintf("%d-%d", len(strings.Fields(a)), len(strings.Fields(b))) {
					t.Error(l)
				}
			}
		}
		want = textFacts(pair)
		compare(t, want, all)
	}
}

func sides(texts map[string]string, ids string) string {
	var out []string
	for _, id := range strings.Fields(ids) {
		out = append(out, texts[id])
	}
	return strings.Join(out, "+")
}

// textFacts is the beads of a pair by their texts.
func textFacts(pair [2]string) (out []fact) {
	for _, b := range beadFacts(holds{score: true}, pair, ferry(), plain()) {
		a, c, _ := strings.Cut(b.Units, "; ")
		side := func(list string) string {
			_, list, _ = strings.Cut(list, ": ")
			var texts []string
			for _, f := range []string{"ferry", "plain"} {
				all := ferry()
				if f == "plain" {
					all = plain()
				}
				for _, id := range strings.Split(list, ",") {
					for _, d := range all.Versions {
						for _, u := range d.Units {
							if u.ID == id {
								texts = append(texts, strings.NewReplacer("\t", " ", "\n", " ").Replace(u.Norm))
							}
						}
					}
				}
			}
			return strings.Join(texts, "+")
		}
		out = append(out, fact{Text: side(a) + " = " + side(c), Score: b.Score})
	}
	return out
}

func alignmentsBack(t *testing.T, langs []string, got written, suffix string) {
	for _, pair := range pairsOf(langs) {
		var all []fact
		for _, doc := range []string{"E/CN.3/12%20x", "note"} {
			text, ok := got[doc+"."+pair[0]+"-"+pair[1]+"."+suffix]
			if !ok {
				continue
			}
			from, to := lines(got[doc+"."+pair[0]]), lines(got[doc+"."+pair[1]])
			pick := func(all []string, places []int) string {
				var out []string
				for _, n := range places {
					out = append(out, all[n])
				}
				return strings.Join(out, "+")
			}
			if suffix == "beads" {
				beads, err := eval.Read(strings.NewReader(text), "x")
				if err != nil {
					t.Fatal(err)
				}
				for i, b := range beads {
					_, score, _ := strings.Cut(lines(text)[i], "]:[")
					_, score, _ = strings.Cut(score, "]:")
					s, err := strconv.ParseFloat(score, 64)
					if err != nil {
						t.Error(err)
					}
					all = append(all, fact{Text: pick(from, b.Source) + " = " + pick(to, b.Target), Score: s})
				}
				continue
			}
			var before [3]string
			for n, line := range append(lines(text), "") {
				rung := strings.Split(line, "\t")
				if n > 0 && line != "" {
					i, _ := strconv.Atoi(before[0])
					k, _ := strconv.Atoi(before[1])
					i2, _ := strconv.Atoi(rung[0])
					k2, _ := strconv.Atoi(rung[1])
					x := fact{Text: strings.Join(from[i:i2], "+") + " = " + strings.Join(to[k:k2], "+")}
					if i < i2 && k < k2 {
						x.Score, _ = strconv.ParseFloat(before[2], 64)
					}
					all = append(all, x)
				}
				if line != "" {
					before = [3]string(rung)
				} else if before[0] != fmt.Sprint(len(from)) || before[1] != fmt.Sprint(len(to)) {
					t.Errorf("the last rung is %v, the texts have %d and %d lines", before, len(from), len(to))
				}
			}
		}
		want := textFacts(pair)
		if suffix == "ladder" {
			for i := range want { // a ladder has no score for them
				if strings.HasPrefix(want[i].Text, " =") || strings.HasSuffix(want[i].Text, "= ") {
					want[i].Score = 0
				}
			}
		}
		compare(t, want, all)
	}
}

func hubBack(t *testing.T, _ *export.Format, langs []string, got written) {
	if !strings.Contains(got["README.md"], "config_name: "+strings.Join(langs, "-")) {
		t.Error(got["README.md"])
	}
	path := filepath.Join(t.TempDir(), "x.parquet")
	if err := os.WriteFile(path, []byte(got["data/train-00000-of-00001.parquet"]), 0o644); err != nil {
		t.Fatal(err)
	}
	compare(t, groupFacts(holds{text: true, units: true, doc: true, score: true, conf: true, orig: true}, langs, ferry(), plain()), hubRows(t, path, langs))
}

func verticalBack(t *testing.T, _ *export.Format, langs []string, got written) {
	type sentence struct{ words, first, last string }
	all := map[string][]sentence{} // by language, in order
	for _, lang := range langs {
		pos := 0
		var words []string
		for _, line := range lines(got[lang+".vert"]) {
			switch {
			case strings.HasPrefix(line, "<s "):
				words = nil
			case line == "</s>":
				all[lang] = append(all[lang], sentence{strings.Join(words, " "), fmt.Sprint(pos - len(words)), fmt.Sprint(pos - 1)})
			case strings.HasPrefix(line, "<"):
			default:
				c := strings.Split(line, "\t")
				if len(c) != 3 {
					t.Errorf("%q", line)
				}
				words = append(words, strings.NewReplacer("&lt;", "<", "_", " ").Replace(c[0]))
				pos++
			}
		}
	}
	for _, pair := range pairsOf(langs) {
		var facts []fact
		var positions []string
		side := func(lang, numbers string) (text, first, last string) {
			if numbers == "-1" {
				return "", "", ""
			}
			from, to, several := strings.Cut(numbers, ",")
			a, err := strconv.Atoi(from)
			b := a
			if several {
				b, err = strconv.Atoi(to)
			}
			if err != nil || b >= len(all[lang]) {
				t.Fatalf("%s of %s: %v", numbers, lang, err)
			}
			var parts []string
			for n := a; n <= b; n++ {
				parts = append(parts, all[lang][n].words)
			}
			return strings.Join(parts, "+"), all[lang][a].first, all[lang][b].last
		}
		for _, line := range lines(got[pair[0]+"-"+pair[1]+".map"]) {
			x, y, _ := strings.Cut(line, "\t")
			text, first, last := side(pair[0], x)
			other, begin, end := side(pair[1], y)
			facts = append(facts, fact{Text: text + " = " + other})
			if first != "" && begin != "" {
				positions = append(positions, strings.Join([]string{first, last, begin, end}, "\t"))
			}
		}
		want := textFacts(pair)
		for i := range want {
			want[i].Score = 0
		}
		compare(t, want, facts)
		var cwb []string
		for _, line := range lines(got[pair[0]+"-"+pair[1]+".align"])[1:] {
			cwb = append(cwb, line[:strings.LastIndexByte(line, '\t')])
		}
		for _, p := range positions {
			if !strings.Contains("\n"+strings.Join(cwb, "\n")+"\n", "\n"+p+"\n") {
				t.Errorf("%v: not in %v", p, cwb)
			}
		}
		if len(cwb) != len(positions) {
			t.Errorf("%d beads for CWB, want %d", len(cwb), len(positions))
		}
	}
}

func conlluBack(t *testing.T, _ *export.Format, langs []string, got written) {
	for _, lang := range langs {
		text, tokens := "", ""
		sentences := 0
		for _, line := range lines(got[lang+".conllu"]) {
			switch {
			case strings.HasPrefix(line, "# text = "):
				text, tokens = strings.TrimPrefix(line, "# text = "), ""
			case strings.HasPrefix(line, "#"):
			case line == "":
				if strings.TrimSpace(tokens) != text {
					t.Errorf("tokens %q, text %q", tokens, text)
				}
				sentences++
			default:
				c := strings.Split(line, "\t")
				if len(c) != 10 {
					t.Fatalf("%d columns: %q", len(c), line)
				}
				var from, to int
				_, place, _ := strings.Cut(c[9], "TokenRange=")
				if _, err := fmt.Sscanf(place, "%d:%d", &from, &to); err != nil || string([]rune(text)[from:to]) != c[1] {
					t.Errorf("%q: %v", line, err)
				}
				tokens += c[1]
				if !strings.Contains(c[9], "SpaceAfter=No") {
					tokens += " "
				}
			}
		}
		want := 0
		for _, f := range [2]string{"E/CN.3/12 x", "note"} {
			all := ferry()
			if f == "note" {
				all = plain()
			}
			if d := all.Version(lang); d != nil {
				for _, u := range d.Units {
					if u.Kind.Aligned() {
						want++
					}
				}
			}
		}
		if sentences != want {
			t.Errorf("%s: %d sentences, want %d", lang, sentences, want)
		}
	}
}
