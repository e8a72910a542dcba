package report

import (
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strings"
)

//go:embed assets
var assets embed.FS

// Asset gives a file of the folder assets: base.css, base.js (colours, type and
// the switch of light and dark), document.css, document.js (beads side by side,
// highlighting of linked words). It panics if there is none of that name.
func Asset(name string) string {
	b, err := assets.ReadFile("assets/" + name)
	if err != nil {
		panic("report: " + err.Error()) // a name in our code
	}
	return string(b)
}

// Frame is what every page has around its content.
type Frame struct {
	Title string
	Style []string // names of assets, in order
	// Script are names of assets; they run in order when the page is there.
	Script []string
	Data   any // put into the page as JSON, in the element with the id "data"; nil: none
}

// Shell gives the beginning and the end of a page with its style, its data and
// its script, and a policy that lets the browser run nothing else and ask for
// nothing.
func (f Frame) Shell() (head, foot string, err error) {
	var css, js strings.Builder
	for _, name := range f.Style {
		css.WriteString(Asset(name))
	}
	js.WriteString("\n\"use strict\";\n")
	for _, name := range f.Script {
		js.WriteString(Asset(name))
	}
	sum := sha256.Sum256([]byte(js.String()))
	policy := "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; script-src 'sha256-" +
		base64.StdEncoding.EncodeToString(sum[:]) + "'"
	head = fmt.Sprintf("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"+
		"<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"+
		"<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" content=\"tritext\">\n<link rel=\"icon\" href=\"data:,\">\n<title>%s</title>\n<style>\n%s</style>\n</head>\n<body>\n",
		template.HTMLEscapeString(policy), template.HTMLEscapeString(f.Title), css.String())
	data := ""
	if f.Data != nil {
		b, err := json.Marshal(f.Data) // it escapes <, > and &: the text cannot end the element
		if err != nil {
			return "", "", fmt.Errorf("report: %w", err)
		}
		data = "<script type=\"application/json\" id=\"data\">" + string(b) + "</script>\n"
	}
	return head, data + "<script>" + js.String() + "</script>\n</body>\n</html>\n", nil
}

// pages are the templates of the content of all pages.
var pages = template.Must(template.New("").Funcs(functions).Funcs(charts).Funcs(evaluationFunctions).ParseFS(assets, "assets/*.gohtml"))

// page writes a whole page: the frame around a template.
func page(w io.Writer, f Frame, name string, data any) error {
	head, foot, err := f.Shell()
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, head); err != nil {
		return err
	}
	if err := pages.ExecuteTemplate(w, name, data); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	_, err = io.WriteString(w, foot)
	return err
}
