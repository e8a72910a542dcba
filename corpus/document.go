package corpus

import "tritext/segment"

// Document is one language version of a document, from its bytes to its units.
type Document struct {
	ID     string // of the family: the same for all its language versions; stable across runs
	Lang   string // ISO 639-1 code of this version
	Source Source
	// Raw is the whole text, decoded to valid UTF-8 and otherwise untouched.
	// All spans of blocks, units, repairs and removals are byte places in Raw;
	// Source.Place leads from there to the bytes of the file.
	Raw string
	// Marks are what the format of the source told of stretches of Raw, in order
	// of place, blocks before the sentences and lines in them; nil for plain text.
	Marks    []Mark
	Blocks   []Block
	Removed  []Removal
	Masthead Masthead
	Sections []Section
	Units    []Unit
	Problems []Problem
}

// Source says where a document came from.
type Source struct {
	Path    string // as given, slash-separated
	SHA256  string // of the file's bytes, lower-case hex
	Bytes   int    // size of the file
	Charset string // IANA name: "UTF-8", "GB18030", "windows-1251" …
	// Places maps bytes of Raw to bytes of the file where they differ (a byte
	// order mark, another charset); nil when they are the same.
	Places []Place
	Paired string // why this file stands with its family: "manifest", "name", "symbol", "alone"
	Format string // of the file: "plain text", "pdf", "docx" …
	Member string // inside the file: path in an archive, or number or id of a collection's record; "" if the document is the file
}

// Place is a checkpoint of the map from Raw to the file: from byte Raw of the
// decoded text on, each rune of Raw takes Width bytes of the file, until the
// next checkpoint.
type Place struct {
	Raw   int // byte in Document.Raw
	File  int // byte in the file
	Width int // bytes a rune in the file; 0: as many as in Raw
}

// Block is a paragraph, heading, list item or other layout unit.
type Block struct {
	Kind    Kind      // KindNone until undoc has run
	Level   int       // of a heading or list item, from 1; 0 elsewhere
	Label   string    // paragraph number or letter as printed: "12", "(a)", "一"; "" if none
	Section int       // index into Document.Sections
	Note    *NoteMark // of a footnote: where its mark stands; nil if not known
	Lead    int       // bytes of Text that name the speaker, up to the colon; 0 if none. They are a unit of their own
	// Spans are the block's pieces of Raw in reading order; more than one where
	// removed furniture stands inside (a page joint). Leading and trailing
	// white space is not in them.
	Spans   []segment.Span
	Text    string   // the joined text
	Repairs []Repair // every difference between the pieces and Text, in reading order
	Indent  int      // leading columns of the first line, in characters
	Line    int      // first line in Raw, from 1
	Page    int      // from 1; 0 when the source has no pages
}

// NoteMark is the place of a footnote's mark in the text.
type NoteMark struct {
	Block   int // index into Document.Blocks
	At, Len int // bytes of the block's Text
}

// Repair is one change between Raw and a cleaned text.
type Repair struct {
	segment.Span        // in Raw; empty for an insertion
	Rule         string // "join", "hyphen", "zero-width" …: the step's name
	Now          string // what stands there now, "" if nothing
}

// Removal is a stretch of Raw that is in no unit.
type Removal struct {
	segment.Span        // in Raw
	Rule         string // "layout" for white space between blocks; "page-number", "running-header" …
}

// Masthead holds the fields of a UN masthead; empty where it has none.
type Masthead struct {
	Symbols      []string // normalised, the primary first: [A/75/860, S/2021/387]
	Bodies       []string // English names: "General Assembly"
	Distribution string   // "General", "Limited", "Restricted", "Reserved"
	Date         string   // of the document, ISO 8601
	Version      string   // language of this version, ISO 639-1
	Original     []string // languages of the original, ISO 639-1; empty if not stated
	OriginalSeen bool     // an "Original:" field is there, perhaps empty
	JobNumber    string   // "21-05318"
	JobLanguage  string   // letter of the job number: "C"
	JobDates     []string // ISO 8601
	Barcode      string   // digits
	Sessions     []string // as printed
	SessionNo    int      // 75; 0 if none
	Year         int      // year of the Security Council or session year; 0 if none
	AgendaItems  []string // "130(t)"
	Type         string   // "letter", "resolution", "report", "record", "statement", "draft", "note", "" if not known
	Title        string   // of the document
}

// Section is a part of a document with one original language: a letter, an annex …
type Section struct {
	Type     string   // "body", "letter", "annex", "appendix", "enclosure", "speech" of a verbatim record, "reply" of a State
	Label    string   // "II" of "Annex II"
	Title    string   // as printed
	Original []string // ISO 639-1; empty if not known
	Evidence Evidence // where Original was read
	Inherits bool     // Original was taken over from the section that this one belongs to
	First    int      // index of the first block
}

// Evidence names the place where an original language was read.
type Evidence string

// The kinds of evidence, strongest first.
const (
	EvidenceBracket  Evidence = "bracket"  // "[Original: Russian]" at the head of the section
	EvidenceSpeech   Evidence = "speech"   // "(spoke in French)", or nothing said in a record of that language
	EvidenceMasthead Evidence = "masthead" // "Original: English"
	EvidenceSibling  Evidence = "sibling"  // stated in another language version
	EvidenceNone     Evidence = "none"
)

// Problem is a doubt or a fault with its place; reading went on.
type Problem struct {
	Stage  string // "ingest", "clean" …
	Path   string
	Line   int // from 1; 0 if it concerns the whole file
	Col    int // in characters, from 1; 0 if none
	What   string
	Severe bool // the document was set aside
}
