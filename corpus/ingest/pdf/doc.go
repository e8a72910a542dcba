// Package pdf reads the text of PDF files with the geometry of its lines. It is
// the one door to the PDF engine: PDFium, compiled to WebAssembly and run by
// wazero, so that no C compiler is needed and a hostile file can harm nothing
// but its own sandbox: it has no file system, bounded memory, and what takes too
// long is left behind.
//
// An Engine starts PDFium when the first PDF comes (some seconds of compiling,
// or a tenth of one with a cache folder) and makes a fresh instance for each
// document. Engine.Pages gives the pages one at a time, so memory does not grow
// with their number.
//
// A page is a list of lines in the order of the file's content; a line has its
// text, box, font size and weight. Asking PDFium for the box of every character
// costs more than all the rest, so that positions are asked for at the
// beginnings and ends of words only, and of words only where there may be a gap.
//
// Where poppler's pdftotext is wanted, Options.Program names it; it gives the
// same lines, without font weights.
package pdf
