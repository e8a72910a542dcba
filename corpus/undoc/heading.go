package undoc

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// knownHeadings stand alone on their lines in many documents. The white space
// of letter-spaced Chinese does not count.
var knownHeadings = func() map[string]bool {
	m := map[string]bool{}
	for _, words := range []string{
		"Summary|Contents|Introduction|Background|Preamble|Conclusion|Conclusions|Recommendations|Conclusions and recommendations|Executive summary|Table of contents|Abbreviations|Foreword|Acronyms|Glossary|Overview|Agenda|Bibliography",
		"摘要|目录|目錄|导言|導言|序言|背景|结论|結論|建议|建議|结论和建议|内容提要|内容摘要|缩略语|概览|概述|前言|议程|议程项目|结束语",
		"Резюме|Содержание|Введение|Общие сведения|Преамбула|Заключение|Выводы|Рекомендации|Выводы и рекомендации|Сокращения|Предисловие|Обзор|Повестка дня|Справочная информация|Оглавление",
	} {
		for _, w := range strings.Split(words, "|") {
			m[foldName(w)] = true
		}
	}
	return m
}()

// contents are the headings of tables of contents.
var contents = map[string]bool{"contents": true, "tableofcontents": true, "目录": true, "目錄": true, "содержание": true, "оглавление": true,
	"contentspage": true, "contentsparagraphspage": true, "目录页次": true, "目录段次页次": true, "содержаниестр.": true, "содержаниепунктыстр.": true}

// columnHeads are what stands above the page numbers of a table of contents.
var columnHeads = map[string]bool{"page": true, "paragraphs": true, "paragraphspage": true, "paragraph": true, "页次": true, "頁次": true, "段次": true, "段次页次": true,
	"стр.": true, "стр": true, "пункты": true, "пунктыстр.": true, "страница": true}

func isKnownHeading(text string) bool {
	if len(text) > 80 {
		return false
	}
	name := foldName(strings.TrimRight(text, "* "))
	return knownHeadings[name] || contents[name]
}

func isColumnHead(text string) bool { return len(text) <= 40 && columnHeads[foldName(text)] }

func isContents(text string) bool { return len(text) <= 80 && contents[foldName(text)] }

// isNumbered tells whether a text begins with the number of a paragraph.
func isNumbered(text string) bool {
	_, class, _ := labelOf(text)
	return class == labelNumber
}

// headingLabel tells whether a text is a numbered heading: "I. Introduction".
func headingLabel(text string) bool {
	_, class, _ := labelOf(text)
	return class == labelPart && looksLikeHeading(text)
}

// The most characters of a heading: titles that name several bodies take four
// lines of 80 characters, or of 35 Chinese characters.
const (
	longHeading    = 340
	longHanHeading = 110
)

// shortWord is the most letters of a word before a full stop that may be an
// abbreviation.
const shortWord = 3

// innerStop tells whether a sentence ends inside a text, so that more than one
// stands in it: behind a Chinese stop comes a letter; behind another and a
// space a capital or a quotation, where no abbreviation stands before it.
func innerStop(text string) bool {
	letters := 0 // in a row before the place
	for i, r := range text {
		switch {
		case strings.ContainsRune("。！？", r):
			next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[i+utf8.RuneLen(r):], " "))
			if unicode.IsLetter(next) {
				return true
			}
		case r == '.' || r == '!' || r == '?':
			rest := strings.TrimLeft(text[i+1:], "”»\"")
			next, _ := utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
			if letters > shortWord && strings.HasPrefix(rest, " ") && (unicode.IsUpper(next) || next == '“' || next == '«') {
				return true
			}
		}
		if letters++; !unicode.IsLetter(r) {
			letters = 0
		}
	}
	return false
}

// looksLikeHeading tells whether a text has the form of a heading: short, one
// line of thought, no mark at its end.
func looksLikeHeading(text string) bool {
	limit := longHeading
	if isHan(text) {
		limit = longHanHeading
	}
	if runes(text) > limit || endsSentence(text) || endsClause(text) || !strings.ContainsFunc(text, unicode.IsLetter) {
		return false
	}
	_, class, rest := labelOf(text)
	if class == labelItem || class == labelBullet {
		return false
	}
	return !startsLower(rest) && !innerStop(rest) && !unfinished(text)
}

// unfinished tells text that ends in a hyphen or a dash.
func unfinished(text string) bool {
	return strings.HasSuffix(text, "-") || strings.HasSuffix(text, "–") || strings.HasSuffix(text, "—")
}

// isHan tells whether a text is Chinese: at least every third letter is Han.
func isHan(text string) bool {
	han, letters := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
			if unicode.Is(unicode.Han, r) {
				han++
			}
		}
	}
	return han > 0 && 3*han >= letters
}

// headingLevel ranks a heading: titles, Roman and Chinese numbers 1, capital
// letters 2, Arabic numbers 3; headings without a label as known ones are.
func headingLevel(label string, class labelClass) int {
	key := LabelKey(label)
	switch {
	case class == labelNumber:
		return 3
	case class == labelPart && strings.Trim(key, "IVX") == "" && romanNumber(key) > 0: // C. and D. are letters
		return 1
	case class == labelPart && len(key) == 1:
		return 2
	case strings.HasPrefix(key, "table "), strings.HasPrefix(key, "figure "), strings.HasPrefix(key, "box "):
		return 3
	}
	return 1
}
