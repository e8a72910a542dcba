// Package corpus holds the words of the trade: Document, Block, Unit, Group.
//
// The flow, each stage filling fields that were empty and never touching one
// that was full:
//
//  1. corpus/ingest reads bytes and leaves a Document with Source and Raw.
//  2. corpus/clean cuts Raw into Blocks of joined text and Removed spans.
//  3. corpus/undoc reads symbols, masthead, sections and the original
//     language of each, and gives every block its kind and label.
//  4. segment (through corpus/pipeline) cuts blocks into Units with tokens.
//  5. align pairs the units of two documents; Join makes Groups of all.
//  6. corpus/store writes documents, units, beads, groups and removals.
//
// The conservation law: every byte of Raw stands in exactly one of the units'
// spans or in exactly one removal. Balance counts it.
package corpus
