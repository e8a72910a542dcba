package ingest

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"tritext/corpus"
)

// docxStyle is a style of paragraphs.
type docxStyle struct {
	name, based string
	outline     int // -1: not said
	list        string
	level       int
}

// readStyles reads the styles, if there are any.
func (w *docx) readStyles(part string) error {
	w.styles = map[string]*docxStyle{}
	data, err := w.parts.read(part)
	if errors.Is(err, errNoPart) {
		return nil
	}
	if err != nil {
		return err
	}
	r := newXML(data)
	var s *docxStyle
	for {
		t, err := r.token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "style":
				s = &docxStyle{outline: -1}
				if attr(t, "type") == "paragraph" {
					w.styles[attr(t, "styleId")] = s
				}
			case "name":
				if s != nil {
					s.name = strings.ToLower(attr(t, "val"))
				}
			case "basedOn":
				if s != nil {
					s.based = attr(t, "val")
				}
			case "outlineLvl":
				if s != nil {
					s.outline = number(attr(t, "val"), -1)
				}
			case "numId":
				if s != nil {
					s.list = attr(t, "val")
				}
			case "ilvl":
				if s != nil {
					s.level = min(max(number(attr(t, "val"), 0), 0), 8)
				}
			}
		case xml.EndElement:
			if t.Name.Local == "style" {
				s = nil
			}
		}
	}
}

// mostBased bounds chains of styles, which may be circles.
const mostBased = 20

// look follows a style and those that it is based on.
func (w *docx) look(id string, yes func(*docxStyle) bool) {
	for range mostBased {
		s := w.styles[id]
		if s == nil || yes(s) {
			return
		}
		id = s.based
	}
}

// docxList is a numbered list.
type docxList struct {
	abstract string
	levels   [9]docxLevel
	restart  [9]int // number with which the list overrides the first; -1
}

// docxLevel is how one level of a list is numbered.
type docxLevel struct {
	format, text string
	start        int
	legal        bool // all numbers in Arabic figures
}

// readNumbering reads the lists, if there are any.
func (w *docx) readNumbering(part string) error {
	w.numbers = map[string]*docxList{}
	data, err := w.parts.read(part)
	if errors.Is(err, errNoPart) {
		return nil
	}
	if err != nil {
		return err
	}
	abstract := map[string]*[9]docxLevel{}
	var levels *[9]docxLevel
	var level *docxLevel
	var list *docxList
	over := -1
	r := newXML(data)
	for {
		t, err := r.token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			val := attr(t, "val")
			switch t.Name.Local {
			case "abstractNum":
				levels = &[9]docxLevel{}
				abstract[attr(t, "abstractNumId")] = levels
			case "num":
				list = &docxList{restart: [9]int{-1, -1, -1, -1, -1, -1, -1, -1, -1}}
				w.numbers[attr(t, "numId")] = list
				levels = nil
			case "abstractNumId":
				if list != nil {
					list.abstract = val
					if a := abstract[val]; a != nil {
						list.levels = *a
					}
				}
			case "lvlOverride":
				over = number(attr(t, "ilvl"), -1)
			case "startOverride":
				if list != nil && over >= 0 && over < 9 {
					list.restart[over] = number(val, 1)
				}
			case "lvl":
				level = nil
				if i := number(attr(t, "ilvl"), -1); i >= 0 && i < 9 {
					if levels != nil {
						level = &levels[i]
					} else if list != nil {
						level = &list.levels[i]
					}
				}
				if level != nil {
					*level = docxLevel{format: "decimal", start: 1}
				}
			case "start":
				if level != nil {
					level.start = number(val, 1)
				}
			case "numFmt":
				if level != nil {
					level.format = val
				}
			case "lvlText":
				if level != nil {
					level.text = val
				}
			case "isLgl":
				if level != nil {
					level.legal = true
				}
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "abstractNum":
				levels, level = nil, nil
			case "lvl":
				level = nil
			case "lvlOverride":
				over = -1
			case "num":
				list = nil
			}
		}
	}
}

// markOf says what a paragraph is, and counts its list on.
func (w *docx) markOf(p *docxPara) corpus.Mark {
	m := corpus.Mark{Kind: corpus.MarkParagraph}
	outline, list, level := p.outline, p.list, p.level
	named := ""
	w.look(p.style, func(s *docxStyle) bool {
		if outline < 0 {
			outline = s.outline
		}
		if list == "" && s.list != "" {
			list, level = s.list, s.level
		}
		if named == "" {
			named = s.name
		}
		return false
	})
	switch {
	case outline >= 0 && outline < 9:
		m.Kind, m.Level = corpus.MarkHeading, outline+1
	case named == "title":
		m.Kind, m.Level = corpus.MarkHeading, 1
	case strings.HasPrefix(named, "heading "):
		if n, err := strconv.Atoi(named[len("heading "):]); err == nil && n > 0 && n < 10 {
			m.Kind, m.Level = corpus.MarkHeading, n
		}
	case named == "caption":
		m.Kind = corpus.MarkCaption
	case named == "quote", named == "intense quote":
		m.Kind = corpus.MarkQuote
	}
	if l := w.numbers[list]; l != nil && list != "0" && !p.empty() {
		label, bullet := w.count(list, l, level)
		if m.Kind == corpus.MarkParagraph {
			m.Kind, m.Level = corpus.MarkListItem, level+1
		}
		if !bullet {
			m.Label = label
		}
	}
	return m
}

// count gives the next number of a list at a level.
func (w *docx) count(id string, l *docxList, level int) (label string, bullet bool) {
	c := w.counters[l.abstract]
	if c == nil {
		c = &[9]int{}
		w.counters[l.abstract] = c
	}
	at := &l.levels[level]
	switch {
	case l.restart[level] >= 0:
		c[level] = l.restart[level]
		l.restart[level] = -1
	case c[level] == 0:
		c[level] = max(at.start, 1)
	default:
		c[level]++
	}
	for i := level + 1; i < 9; i++ {
		c[i] = 0
	}
	if at.format == "bullet" || at.format == "none" {
		return "", true
	}
	text := at.text
	for i := 0; i <= level; i++ {
		format := l.levels[i].format
		if at.legal && i < level {
			format = "decimal"
		}
		text = strings.ReplaceAll(text, "%"+strconv.Itoa(i+1), numeral(format, max(c[i], 1)))
	}
	return strings.TrimSpace(text), text == ""
}

// numeral writes a number as a list does.
func numeral(format string, n int) string {
	switch format {
	case "lowerLetter":
		return letters26(n, 'a')
	case "upperLetter":
		return letters26(n, 'A')
	case "lowerRoman":
		return strings.ToLower(roman(n))
	case "upperRoman":
		return roman(n)
	case "russianLower", "russianUpper":
		alphabet := []rune("абвгдежзиклмнопрстуфхцчшщэюя") // without ё, й, ъ, ы, ь
		r := string(alphabet[(n-1)%len(alphabet)])
		if format == "russianUpper" {
			r = strings.ToUpper(r)
		}
		return r
	case "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "japaneseCounting", "ideographDigital", "taiwaneseCounting", "taiwaneseCountingThousand":
		if s := chinese(n); s != "" {
			return s
		}
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n <= 20 {
			return string('①' + rune(n-1))
		}
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	}
	return strconv.Itoa(n)
}
