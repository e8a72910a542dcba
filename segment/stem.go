package segment

import (
	"hash/maphash"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/russian"
)

// Stem gives the form of a word by which it is matched across texts: folded to
// half width and lower case, ё as е, without stress marks and invisible
// characters, an English possessive or contraction cut off, the points of an
// abbreviation dropped ("U.S." and "US" are both "us"), and stemmed by
// Snowball: Latin letters as English, Cyrillic ones as Russian, whatever the
// language of the text, so that a copied name has one form in all of them. The
// parts of a hyphenated word are stemmed one by one and stay joined by "-".
// Safe for concurrent use.
func Stem(word string) string {
	if s, ok := stems.get(word); ok {
		return s
	}
	s := stemWord(word)
	stems.put(word, s)
	return s
}

func stemWord(word string) string {
	w := foldWord(word)
	if !strings.Contains(w, "-") {
		return stemPart(w)
	}
	parts := strings.Split(w, "-")
	for i, p := range parts {
		parts[i] = stemPart(p)
	}
	return strings.Join(parts, "-")
}

// foldWord brings a word to half width and lower case, its hyphens and
// apostrophes to "-" and "'", and drops what is not seen or only marks stress.
func foldWord(word string) string {
	ascii := true
	for i := 0; i < len(word) && ascii; i++ {
		ascii = word[i] < utf8.RuneSelf
	}
	if ascii {
		return strings.ToLower(word)
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case 'ё', 'Ё':
			return 'е'
		case '‐', '‑': // U+2010, U+2011
			return '-'
		case '’', '‘', 'ʼ': // U+2019, U+2018, U+02BC
			return '\''
		case '\u0300', '\u0301': // grave and acute: stress
			return -1
		}
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(fold(r))
	}, word)
}

// contractions are the endings after an apostrophe that English cuts off.
var contractions = map[string]bool{"s": true, "t": true, "d": true, "m": true, "re": true, "ve": true, "ll": true}

// maxStemmed is the longest part, in bytes, that is stemmed: longer ones are
// no words (and Snowball's rules were not made for them).
const maxStemmed = 64

func stemPart(w string) string {
	if i := strings.IndexByte(w, '\''); i > 0 {
		if contractions[w[i+1:]] || i == len(w)-1 {
			w = w[:i]
		}
	}
	if strings.IndexByte(w, '.') >= 0 {
		if isDotted(w) {
			return strings.ReplaceAll(w, ".", "")
		}
		return strings.TrimSuffix(w, ".")
	}
	if len(w) > maxStemmed {
		return w
	}
	r, _ := utf8.DecodeRuneInString(w)
	env := snowballstem.NewEnv(w)
	switch ScriptOf(r) {
	case LatinScript:
		english.Stem(env)
	case CyrillicScript:
		russian.Stem(env)
	default:
		return w
	}
	if s := env.Current(); s != "" {
		return s
	}
	return w
}

// isDotted tells whether every piece between the points of w is one letter:
// "u.s", "т.е.", "a.m".
func isDotted(w string) bool {
	letters, points := 0, 0
	for _, r := range w {
		switch {
		case r == '.':
			if letters != 1 {
				return false
			}
			letters = 0
			points++
		case unicode.IsLetter(r):
			letters++
		default:
			return false
		}
	}
	return points > 0 && letters <= 1
}

// stemCache remembers stems: text repeats its words, and a look-up costs a
// tenth of a stem. It is cut into shards so that many goroutines do not wait
// for one another, and a full shard is emptied, so that memory stays bounded.
type stemCache struct {
	seed   maphash.Seed
	shards [16]stemShard
}

type stemShard struct {
	sync.RWMutex
	m map[string]string
}

// shardWords is how many words one shard holds at most; a word longer than
// maxStemmed is not kept.
const shardWords = 4096

var stems = stemCache{seed: maphash.MakeSeed()}

func (c *stemCache) shard(word string) *stemShard {
	return &c.shards[maphash.String(c.seed, word)%uint64(len(c.shards))]
}

func (c *stemCache) get(word string) (string, bool) {
	sh := c.shard(word)
	sh.RLock()
	s, ok := sh.m[word]
	sh.RUnlock()
	return s, ok
}

func (c *stemCache) put(word, stem string) {
	if len(word) > maxStemmed {
		return
	}
	sh := c.shard(word)
	sh.Lock()
	if sh.m == nil || len(sh.m) >= shardWords {
		sh.m = make(map[string]string, 256)
	}
	// The key must not keep the text alive that the word is a piece of.
	sh.m[strings.Clone(word)] = strings.Clone(stem)
	sh.Unlock()
}
