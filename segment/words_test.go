package segment

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// texts gives the texts of tokens and fails unless they tile the text.
func texts(t testing.TB, text string, tokens []Token) []string {
	t.Helper()
	var out []string
	at := 0
	for _, tok := range tokens {
		if tok.Start != at || tok.End <= tok.Start || tok.End > len(text) {
			t.Fatalf("token %v in %q does not go on from byte %d", tok, text, at)
		}
		out = append(out, tok.In(text))
		at = tok.End
	}
	if at != len(text) {
		t.Fatalf("tokens of %q end at byte %d of %d", text, at, len(text))
	}
	return out
}

var testRules = &Rules{Abbreviations: map[string]Ending{"mr": EndNever, "No": EndNumber, "ст": EndNumber, "article": EndLabel}}

// Tokens are written kind:text, those without meaning by their text alone.
func TestTokens(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"bad UTF-8", "a\xffb\xd0", "word:a|\xff|word:b|\xd0"},
		{"white space", " \t\n\u00a0\u3000x\u200b", " \t\n\u00a0\u3000|word:x|\u200b"},
		{"controls", "a\x00b", "word:a|\x00|word:b"},
		{"word", "States", "word:States"},
		{"hyphens", "policy-making non\u2011State", "word:policy-making| |word:non\u2011State"},
		{"dash", "north–south - x", "word:north|punct:–|word:south| |punct:-| |word:x"},
		{"hyphen at the end", "pre- and post-", "word:pre|punct:-| |word:and| |word:post|punct:-"},
		{"apostrophes", "State's can’t States'", "word:State's| |word:can’t| |word:States|punct:'"},
		{"abbreviations", "Mr. X, U.S. and No. 5, article.", "word:Mr.| |word:X|punct:,| |word:U.S.| |word:and| |word:No.| |number:5|punct:,| |word:article|punct:."},
		{"abbreviation at the end", "Say No.", "word:Say| |word:No|punct:."},
		{"Russian in English", "г-н Иванов, т.е. ст. 5", "latin:г-н| |latin:Иванов|punct:,| |latin:т.е.| |latin:ст.| |number:5"},
		{"Han in English", "a大会b", "word:a|latin:大会|word:b"},
		{"symbols", "A/RES/70/1, S/2021/387 and A/CN.9/SER.C/DIGEST/CISG/2.", "symbol:A/RES/70/1|punct:,| |symbol:S/2021/387| |word:and| |symbol:A/CN.9/SER.C/DIGEST/CISG/2|punct:."},
		{"symbol with suffix", "CCPR/C/SR.2665/Add.1 (S/RES/2446(2018))", "symbol:CCPR/C/SR.2665/Add.1| |punct:(|symbol:S/RES/2446|punct:(|number:2018|punct:)|punct:)"},
		{"double symbol", "A/75/860-S/2021/387", "symbol:A/75/860|punct:-|symbol:S/2021/387"},
		{"symbol with a fault", "S/PRST/ 1994/16", "symbol:S/PRST/ 1994/16"},
		{"no symbols", "and/or TCP/IP A/B km/h 24/7", "word:and|punct:/|word:or| |word:TCP|punct:/|word:IP| |word:A|punct:/|word:B| |word:km|punct:/|word:h| |number:24|punct:/|number:7"},
		{"a word that runs on", "A/70Б", "word:A|punct:/|latin:70Б"},
		{"thousands", "110,000 1 234 567 2\u00a0000 12,34", "number:110,000| |number:1 234 567| |number:2\u00a0000| |number:12|punct:,|number:34"},
		{"years are no thousands", "in 2015 100 more", "word:in| |number:2015| |number:100| |word:more"},
		{"resolution and year", "242(1967)", "number:242|punct:(|number:1967|punct:)"},
		{"decimals and dates", "10.5 4.2.1 12.05.2021.", "number:10.5| |number:4.2.1| |number:12.05.2021|punct:."},
		{"times", "10:30 5:3", "number:10:30| |number:5|punct::|number:3"},
		{"ranges", "2015-2017 2015–2017", "number:2015|punct:-|number:2017| |number:2015|punct:–|number:2017"},
		{"ordinals", "7th 1st 240-го 7-е 3-дневный", "number:7th| |number:1st| |number:240-го| |number:7-е| |latin:3-дневный"},
		{"words with digits", "5G 20-year-old COVID-19", "word:5G| |word:20-year-old| |word:COVID-19"},
		{"full width", "１２３，４", "number:１２３|punct:，|number:４"},
		{"marks", "--- ……? ((", "punct:---| |punct:……|punct:?| |punct:(|punct:("},
		{"emoji", "👩‍👩‍👧x", "punct:👩‍👩‍👧|word:x"},
		{"colon in a word", "Note:this", "word:Note|punct::|word:this"},
		{"glued sentences", "said.The", "word:said|punct:.|word:The"},
		{"address", "www.example.org", "word:www.example.org"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tokens := (&Tokenizer{Rules: testRules}).Tokens(c.in)
			texts(t, c.in, tokens)
			var got []string
			for _, tok := range tokens {
				s := tok.In(c.in)
				if tok.Kind != Space {
					s = tok.Kind.String() + ":" + s
				}
				got = append(got, s)
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("Tokens(%q)\n got %s\nwant %s", c.in, s, c.want)
			}
		})
	}
}

func TestForms(t *testing.T) {
	russian := &Tokenizer{Own: CyrillicScript, DecimalComma: true, Rules: testRules}
	for _, c := range []struct{ name, in, want string }{
		{"nothing to match", " , . ) ’", ""},
		{"English stems", "The Committees' decisions", "the committe decis"},
		{"Russian stems", "Комитетов решениями", "комитет решен"},
		{"yo and stress", "Ещё ведё\u0301т", "ещ ведет"},
		{"possessive", "State’s o'clock", "state o'clock"},
		{"full-width letters", "ＵＮＤＰ", "undp"},
		{"dotted", "U.S. US т.е.", "us us те"},
		{"hyphens", "policy‑making", "polici make"},
		{"numbers", "110 000; １１０,０００; 110\u00a0000", "110000 ; 110000 ; 110000"},
		{"decimals", "10.5 10,5 1,234.5", "10.5 10.5 1234.5"},
		{"Russian lists", "пункты 1,2,3", "пункт 1 2 3"},
		{"Russian thousands", "110 000,5 0,125 1,250", "110000.5 0.125 1250"},
		{"ordinals", "7th 7-е", "7 7"},
		{"symbols", "s A/res/70/1 S/PRST/ 1994/16", "s a / res / 70 / 1 S/PRST/1994/16"},
		{"marks", "?！：；（“«\"x\" % ＄ ／ & …… ... <<", "? ! : ; ( \" \" \" x % $ / & ... ... \""},
		{"number sign", "№ 5", "no 5"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tokens := russian.Tokens(c.in)
			texts(t, c.in, tokens)
			if got := strings.Join(Forms(nil, tokens), " "); got != c.want {
				t.Errorf("forms of %q\n got %s\nwant %s", c.in, got, c.want)
			}
		})
	}
}

// Every form leads back to the token that it comes from, for any text.
func TestFormTokens(t *testing.T) {
	russian := &Tokenizer{Own: CyrillicScript, DecimalComma: true, Rules: testRules}
	for _, c := range []struct {
		in   string
		want []int
	}{
		{"", nil},
		{" , . ) ’", nil},
		{"Комитетов решениями", []int{0, 2}},
		{"the policy‑making bodies", []int{0, 2, 2, 4}},
		{"а, б — что-нибудь.", []int{0, 3, 7, 7}},
	} {
		tokens := russian.Tokens(c.in)
		got := FormTokens(nil, tokens)
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: tokens %v, want %v", c.in, got, c.want)
		}
		forms := Forms(nil, tokens)
		if len(forms) != len(got) {
			t.Fatalf("%q: %d forms of %d tokens", c.in, len(forms), len(got))
		}
		for k, f := range forms {
			if !strings.Contains(tokens[got[k]].Form, f) {
				t.Errorf("%q: form %q of token %q", c.in, f, tokens[got[k]].Form)
			}
		}
	}
}

// A word has the same form whatever the language of the text is.
func TestFormsAgree(t *testing.T) {
	tokenizers := []*Tokenizer{
		{Own: LatinScript}, {Own: CyrillicScript, DecimalComma: true}, {Own: HanScript},
	}
	for _, text := range []string{"Reuters agencies", "решения Лаврова", "A/RES/70/1", "110 000", "10.5", "2021", "(50%)", "COVID-19", "U.N."} {
		want := Forms(nil, tokenizers[0].Tokens(text))
		for _, tk := range tokenizers[1:] {
			if got := Forms(nil, tk.Tokens(text)); !slices.Equal(got, want) {
				t.Errorf("%q: %q in one language, %q in another", text, want, got)
			}
		}
	}
}

func TestLength(t *testing.T) {
	for _, c := range []struct {
		in   string
		want float64
	}{
		{"", 0},
		{"\xff\xfe", 2},
		{"abc d", 5},
		{"大会", 2 * HanLength},
		{"2021 年 4 月", 5 + 2*HanLength},
		{"大会 A 决议", 1 + 4*HanLength},
		{"大会 ", 2 * HanLength},
		{" a", 2},
		{"мир", 3 * CyrillicLength},
		{"мир a", 3*CyrillicLength + 2},
	} {
		if got := Length(c.in); got-c.want > 1e-9 || c.want-got > 1e-9 {
			t.Errorf("Length(%q) = %v, want %v", c.in, got, c.want)
		}
	}
}

func TestStemCacheIsBounded(t *testing.T) {
	for i := range 3 * shardWords * len(stems.shards) {
		Stem(fmt.Sprintf("word%dx", i))
	}
	for i := range stems.shards {
		if n := len(stems.shards[i].m); n > shardWords {
			t.Errorf("shard %d holds %d words", i, n)
		}
	}
	if got := Stem("decisions"); got != "decis" {
		t.Errorf("Stem(decisions) = %q", got)
	}
}

func TestNewRulesErrors(t *testing.T) {
	_, err := NewRules(List{Name: "x.txt", Text: "# head\nMr\tnever\nfoo\tsometimes\n"})
	if err == nil || !strings.Contains(err.Error(), "x.txt:3:") {
		t.Errorf("error %v names no place", err)
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"", "a\xff", "A/RES/ 70/1-S/2021/5", "1 000,5", "10:30:5", "г-н т.е. С.В.", "…“x”", "\u200d👩", "said.The:x", "5-", "А/75", "q̈.a"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, tk := range []*Tokenizer{{Rules: testRules}, {Own: CyrillicScript, DecimalComma: true}, {Own: HanScript}} {
			for _, w := range texts(t, text, tk.Tokens(text)) {
				if utf8.ValidString(text) && !utf8.ValidString(w) {
					t.Errorf("token %q cuts a character", w)
				}
			}
		}
		Length(text)
	})
}

// The short way through plain letters finds what UAX #29 finds.
func FuzzShortWay(f *testing.F) {
	for _, s := range []string{"abc def", "мир.труд", "ёлка и", "a_b", "naïve,", "x\u0301y", "Note:a", "don't"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || text == "" {
			return
		}
		if r, _ := utf8.DecodeRuneInString(text); ScriptOf(r) != LatinScript && ScriptOf(r) != CyrillicScript {
			return
		}
		it := words.FromString(text)
		it.Next()
		want := it.Value()
		if strings.ContainsAny(want, ".:") {
			return // cut on purpose
		}
		if got := text[:uaxEnd(text, 0)]; got != want {
			t.Errorf("%q: word %q, by UAX #29 %q", text, got, want)
		}
	})
}
