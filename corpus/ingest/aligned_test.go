package ingest

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

const riverTMX = `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="zh" datatype="plaintext" segtype="sentence"/>
<body>
<tu tuid="u1"><tuv xml:lang="zh-CN"><seg>水位上涨。</seg></tuv><tuv xml:lang="EN-US"><seg>The <hi>water</hi> <ph>{1}</ph>rose.</seg></tuv><tuv xml:lang="ru"><seg>Вода
поднялась.</seg></tuv></tu>
<tu><tuv xml:lang="zh"><seg>五月。</seg></tuv><tuv xml:lang="en"><seg> </seg></tuv><tuv xml:lang="fr"><seg>Mai.</seg></tuv></tu>
</body></tmx>`

// given writes what came aligned: a line a document and a line a pair.
func given(t *testing.T, p *Plan) []string {
	t.Helper()
	var got []string
	for _, problem := range p.Problems {
		got = append(got, fmt.Sprintf("%s:%d: %s", problem.Path, problem.Line, problem.What))
	}
	for f := range p.All() {
		for _, problem := range f.Problems {
			got = append(got, fmt.Sprintf("%s:%d: %s", problem.Path, problem.Line, problem.What))
		}
		for _, file := range f.Files {
			doc, err := Read(t.Context(), file, ReadOptions{Detect: script})
			if err != nil {
				got = append(got, err.Error())
				continue
			}
			var list []string
			for _, m := range doc.Marks {
				if m.Kind == "sentence" {
					list = append(list, m.ID+" "+m.In(doc.Raw))
				}
			}
			got = append(got, fmt.Sprintf("%s %s %s|%s: %s", doc.ID, doc.Lang, doc.Source.Path, doc.Source.Member, strings.Join(list, " / ")))
		}
		for _, g := range f.Given {
			got = append(got, fmt.Sprintf("%s %s-%s %v", f.ID, g.Source, g.Target, g.Beads))
		}
	}
	return got
}

func TestAligned(t *testing.T) {
	utf16le := func(s string) string {
		var b strings.Builder
		b.WriteString("\xFF\xFE")
		for _, u := range utf16.Encode([]rune(s)) {
			b.WriteByte(byte(u))
			b.WriteByte(byte(u >> 8))
		}
		return b.String()
	}
	river := []string{
		`m.tmx:6: left out: language "fr", and only en, ru, zh are read`,
		"m en m.tmx|: u1 The water rose.", "m ru m.tmx|: u1 Вода поднялась.", "m zh m.tmx|: u1 水位上涨。 / 2 五月。",
		"m en-ru [{[0] [0]}]", "m en-zh [{[0] [0]} {[] [1]}]", "m ru-zh [{[0] [0]} {[] [1]}]",
	}
	beads := []string{
		"letter en letter.en|: 0 The water rose. / 2 In May. / 3 In June.", "letter zh letter.zh|: 0 水位上涨。 / 1 五月和六月。",
		"letter en-zh [{[0] [0]} {[1 2] [1]}]",
	}
	lines := "The water rose.\n\nIn May.\nIn June.\n"
	tests := []struct {
		name  string
		files []string
		opt   Options
		want  []string
	}{
		{"TMX", []string{"m.tmx=" + riverTMX}, Options{}, river},
		{"TMX in UTF-16", []string{"m.tmx=" + utf16le(strings.Replace(riverTMX, "UTF-8", "UTF-16", 1))}, Options{}, river},
		{"TMX in GB18030", []string{"m.tmx=<?xml version=\"1.0\" encoding=\"gb18030\"?><tmx><tu><tuv lang=\"zh\"><seg>\xcb\xae\xa1\xa3</seg></tuv><tuv lang=\"en\"><seg>Water.</seg></tuv></tu></tmx>"}, Options{},
			[]string{"m en m.tmx|: 1 Water.", "m zh m.tmx|: 1 水。", "m en-zh [{[0] [0]}]"}},
		{"TMX of documents", []string{`m.tmx=<tmx><tu><prop type="x-Document">A/1</prop><tuv xml:lang="zh"><seg>水。</seg></tuv><tuv xml:lang="en"><seg>Water.</seg></tuv></tu><tu><prop type="x-document">A/2</prop><tuv xml:lang="zh"><seg>火。</seg></tuv><tuv xml:lang="en"><seg>Fire.</seg></tuv></tu></tmx>`}, Options{},
			[]string{"A/1 en m.tmx|A/1: 1 Water.", "A/1 zh m.tmx|A/1: 1 水。", "A/1 en-zh [{[0] [0]}]", "A/2 en m.tmx|A/2: 2 Fire.", "A/2 zh m.tmx|A/2: 2 火。", "A/2 en-zh [{[0] [0]}]"}},
		{"TMX cut short", []string{"m.tmx=" + riverTMX[:strings.Index(riverTMX, "<tu><tuv")+20]}, Options{}, []string{
			"m.tmx:6: cut short: the end of the XML is missing: not read on",
			"m en m.tmx|: u1 The water rose.", "m ru m.tmx|: u1 Вода поднялась.", "m zh m.tmx|: u1 水位上涨。",
			"m en-ru [{[0] [0]}]", "m en-zh [{[0] [0]}]", "m ru-zh [{[0] [0]}]"}},
		{"no TMX", []string{"m.tmx=<html/>"}, Options{}, []string{"m.tmx:1: no TMX: its root is html"}},
		{"entities of its own", []string{`m.tmx=<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><tmx><tu><tuv lang="en"><seg>&b;</seg></tuv></tu></tmx>`}, Options{},
			[]string{"m.tmx:1: invalid character entity &b;: entities of a file's own are not read: not read on"}},
		{"an entity outside", []string{`m.tmx=<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx><tu><tuv lang="en"><seg>&x;</seg></tuv></tu></tmx>`}, Options{},
			[]string{"m.tmx:1: invalid character entity &x;: entities of a file's own are not read: not read on"}},
		{"deep", []string{"m.tmx=<tmx>" + strings.Repeat("<a>", 100000)}, Options{}, []string{"m.tmx:1: more than 256 elements in each other: not read on"}},
		{"an endless tag", []string{"m.tmx=<tmx><a b=\"" + strings.Repeat("x", 5<<20)}, Options{}, []string{"m.tmx:1: a tag or text of more than 4 MB: not read on"}},
		{"XLIFF 1.2", []string{`x.xlf=<xliff version="1.2"><file original="letter.docx" source-language="en" target-language="zh"><body>
<trans-unit id="1"><source>Water <g id="1">rose</g>.</source><target>水位上涨。</target><alt-trans><target>水。</target></alt-trans></trans-unit>
<trans-unit id="2"><source>In May. In June.</source><seg-source><mrk mtype="seg" mid="a">In May.</mrk> <mrk mtype="seg" mid="b">In <ph id="1">x</ph>June.</mrk></seg-source><target><mrk mtype="seg" mid="b">六月。</mrk></target></trans-unit>
</body></file></xliff>`}, Options{}, []string{
			"letter.docx en x.xlf|letter.docx: 1 Water rose. / 2/a In May. / 2/b In June.", "letter.docx zh x.xlf|letter.docx: 1 水位上涨。 / 2/b 六月。",
			"letter.docx en-zh [{[0] [0]} {[1] []} {[2] [1]}]"}},
		{"XLIFF 2", []string{`x.xlf=<xliff version="2.1" srcLang="zh" trgLang="ru"><file id="f1"><unit id="u"><segment id="s1"><source>水。</source><target>Вода.</target></segment><segment><source>火。</source></segment></unit></file></xliff>`}, Options{},
			[]string{"x/f1 ru x.xlf|x/f1: u/s1 Вода.", "x/f1 zh x.xlf|x/f1: u/s1 水。 / u 火。", "x/f1 ru-zh [{[0] [0]} {[] [1]}]"}},
		{"Moses asked for", []string{"t.zh=水。\n\n火。\n", "t.en=Water.\nAir.\nFire.\n"}, Options{Moses: true},
			[]string{"t en t.en|: 1 Water. / 2 Air. / 3 Fire.", "t zh t.en|: 1 水。 / 3 火。", "t en-zh [{[0] [0]} {[1] []} {[2] [1]}]"}},
		{"Moses of different lengths", []string{"t.zh=水。\n", "t.en=Water.\nAir.\n"}, Options{Moses: true}, []string{"t.en:0: not parallel: 2 lines, and t.zh has 1"}},
		{"vecalign", []string{"letter.zh-en.vecalign=[0]:[0]:0.1\n[1]:[2, 3]:0.2\n", "letter.zh=水位上涨。\n五月和六月。\n", "letter.en=" + lines}, Options{}, nil},
		{"hunalign", []string{"letter.en-zh.ladder=0\t0\t0.3\n1\t1\t0.5\n4\t2\t1\n", "letter.zh=水位上涨。\n五月和六月。\n", "letter.en=" + lines}, Options{}, beads},
		{"beads without a text", []string{"letter.zh-en.beads=[0]:[0]\n", "letter.zh=水。\n"}, Options{}, []string{"letter.zh-en.beads:0: beads without their texts: no letter.en beside it", "letter zh letter.zh|: "}},
		{"beads of other lines", []string{"letter.zh-en.beads=[0]:[7]\n", "letter.zh=水。\n", "letter.en=Water.\n"}, Options{}, []string{"letter.zh-en.beads:0: line 1: the text has no line 7", "letter.zh-en.beads:0: none of its beads could be read"}},
		{"OPUS", []string{
			`links.xml=<?xml version="1.0"?><!DOCTYPE cesAlign PUBLIC "-//CES//DTD XML cesAlign//EN" ""><cesAlign version="1.0"><linkGrp targType="s" fromDoc="en/a.xml.gz" toDoc="zh/a.xml.gz"><link id="SL1" xtargets="s1 s2;s1"/><link xtargets=";s2"/><link xtargets="s9;s2"/></linkGrp></cesAlign>`,
			`en/a.xml=<text><s id="s1">In May.</s><s id="s2"><w>In</w><w>June</w></s></text>`, `zh/a.xml=<text><s id="s1">五月和六月。</s><s id="s2">水。</s></text>`}, Options{},
			[]string{"links.xml:1: 1 ids of links are in no text", "a en links.xml|en/a.xml.gz zh/a.xml.gz: s1 In May. / s2 In June", "a zh links.xml|en/a.xml.gz zh/a.xml.gz: s1 五月和六月。 / s2 水。",
				"a en-zh [{[0 1] [0]} {[] [1]} {[] [1]}]"}},
		{"InterText", []string{
			`a.ru.en.xml=<?xml version="1.0"?><linkGrp toDoc="a.ru.xml" fromDoc="a.en.xml"><link type="1-2" xtargets="1:1;1:1 1:2" status="man"/></linkGrp>`,
			`a.en.xml=<text><p><s id="1:1">In May.</s><s id="1:2">In June.</s></p></text>`, `a.ru.xml=<text><s id="1:1">В мае и июне.</s></text>`}, Options{},
			[]string{"a en a.ru.en.xml|a.ru.xml a.en.xml: 1:1 In May. / 1:2 In June.", "a ru a.ru.en.xml|a.ru.xml a.en.xml: 1:1 В мае и июне.", "a ru-en [{[0] [0 1]}]"}},
		{"links to nowhere", []string{`l.xml=<cesAlign><linkGrp fromDoc="en/../../x.xml" toDoc="/etc/passwd"><link xtargets="1;1"/></linkGrp></cesAlign>`}, Options{}, []string{`l.xml:1: no text "en/../../x.xml" beside the links`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			tree(t, test.files...)
			plan, err := Discover([]string{"."}, test.opt)
			if err != nil {
				t.Fatal(err)
			}
			want := test.want
			if want == nil {
				want = []string{beads[0], beads[1], "letter zh-en [{[0] [0]} {[1] [1 2]}]"}
			}
			if diff := cmp.Diff(want, given(t, plan)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A manifest may call a document parallel line by line.
func TestMosesByManifest(t *testing.T) {
	tree(t, "1.txt=水。\n", "2.txt=Water.\n", "m.tsv=document\tlanguage\tpath\tkind\nd\tzh\t1.txt\tmoses\nd\ten\t2.txt\tmoses\ne\tzh\t1.txt\tpoem\n")
	plan, err := Discover(nil, Options{Manifest: "m.tsv"})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{`m.tsv:4: 1.txt stands in the manifest already`, "d en 2.txt|: 1 Water.", "d zh 2.txt|: 1 水。", "d en-zh [{[0] [0]}]"}
	if diff := cmp.Diff(want, given(t, plan)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Long files without documents of their own come in parts.
func TestAlignedParts(t *testing.T) {
	tree(t, "t.zh="+strings.Repeat("水。\n", alignedRows+1), "t.en="+strings.Repeat("Water.\n", alignedRows+1))
	plan, err := Discover([]string{"."}, Options{Moses: true})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for f := range plan.All() {
		got = append(got, fmt.Sprintf("%s|%s %d", f.ID, f.Files[0].Member, len(f.Given[0].Beads)))
	}
	if diff := cmp.Diff([]string{"t| 20000", "t/part-2|part 2 1"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Whatever the bytes are, readers of aligned files end, and the numbers of their
// beads are those of sentences.
func FuzzAligned(f *testing.F) {
	f.Add(0, riverTMX)
	f.Add(1, `<xliff version="1.2"><file source-language="en" target-language="zh"><trans-unit id="1"><source>a</source><target>水</target></trans-unit></file></xliff>`)
	f.Add(1, `<xliff srcLang="zh" trgLang="ru"><unit id="u"><segment><source>水</source></segment></unit></xliff>`)
	f.Add(2, `<linkGrp toDoc="a" fromDoc="b"><link xtargets="1;1"/></linkGrp>`)
	f.Add(3, "[0]:[0]:1\n0\t0\n1 1\n")
	f.Fuzz(func(t *testing.T, which int, content string) {
		if uint(which)%4 == 3 {
			list, err := readBeads(&side{file: found{open: fromMemory([]byte(content))}}, 5, 5)
			if err == nil {
				for _, b := range list {
					for _, n := range append(b.Source, b.Target...) {
						if n < 0 || n >= 5 {
							t.Fatalf("line %d", n)
						}
					}
				}
			}
			return
		}
		k := &[]kind{tmx, xliff, links}[uint(which)%4]
		c := &Collection{Path: "nowhere/a", kind: k, stem: "a", glossary: newGlossary(nil)}
		c.familiesOf(fromText(content), newIDs(nil), func(f Family) bool {
			size := map[string]int{}
			for _, file := range f.Files {
				size[file.Lang] = len(file.sentences)
			}
			for _, g := range f.Given {
				for _, b := range g.Beads {
					for i, list := range [][]int{b.Source, b.Target} {
						for _, n := range list {
							if n < 0 || n >= size[[]string{g.Source, g.Target}[i]] {
								t.Fatalf("sentence %d of %d", n, size[g.Source])
							}
						}
					}
				}
			}
			return true
		})
	})
}
