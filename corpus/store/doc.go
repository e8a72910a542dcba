// Package store writes and reads a corpus: a folder of Parquet tables with a
// manifest. It is the one door to parquet-go.
//
//	documents/part-00000.parquet   one row a language version of a document   (DocumentRow)
//	units/part-00000.parquet       one row a sentence or other unit           (UnitRow)
//	beads/part-00000.parquet       one row a bead of a pair of languages      (BeadRow)
//	parallel/part-00000.parquet    one row a group of up to three languages   (ParallelRow)
//	removed/part-00000.parquet     one row a stretch that is in no unit       (RemovedRow)
//	manifest.json                  inputs, counts, balances, the signature    (Manifest)
//
// The columns are told in schema.go. The tables join by ids: units.doc_id and
// documents.id, beads.source_ids and units.id, parallel.bead_ids and beads.id.
// units and removed together hold the whole text of every document:
// ordered by start, their raw texts put together give the source back.
//
// A corpus is all there or not there at all: parts are written into a hidden
// folder beside their final place, each is read again and compared after
// writing, and Commit moves them into place with the manifest last. A folder
// without a manifest.json is no corpus. The same input gives the same bytes:
// nothing in the files tells when or where they were made.
package store
