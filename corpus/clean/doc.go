// Package clean turns the raw text of a document into blocks: paragraphs,
// headings and list items, each one joined text with every change recorded.
//
// Text from PDF files and from old typewritten pages comes in lines that mean
// nothing: a paragraph is broken where the paper ended, a page number stands in
// the middle of a sentence, a Russian word is cut by a hyphen. Text from the
// web has a paragraph a line, corpora have a sentence a line. Nothing in a file
// says which it is, and no single sign holds everywhere: in one Chinese file a
// space at the end of a line marks the end of a block without one error, in
// the English file of the same tool it stands on every line. So the signs are
// measured in each file first, and only those that hold there are believed
// (see measure), together:
//
//	how full a line is      would the first word of the next line have fitted? (see edge)
//	how it ends             。 and . close, a letter or comma does not
//	how the next begins     a small letter goes on, "(a)" or "12." begins
//	spaces at line ends     where they tell full lines from last lines
//	spaces before lines     where first lines are indented
//	blank lines             between paragraphs, or after every line
//
// Pages in two columns that were printed side by side are read one column after
// the other (see findColumns).
//
// The work is a list of Steps. Each changes lines, never Raw: at the end every
// byte of Raw stands in exactly one block or one removal.
//
// Two laws, both fuzzed: the spans of blocks and removals tile Raw; and cleaning
// the blocks' texts, joined by blank lines, gives the same blocks again. The
// second holds by construction. A file in which single blank lines part all
// lines, with no other white space, is taken as clean: only settle looks at it,
// which knows nothing but the texts, and settle is also the last step of every
// other run, repeated until it changes nothing.
//
// What changes the letters themselves (spaced-out headings, exploded digits,
// homoglyphs, typewriter quotes) is not done here: Normalize makes a second,
// normalised text of a sentence beside the cleaned one.
package clean
