// Package segment cuts text into sentences and words without losing a byte.
//
// It works on places, not copies: a sentence and a token are half-open byte
// spans of the text that they were cut from. Two laws hold for every
// language and for any bytes, valid UTF-8 or not:
//
//	the sentences of a text tile it: put together they give the text back;
//	the tokens of a text tile it, white space included as tokens of its kind.
//
// Flow: text → Language.Sentences (spans) → Language.Tokens (spans with kind,
// matching form and tag). Package lang holds the list of languages; package
// gse is the one door to the Chinese word segmenter.
//
// segment imports nothing of ours, so it can be used and tested alone.
package segment
