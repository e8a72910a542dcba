package pipeline

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// paper is one way in which a text is set: the program that sets it, and how.
type paper struct {
	name      string
	program   string // "chromium" prints, "writer" is LibreOffice
	suffix    string // of the file: pdf, docx
	columns   int    // 2: two
	furniture bool   // running header from the second page, footer with the page number on all
	notes     bool   // footnotes (Writer only)
	indent    bool   // first lines are indented, with no space between paragraphs
	justified bool
	automatic bool    // the program counts paragraphs and items (Writer only)
	f1, cer   float64 // what is asked: least F1, most character error rate
}

// set is a text set by a paper: the source of the file, and the blocks that
// should come out, notes apart.
type set struct {
	source        string
	blocks, notes []string
}

// fonts by language, of the packages fonts-noto-cjk and fonts-dejavu or their like.
var fonts = map[string]string{"en": "DejaVu Serif", "ru": "DejaVu Serif", "zh": "Noto Serif CJK SC"}

// The furniture of the pages.
const (
	runningSymbol = "LC/21/4"
	jobNumber     = "21-00017"
)

// lay writes the source of a text.
func (p paper) lay(blocks []string, lang string) set {
	if p.furniture { // the first page has the symbol in its masthead
		blocks = slices.Concat([]string{runningSymbol}, blocks)
	}
	var out set
	var notes []string // by block, "" for none
	for i, b := range blocks {
		text, heading := strings.CutPrefix(b, "#")
		note := ""
		if p.notes && !heading && i%4 == 1 {
			// It cites the block before: the same words in the same place of several
			// pages would be furniture.
			cited := []rune(counted.ReplaceAllString(strings.TrimLeft(blocks[i-1], "#– "), ""))
			note = fmt.Sprintf("%d %s", len(out.notes)+1, strings.TrimSpace(string(cited[:min(len(cited), 120)])))
			out.notes = append(out.notes, note)
		}
		out.blocks, notes = append(out.blocks, text), append(notes, note)
	}
	if p.program == "chromium" {
		out.source = p.page(blocks, lang)
	} else {
		out.source = p.document(blocks, notes, lang)
	}
	return out
}

// page is the text as an HTML page with styles for print.
func (p paper) page(blocks []string, lang string) string {
	var b strings.Builder
	size, columns := "A5", 1
	if p.columns == 2 {
		size, columns = "A4", 2
	}
	fmt.Fprintf(&b, "<!doctype html><html lang=%s><meta charset=utf-8><title>%s</title><style>\n", lang, runningSymbol)
	fmt.Fprintf(&b, "@page { size: %s; margin: 22mm 18mm }\n", size)
	if p.furniture {
		fmt.Fprintf(&b, "@page { @top-left { content: '%s' } @bottom-left { content: '%s' } @bottom-right { content: counter(page) } }\n@page :first { @top-left { content: none } }\n", runningSymbol, jobNumber)
	}
	fmt.Fprintf(&b, "body { font: 10pt/1.3 '%s'; columns: %d; column-gap: 8mm; column-fill: auto; margin: 0 }\nh1 { font-size: 13pt; margin: 10pt 0 4pt } p { margin: 0 0 6pt }\n", fonts[lang], columns)
	if p.indent {
		b.WriteString("p { margin: 0; text-indent: 1.5em }\n")
	}
	if p.justified {
		b.WriteString("p { text-align: justify }\n")
	}
	b.WriteString("</style>\n")
	for _, block := range blocks {
		if text, heading := strings.CutPrefix(block, "#"); heading {
			fmt.Fprintf(&b, "<h1>%s</h1>\n", html.EscapeString(text))
		} else {
			fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(text))
		}
	}
	return b.String()
}

// counted is the number of a paragraph or the letter of an item.
var counted = regexp.MustCompile(`^(?:(\d+)(\. )|(\(?)([a-z])(\) ))`)

// document is the text as a flat OpenDocument.
func (p paper) document(blocks, notes []string, lang string) string {
	width, height, columns := "148mm", "210mm", ""
	if p.columns == 2 {
		width, height = "210mm", "297mm"
		columns = `<style:columns fo:column-count="2" fo:column-gap="8mm"/>`
	}
	align, space, indent := "start", "2mm", "0mm"
	if p.justified {
		align = "justify"
	}
	if p.indent {
		space, indent = "0mm", "6mm"
	}
	edges, heights := "", ""
	if p.furniture {
		edges = `<style:header><text:p>` + runningSymbol + `</text:p></style:header><style:header-first><text:p/></style:header-first>`
		foot := `<text:p>` + jobNumber + ` <text:s text:c="8"/><text:page-number text:select-page="current"/></text:p>`
		edges += `<style:footer>` + foot + `</style:footer><style:footer-first>` + foot + `</style:footer-first>`
		one := `<style:header-footer-properties fo:min-height="8mm" fo:margin-%s="4mm"/>`
		heights = `<style:header-style>` + fmt.Sprintf(one, "bottom") + `</style:header-style><style:footer-style>` + fmt.Sprintf(one, "top") + `</style:footer-style>`
	}
	font := fmt.Sprintf(`style:font-name="F" style:font-name-asian="F" fo:language="%s" style:language-asian="zh" style:country-asian="CN"`, lang)
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'` + fonts[lang] + `'"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:font-size="10pt" style:font-size-asian="10pt" ` + font + `/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"><style:paragraph-properties fo:text-align="` + align + `" fo:margin-bottom="` + space + `" fo:text-indent="` + indent + `"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1" style:class="text"><style:paragraph-properties fo:margin-top="4mm" fo:margin-bottom="2mm" fo:keep-with-next="always"/><style:text-properties fo:font-size="13pt" style:font-size-asian="13pt" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<style:style style:name="Footnote" style:family="paragraph" style:class="extra"><style:text-properties fo:font-size="8pt" style:font-size-asian="8pt"/></style:style>
<style:style style:name="Footnote_20_Symbol" style:display-name="Footnote Symbol" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="Footnote_20_anchor" style:display-name="Footnote anchor" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<text:notes-configuration text:note-class="footnote" text:default-style-name="Footnote" text:citation-body-style-name="Footnote_20_anchor" text:citation-style-name="Footnote_20_Symbol" style:num-format="1" text:start-value="0" text:start-numbering-at="document" text:footnotes-position="page"/>
</office:styles><office:automatic-styles>
`)
	level := `<text:list-style style:name="%s"><text:list-level-style-number text:level="1" style:num-format="%s" style:num-prefix="%s" style:num-suffix="%s"><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-8mm" fo:margin-left="12mm"/></style:list-level-properties></text:list-level-style-number></text:list-style>` + "\n"
	fmt.Fprintf(&b, level, "L1", "1", "", ".")
	fmt.Fprintf(&b, level, "L(a", "a", "(", ")")
	fmt.Fprintf(&b, level, "La", "a", "", ")")
	b.WriteString(`<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="` + width + `" fo:page-height="` + height + `" fo:margin="18mm">` + columns + `</style:page-layout-properties>` + heights + `</style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P">` + edges + `</style:master-page></office:master-styles>
<office:body><office:text>
`)
	number := 0
	for i, block := range blocks {
		text, heading := strings.CutPrefix(block, "#")
		if heading {
			fmt.Fprintf(&b, "<text:h text:style-name=\"Heading_20_1\" text:outline-level=\"1\">%s</text:h>\n", html.EscapeString(text))
			continue
		}
		before, after := "<text:p text:style-name=\"Standard\">", "</text:p>"
		if m := counted.FindStringSubmatch(text); p.automatic && m != nil {
			style, start := "L1", m[1]
			if m[1] == "" {
				r, _ := utf8.DecodeRuneInString(m[4])
				style, start = "L"+m[3]+"a", fmt.Sprint(r-'a'+1)
			}
			before = fmt.Sprintf(`<text:list text:style-name="%s"><text:list-item text:start-value="%s">%s`, style, start, before)
			after += "</text:list-item></text:list>"
			text = text[len(m[0]):]
		}
		b.WriteString(before + html.EscapeString(text))
		if notes[i] != "" {
			number++
			_, note, _ := strings.Cut(notes[i], " ")
			fmt.Fprintf(&b, `<text:note text:id="n%d" text:note-class="footnote"><text:note-citation>%[1]d</text:note-citation><text:note-body><text:p text:style-name="Footnote">%s</text:p></text:note-body></text:note>`, number, html.EscapeString(note))
		}
		b.WriteString(after + "\n")
	}
	b.WriteString("</office:text></office:body></office:document>\n")
	return b.String()
}
