// Package undoc reads what documents of the United Nations say about
// themselves, in Chinese, English and Russian, and what each of their blocks is.
//
//	Symbols, ParseSymbol   A/75/860, S/RES/2446 (2018), A/CN.9/SER.C/DIGEST/CISG/2
//	Read                   masthead, sections, original languages; kind, label and level of blocks
//	Resolve                what one language version knows of the others
//	Peek                   symbols and language of a file, from its first lines
//	Standalone, Opens      what the cleaning asks about single lines
//	StateCode              the State that a text names
//	LabelKey               (a), а) and (子) as one label
//
// Nothing depends on a masthead being there: the blocks of any text get their
// kinds, and a text that states nothing about itself has one section, of type
// "body", whose original language is not known.
//
// The original language is a fact of a section, not of a document: the
// masthead names that of the main text, and an annex written in another
// language says so in square brackets at its head (United Nations Editorial
// Manual). In a letter with a statement annexed the two often differ:
//
//	Original: English                     → section "letter": en, by masthead
//	附件 [原件：俄文]                        → section "annex": ru, by bracket
//	Приложение [Подлинный текст на русском языке]
package undoc
