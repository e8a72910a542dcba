// Package embed is evidence from sentence vectors made elsewhere: a Scorer of
// package align that knows which sentences are near to each other.
//
// # Where vectors come from
//
// A Source gives the vectors of texts. Table holds those that stand in files
// (the pair of files of vecalign, NumPy arrays, rows of anything else), Client
// asks an address with the interface of OpenAI's /v1/embeddings and keeps what
// it got in a Cache. Static takes vectors that are at hand for any unit.
//
// # What the Scorer says
//
//  1. The mean of a text's vectors is taken off each of them: it is the language
//     and the subject, which all sentences share (side.go).
//  2. The margin of a bead is the cosine of its sides' vectors less half the mean
//     cosine of either side with its four nearest among 128 units of the other
//     text (Artetxe and Schwenk 2019, equation 3; cost.go). The vector of several
//     units is that of their joined text, where the source knows one, otherwise
//     the sum of theirs.
//  3. A straight line turns the margin into a log likelihood ratio. It is fitted
//     to this document: to the margins of the 1-1 beads of the round before, and
//     to those across neighbouring beads (fit.go). So an encoder's own scale does
//     not matter, and vectors that do not tell right from wrong fit to a line that
//     is 0 everywhere: they change nothing.
//
// Units that stand out as near to each other before anything is aligned are
// proposed for the first path (propose.go), and the first fit is to them: so
// vectors can align texts of languages of which no word is known.
//
// # Cost
//
// With sums, every cosine is made of those of single units, of which each is
// taken once: 10,000 sentences of 768 values and a band of 25 cells are 0.2
// thousand million multiplications; proposals take as much a side. Joined texts
// take one product a bead.
package embed
