package ingest

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
)

// xliff is the XML Localisation Interchange File Format, 1.2 and 2.x: files of
// units with a source and a target, in segments or whole.
var xliff = kind{name: "XLIFF", suffixes: []string{".xlf", ".xliff", ".sdlxliff", ".mqxliff"}, read: readXLIFF}

// xliffCodes are inline elements whose content is codes, not text.
func xliffCodes(name string) bool {
	return slices.Contains([]string{"bpt", "ept", "ph", "it", "x", "bx", "ex", "sub", "cp"}, name)
}

// xliffUnit is a unit that is being read.
type xliffUnit struct {
	id               string
	segment          string // of XLIFF 2
	line             int
	source, target   string
	sources, targets []xliffSegment // of XLIFF 1.2: marked by mrk mtype="seg"
	alternative      int            // depth inside of alt-trans, which is no translation but a proposal
}

type xliffSegment struct{ id, text string }

func readXLIFF(c *Collection, r io.Reader, out *output) {
	x := streamXML(r)
	u := newUnits(c, out)
	defer u.flush()
	var from, to, doc string
	var unit xliffUnit
	root := true
	give := func(id, source, target string) {
		u.unit(unit.line, doc, id, []string{from, to}, []string{source, target})
	}
	for out.open {
		t, err := x.next()
		if err == io.EOF {
			return
		}
		switch e := t.(type) {
		case xml.StartElement:
			if root && e.Name.Local != "xliff" {
				out.fault(x.line(), "no XLIFF: its root is %s", e.Name.Local)
				return
			}
			root = false
			switch e.Name.Local {
			case "xliff":
				from, to = attrOf(e, "srcLang"), attrOf(e, "trgLang")
			case "file":
				if s := attrOf(e, "source-language"); s != "" {
					from, to = s, attrOf(e, "target-language")
				}
				if doc = attrOf(e, "original"); doc == "" && attrOf(e, "id") != "" {
					doc = c.stem + "/" + attrOf(e, "id")
				}
			case "trans-unit", "unit":
				unit = xliffUnit{id: attrOf(e, "id"), line: x.line()}
			case "alt-trans", "matches":
				unit.alternative++
			case "segment":
				unit.source, unit.target, unit.segment = "", "", unit.id
				if id := attrOf(e, "id"); id != "" {
					unit.segment += "/" + id
				}
			case "source", "target", "seg-source":
				if unit.alternative > 0 {
					break
				}
				var text string
				var segments []xliffSegment
				text, segments, err = x.segments()
				switch e.Name.Local {
				case "source":
					unit.source = text
				case "seg-source":
					unit.sources = segments
				default:
					unit.target, unit.targets = text, segments
				}
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "alt-trans", "matches":
				unit.alternative--
			case "segment": // XLIFF 2
				give(unit.segment, unit.source, unit.target)
			case "trans-unit":
				if len(unit.sources) == 0 {
					give(unit.id, unit.source, unit.target)
					break
				}
				for _, s := range unit.sources {
					target := ""
					if i := slices.IndexFunc(unit.targets, func(t xliffSegment) bool { return t.id == s.id }); i >= 0 {
						target = unit.targets[i].text
					}
					give(unit.id+"/"+s.id, s.text, target)
				}
			}
		}
		if err != nil {
			out.fault(x.line(), "%s: not read on", xmlFault(err))
			return
		}
	}
}

// segments reads the content of a source or target: its text, and that of the
// segments that are marked in it.
func (x *xmlStream) segments() (string, []xliffSegment, error) {
	var all strings.Builder
	var list []xliffSegment
	depth, skipped, inside := 1, 0, 0
	for depth > 0 {
		t, err := x.next()
		if err != nil {
			return "", nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
			switch {
			case skipped == 0 && xliffCodes(t.Name.Local):
				skipped = depth
			case t.Name.Local == "mrk" && attrOf(t, "mtype") == "seg" && inside == 0:
				inside = depth
				list = append(list, xliffSegment{id: attrOf(t, "mid")})
			}
		case xml.EndElement:
			if skipped == depth {
				skipped = 0
			}
			if inside == depth {
				inside = 0
			}
			depth--
		case xml.CharData:
			if skipped > 0 {
				break
			}
			if all.Len()+len(t) > mostToken {
				return "", nil, errLongToken
			}
			all.Write(t)
			if inside > 0 {
				list[len(list)-1].text += string(t)
			}
		}
	}
	return all.String(), list, nil
}
