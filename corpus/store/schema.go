package store

// SchemaVersion is the version of the columns below. It rises when a column
// comes, goes or changes its meaning; readers know all earlier versions.
const SchemaVersion = 3

// Table is the name of a table, which is the name of its folder.
type Table string

// The tables, in the order of the work.
const (
	TableDocuments Table = "documents"
	TableUnits     Table = "units"
	TableBeads     Table = "beads"
	TableParallel  Table = "parallel"
	TableRemoved   Table = "removed"
)

// Tables lists all tables.
var Tables = []Table{TableDocuments, TableUnits, TableBeads, TableParallel, TableRemoved}

// Each column is told in three parts: the version of the schema that it came
// with | its unit | what it is. "id" as a unit is a key of this or another
// table, "code" a language code of ISO 639-1, "name" a word of a fixed list,
// "text" free text. Lists without elements are empty, never null.

// DocumentRow is one language version of a document. id and lang are the key.
type DocumentRow struct {
	ID       string    `parquet:"id"`             // v1 | id | the document, the same for all its language versions
	Lang     string    `parquet:"lang,dict"`      // v1 | code | of this version
	Symbols  []string  `parquet:"symbols,list"`   // v1 | text | document symbols, normalised, the primary first: A/75/860, S/2021/387
	Type     string    `parquet:"type,dict"`      // v1 | name | letter, resolution, report, record, statement, draft, note; empty if not known
	Title    string    `parquet:"title"`          // v1 | text | of the document, as printed
	Date     string    `parquet:"date"`           // v1 | ISO 8601 | of the document; empty if not known
	Original []string  `parquet:"orig_lang,list"` // v1 | code | original languages that the masthead states
	Masthead Masthead  `parquet:"masthead"`       // v1 | - | the other fields of the masthead
	Source   Source    `parquet:"source"`         // v1 | - | the file that it was read from
	Sections []Section `parquet:"sections,list"`  // v1 | - | parts with an original language of their own, in order
	Counts   Counts    `parquet:"counts"`         // v1 | - | how much there is of what
	Balance  Balance   `parquet:"balance"`        // v1 | - | where every byte of the text went
	Problems []Problem `parquet:"problems,list"`  // v1 | - | doubts met while reading
}

// Masthead holds fields of a masthead of the United Nations as they were read.
type Masthead struct {
	Bodies       []string `parquet:"bodies,list"`       // v1 | text | organs, English names
	Distribution string   `parquet:"distribution,dict"` // v1 | name | General, Limited, Restricted, Reserved
	Version      string   `parquet:"version,dict"`      // v1 | code | language of this version as the masthead states it
	OriginalSeen bool     `parquet:"original_seen"`     // v1 | - | a field for the original language is there, perhaps empty
	JobNumber    string   `parquet:"job_number"`        // v1 | text | 21-05318
	JobLanguage  string   `parquet:"job_language,dict"` // v1 | text | letter of the job number: C, E, R
	JobDates     []string `parquet:"job_dates,list"`    // v1 | ISO 8601 | of the job number
	Barcode      string   `parquet:"barcode"`           // v1 | text | digits
	Sessions     []string `parquet:"sessions,list"`     // v1 | text | as printed
	SessionNo    int32    `parquet:"session_no"`        // v1 | number | 75 of the seventy-fifth session; 0 if none
	Year         int32    `parquet:"year"`              // v1 | number | year of the Council or of its session, from 1; 0 if none
	AgendaItems  []string `parquet:"agenda_items,list"` // v1 | text | 130(t)
}

// Source is the file of a document version.
type Source struct {
	Path    string `parquet:"path"`         // v1 | path | slash-separated, never absolute
	SHA256  string `parquet:"sha256"`       // v1 | hex | of the file's bytes
	Bytes   int64  `parquet:"bytes"`        // v1 | bytes | size of the file
	Charset string `parquet:"charset,dict"` // v1 | name | IANA name of its character set
	Paired  string `parquet:"paired,dict"`  // v1 | name | why it stands with its other versions: manifest, name, symbol, alone
	Format  string `parquet:"format,dict"`  // v3 | name | of the file: plain text, pdf, docx …
	Member  string `parquet:"member"`       // v3 | path | inside the file: of an archive's member, or number or id of a collection's record; empty if the document is the file
}

// Section is a part of a document with one original language.
type Section struct {
	Number   int32    `parquet:"number"`         // v1 | number | from 1; the first number in unit ids
	Type     string   `parquet:"type,dict"`      // v1 | name | body, letter, annex, appendix, enclosure
	Label    string   `parquet:"label"`          // v1 | text | II of Annex II
	Title    string   `parquet:"title"`          // v1 | text | as printed
	Original []string `parquet:"orig_lang,list"` // v1 | code | original languages; empty if not known
	Evidence string   `parquet:"evidence,dict"`  // v1 | name | where that was read: bracket, masthead, sibling, none
	Inherits bool     `parquet:"inherits"`       // v1 | - | taken over from the section that this one belongs to
	Units    int32    `parquet:"units"`          // v1 | number | units in it
}

// Counts says how much there is of what.
type Counts struct {
	Blocks    int32 `parquet:"blocks"`    // v1 | number | paragraphs, headings and other blocks
	Units     int32 `parquet:"units"`     // v1 | number | all units
	Sentences int32 `parquet:"sentences"` // v1 | number | units that take part in alignment
	Partnered int32 `parquet:"partnered"` // v1 | number | units with a partner in at least one language
	Tokens    int32 `parquet:"tokens"`    // v1 | number | words, numbers, symbols and Latin words
	Removed   int32 `parquet:"removed"`   // v1 | number | rows in table removed
}

// Balance tells where the text went: total is the sum of the other four.
type Balance struct {
	Total   Amount `parquet:"total"`   // v1 | - | the whole text
	Aligned Amount `parquet:"aligned"` // v1 | - | units with a partner
	Null    Amount `parquet:"null"`    // v1 | - | units of running text without a partner
	Apart   Amount `parquet:"apart"`   // v1 | - | units kept out of alignment by their kind
	Removed Amount `parquet:"removed"` // v1 | - | in no unit
}

// Amount is a quantity of text.
type Amount struct {
	Bytes int64 `parquet:"bytes"` // v1 | bytes | of UTF-8
	Chars int64 `parquet:"chars"` // v1 | characters | Unicode code points
}

// Problem is a doubt or fault with its place.
type Problem struct {
	Stage string `parquet:"stage,dict"` // v1 | name | ingest, clean, undoc …
	Line  int32  `parquet:"line"`       // v1 | number | from 1; 0: the whole file
	Col   int32  `parquet:"col"`        // v1 | characters | from 1; 0: the whole line
	What  string `parquet:"what"`       // v1 | text | what is wrong
}

// UnitRow is a sentence, a heading or another smallest piece of a document.
type UnitRow struct {
	ID       string   `parquet:"id"`            // v1 | id | DOC/LANG#SECTION.BLOCK.SENTENCE, numbers from 1
	DocID    string   `parquet:"doc_id,dict"`   // v1 | id | documents.id
	Lang     string   `parquet:"lang,dict"`     // v1 | code | with doc_id the key of the document version
	Kind     string   `parquet:"kind,dict"`     // v1 | name | sentence, heading, preambular, operative, list_item, masthead, signature, footnote, table_row, original, state, speaker, furniture
	Section  int32    `parquet:"section"`       // v1 | number | of its section, from 1
	Block    int32    `parquet:"block"`         // v1 | number | of its block in the section, from 1
	Sentence int32    `parquet:"sentence"`      // v1 | number | of the unit in its block, from 1
	Label    string   `parquet:"label"`         // v1 | text | of the paragraph that it opens: 12, (a); empty if none
	Raw      string   `parquet:"raw"`           // v1 | text | untouched, trailing white space and line ends included
	Text     string   `parquet:"text"`          // v1 | text | cleaned: lines joined, page furniture out
	Norm     string   `parquet:"norm"`          // v1 | text | normalised for matching and training
	Start    int64    `parquet:"start"`         // v1 | byte of the file | first byte of the unit
	End      int64    `parquet:"end"`           // v1 | byte of the file | first byte behind the unit
	Pieces   []Piece  `parquet:"pieces,list"`   // v1 | - | where the unit is not in one piece: its pieces; else empty
	Tokens   []Token  `parquet:"tokens,list"`   // v1 | - | words, numbers, punctuation and spaces that tile norm
	Repairs  []Repair `parquet:"repairs,list"`  // v1 | - | each change from raw to text, places in the file
	Changes  []Repair `parquet:"changes,list"`  // v1 | - | each change from text to norm, places in text
	Partners []string `parquet:"partners,list"` // v1 | code | languages in which some unit translates this one
	Page     int32    `parquet:"page"`          // v3 | number | on which it begins, from 1; 0 if the source has no pages
	Origin   string   `parquet:"origin"`        // v3 | id | that the source itself gives the sentence; empty if none
	Reads    string   `parquet:"reads,dict"`    // v3 | code | language that the unit reads as if it is not that of the version; else empty
	MarkOf   string   `parquet:"mark_of"`       // v3 | id | of a footnote: the unit in which its mark stands; empty if not known
	MarkAt   int32    `parquet:"mark_at"`       // v3 | byte | … and the place of the mark in that unit's text
}

// Piece is a half-open range of bytes of the source file.
type Piece struct {
	Start int64 `parquet:"start"` // v1 | byte of the file | first byte
	End   int64 `parquet:"end"`   // v1 | byte of the file | first byte behind it
}

// Token is one token of a unit.
type Token struct {
	Start int32  `parquet:"start"`     // v1 | byte of norm | first byte
	End   int32  `parquet:"end"`       // v1 | byte of norm | first byte behind it
	Kind  string `parquet:"kind,dict"` // v1 | name | word, number, symbol, latin, punct, space
	Form  string `parquet:"form"`      // v1 | text | what matches across texts: stem, Chinese word in simplified script, number without separators; empty if nothing
	Tag   string `parquet:"tag,dict"`  // v1 | name | tag of the dictionary (Chinese); empty if none
}

// Repair is one change of the text.
type Repair struct {
	Start int64  `parquet:"start"`     // v1 | byte | first byte that was changed
	End   int64  `parquet:"end"`       // v1 | byte | first byte behind it; start if something was put in
	Rule  string `parquet:"rule,dict"` // v1 | name | of the step: join, hyphen, zero-width …
	Now   string `parquet:"now"`       // v1 | text | what stands there now; empty if nothing
}

// BeadRow is a bead of the alignment of two versions: units that translate each
// other, or units without a partner (one side empty).
type BeadRow struct {
	ID         string      `parquet:"id"`               // v1 | id | DOC#SRC-TGT.N
	DocID      string      `parquet:"doc_id,dict"`      // v1 | id | documents.id
	SourceLang string      `parquet:"source_lang,dict"` // v1 | code | of the source
	TargetLang string      `parquet:"target_lang,dict"` // v1 | code | of the target
	SourceIDs  []string    `parquet:"source_ids,list"`  // v1 | id | units.id, in order of the text
	TargetIDs  []string    `parquet:"target_ids,list"`  // v1 | id | units.id, in order of the text
	Type       string      `parquet:"type,dict"`        // v1 | sizes | units of the source and the target: 1-2
	Score      float64     `parquet:"score"`            // v1 | nats | sum of the components; of all beads of a pair: log probability of the alignment up to a constant
	Components []Component `parquet:"components,list"`  // v1 | - | what the score is made of
	Confidence float64     `parquet:"confidence"`       // v1 | probability | that the bead is exactly right
	Method     string      `parquet:"method,dict"`      // v1 | name | who made it: tritext; given, by the input; checked, by a person
	Links      []WordLink  `parquet:"links,list"`       // v2 | - | words that translate each other, in the order of the source; empty in a corpus built without word links
	Editor     string      `parquet:"editor,dict"`      // v3 | name | of the person who checked it; empty if nobody did
	Edited     string      `parquet:"edited,dict"`      // v3 | ISO 8601 | when that was; empty if nobody did
}

// WordLink joins two words of a bead. A word may be in several links, or in none.
type WordLink struct {
	SourceUnit  int32   `parquet:"source_unit,dict"`  // v2 | number | place in source_ids, from 0
	SourceToken int32   `parquet:"source_token,dict"` // v2 | number | place in the tokens of that unit, from 0
	TargetUnit  int32   `parquet:"target_unit,dict"`  // v2 | number | place in target_ids, from 0
	TargetToken int32   `parquet:"target_token,dict"` // v2 | number | place in the tokens of that unit, from 0
	P           float32 `parquet:"p,dict"`            // v2 | probability | of the link, to two digits
}

// Component is one scorer's part of a score.
type Component struct {
	Name  string  `parquet:"name,dict"` // v1 | name | of the scorer
	Value float64 `parquet:"value"`     // v1 | nats | its part
}

// ParallelRow is a group: the sentences of up to three languages that belong
// together. Its translation column is what Hugging Face datasets calls a
// Translation; the file's metadata say so.
type ParallelRow struct {
	ID          string       `parquet:"id"`                   // v1 | id | DOC#gN
	DocID       string       `parquet:"doc_id,dict"`          // v1 | id | documents.id
	Translation *Translation `parquet:"translation,optional"` // v1 | - | the text, a field a language (never null)
	EnIDs       []string     `parquet:"en_ids,list"`          // v1 | id | units.id of the English side
	RuIDs       []string     `parquet:"ru_ids,list"`          // v1 | id | units.id of the Russian side
	ZhIDs       []string     `parquet:"zh_ids,list"`          // v1 | id | units.id of the Chinese side
	BeadIDs     []string     `parquet:"bead_ids,list"`        // v1 | id | beads.id of the beads that made it
	Type        string       `parquet:"type,dict"`            // v1 | sizes | units in en, ru and zh: 1-1-2; 0 where the language is missing
	OrigLang    []string     `parquet:"orig_lang,list"`       // v1 | code | original language of the section; empty if not known
	Evidence    string       `parquet:"evidence,dict"`        // v1 | name | where that was read: bracket, masthead, sibling, none
	Relay       bool         `parquet:"relay"`                // v1 | - | a side may have been translated through a third language
	Score       float64      `parquet:"score"`                // v1 | nats a unit | mean of the scores of its beads
	Confidence  float64      `parquet:"confidence"`           // v1 | probability | product of the confidences of its beads
	Flags       []string     `parquet:"flags,list"`           // v1 | name | doubts: crossing, cross-section, inconsistent, language, slip …
	Checks      []CheckScore `parquet:"checks,list"`          // v3 | - | what the quality checks found, in the order of their names
	Split       string       `parquet:"split,dict"`           // v3 | name | train, dev or test; empty if the corpus is not split
}

// CheckScore is the score of one quality check.
type CheckScore struct {
	Name  string  `parquet:"name,dict"` // v3 | name | of the check
	Score float32 `parquet:"score"`     // v3 | see the check | its score
}

// Translation holds the normalised text of a group: the units of a side
// joined by a space, in Chinese by nothing; null where a side is missing.
type Translation struct {
	En *string `parquet:"en,optional"` // v1 | text | English
	Ru *string `parquet:"ru,optional"` // v1 | text | Russian
	Zh *string `parquet:"zh,optional"` // v1 | text | Chinese
}

// RemovedRow is a stretch of a document that is in no unit.
type RemovedRow struct {
	DocID string `parquet:"doc_id,dict"` // v1 | id | documents.id
	Lang  string `parquet:"lang,dict"`   // v1 | code | with doc_id the key of the document version
	Start int64  `parquet:"start"`       // v1 | byte of the file | first byte
	End   int64  `parquet:"end"`         // v1 | byte of the file | first byte behind it
	Rule  string `parquet:"rule,dict"`   // v1 | name | why: layout, page-number, running-header …
	Text  string `parquet:"text"`        // v1 | text | what was there
}

// longTexts are the columns whose smallest and largest values would only bloat
// the files: Parquet keeps them whole, in every page header and in the footer.
var longTexts = map[Table][][]string{
	TableDocuments: {{"title"}, {"problems", "list", "element", "what"}, {"sections", "list", "element", "title"}},
	TableUnits: {
		{"raw"}, {"text"}, {"norm"}, {"tokens", "list", "element", "form"},
		{"repairs", "list", "element", "now"}, {"changes", "list", "element", "now"},
	},
	TableParallel: {{"translation", "en"}, {"translation", "ru"}, {"translation", "zh"}},
	TableRemoved:  {{"text"}},
}

// huggingFace tells Hugging Face datasets that the column translation of table
// parallel is a Translation; the other features follow from the Parquet types.
const huggingFace = `{"info":{"features":{"translation":{"languages":["en","ru","zh"],"_type":"Translation"}}}}`
