package corpus

import (
	"cmp"
	"fmt"
	"slices"
	"unicode/utf8"

	"tritext/segment"
)

// Balance tells where the text of a document went. Every byte of the decoded
// text stands under exactly one of the four heads, so that
// Total = Aligned + Null + Apart + Removed (the conservation law).
type Balance struct {
	Total   Amount `json:"total"`   // the whole decoded text
	Aligned Amount `json:"aligned"` // units with a partner in at least one other language
	Null    Amount `json:"null"`    // units that take part in alignment and have no partner
	Apart   Amount `json:"apart"`   // units kept out of alignment by their kind: masthead, tables …
	Removed Amount `json:"removed"` // in no unit: page furniture, white space between blocks
}

// Amount is a quantity of text.
type Amount struct {
	Bytes int `json:"bytes"` // of the decoded text, UTF-8
	Chars int `json:"chars"` // Unicode code points
}

func (a *Amount) add(b Amount) {
	a.Bytes += b.Bytes
	a.Chars += b.Chars
}

// Add sums two balances, for the totals of a corpus.
func (b *Balance) Add(o Balance) {
	b.Total.add(o.Total)
	b.Aligned.add(o.Aligned)
	b.Null.add(o.Null)
	b.Apart.add(o.Apart)
	b.Removed.add(o.Removed)
}

// Closes tells whether the four heads make up the whole.
func (b Balance) Closes() bool {
	var sum Amount
	for _, a := range []Amount{b.Aligned, b.Null, b.Apart, b.Removed} {
		sum.add(a)
	}
	return sum == b.Total
}

// Balance counts where every byte of the document went. It fails with the
// first place in byte order that is in no unit and no removal, or in two, or
// where a span cuts a character. Units count as aligned by Unit.Partners.
func (d *Document) Balance() (Balance, error) {
	var b Balance
	b.Total = Amount{Bytes: len(d.Raw), Chars: utf8.RuneCountInString(d.Raw)}
	claims := d.claims()
	at, last := 0, -1 // bytes that are accounted for, and the claim that ends there
	for i, c := range claims {
		switch {
		case c.Start > c.End || c.Start < 0 || c.End > len(d.Raw):
			return b, d.unbalanced(c.Start, "span [%d,%d) of %s is not in the text of %d bytes", c.Start, c.End, d.claimant(c), len(d.Raw))
		case c.Len() == 0:
			continue
		case c.Start > at && last < 0:
			return b, d.unbalanced(at, "bytes [%d,%d) are in no unit and no removal (before %s)", at, c.Start, d.claimant(c))
		case c.Start > at:
			return b, d.unbalanced(at, "bytes [%d,%d) are in no unit and no removal (between %s and %s)", at, c.Start, d.claimant(claims[last]), d.claimant(c))
		case c.Start < at:
			return b, d.unbalanced(c.Start, "byte %d is in %s and in %s", c.Start, d.claimant(claims[last]), d.claimant(c))
		}
		b.head(d, c).add(Amount{Bytes: c.Len(), Chars: utf8.RuneCountInString(c.In(d.Raw))})
		at, last = c.End, i
	}
	if at < len(d.Raw) {
		return b, d.unbalanced(at, "bytes [%d,%d) are in no unit and no removal, at the end", at, len(d.Raw))
	}
	if !b.Closes() { // the bytes add up by now, so that only cut characters can be counted twice
		return b, d.unbalanced(0, "the balance does not close: a span cuts a character")
	}
	return b, nil
}

// claim is a piece of a unit or a removal.
type claim struct {
	segment.Span
	unit    int // index into Units; -1: a removal
	removal int // index into Removed
}

// claims gives all pieces of units and all removals in the order of the text.
func (d *Document) claims() []claim {
	claims := make([]claim, 0, len(d.Units)+len(d.Removed))
	for i := range d.Units {
		for _, s := range d.Units[i].Spans {
			claims = append(claims, claim{Span: s, unit: i})
		}
	}
	for i := range d.Removed {
		claims = append(claims, claim{Span: d.Removed[i].Span, unit: -1, removal: i})
	}
	slices.SortFunc(claims, func(x, y claim) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End), cmp.Compare(x.unit, y.unit), cmp.Compare(x.removal, y.removal))
	})
	return claims
}

// claimant names what a claim is of.
func (d *Document) claimant(c claim) string {
	if c.unit < 0 {
		return "a removal by rule " + d.Removed[c.removal].Rule
	}
	return "unit " + d.Units[c.unit].ID
}

// head is where the text of a claim counts.
func (b *Balance) head(d *Document, c claim) *Amount {
	if c.unit < 0 {
		return &b.Removed
	}
	switch u := &d.Units[c.unit]; {
	case !u.Kind.Aligned():
		return &b.Apart
	case len(u.Partners) > 0:
		return &b.Aligned
	}
	return &b.Null
}

// unbalanced is the error of a balance that does not close, with its place.
func (d *Document) unbalanced(raw int, format string, args ...any) error {
	line := 1
	for _, c := range []byte(d.Raw[:max(0, min(raw, len(d.Raw)))]) {
		if c == '\n' {
			line++
		}
	}
	return fmt.Errorf("corpus: %s:%d: %s/%s: %s", d.Source.Path, line, d.ID, d.Lang, fmt.Sprintf(format, args...))
}
