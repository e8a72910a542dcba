// Tritext makes sentence-aligned parallel corpora from documents in Chinese,
// English and Russian, and does each step of that work on its own: cut text
// into sentences and words, align sentences, score alignments.
//
// The examples below are run by the tests. They stand in a checkout of
// tritext, whose folder testdata holds the documents.
//
// # Commands
//
// Flags stand anywhere among the arguments; -- ends them, and - is standard
// input. Results go to standard output, progress and complaints to standard
// error: -q leaves out all but errors, -v tells every step, and --log json
// writes them for machines. tritext help COMMAND lists the flags of a command.
//
// The exit status is 0 if all was done; 1 if it was done, but something was set
// aside or a check failed, which is told; 2 if it could not be done. A file is
// written under its name only when it is whole.
//
// # Corpora
//
// tritext build -o corpus testdata/un reads every document of a folder, pairs
// its language versions, cleans them, cuts them into sentences, aligns them and
// leaves Parquet tables in the folder corpus; it prints what it paired and why,
// and where every character of every document went. tritext show corpus tells
// what is in a corpus: its documents, and with an id one document, sentence or
// group. The other commands do one step of this each.
//
//	$ tritext build -o ferry testdata/un/ferry-library_zh.txt testdata/un/ferry-library_en.txt testdata/un/ferry-library_ru.txt
//	1 document found
//	  ferry-library: en testdata/un/ferry-library_en.txt + ru testdata/un/ferry-library_ru.txt + zh testdata/un/ferry-library_zh.txt (by name)
//
//	ferry-library
//	  en  19 units in 8 blocks, 19 to align
//	      1503 characters = 1488 aligned + 0 without a partner + 0 kept apart + 15 removed
//	  ru  18 units in 7 blocks, 18 to align
//	      1322 characters = 1309 aligned + 0 without a partner + 0 kept apart + 13 removed
//	  zh  20 units in 8 blocks, 20 to align
//	      469 characters = 440 aligned + 21 without a partner + 0 kept apart + 8 removed
//	  zh-en  16 beads; without a partner: zh 1, en 0
//	  zh-ru  13 beads; without a partner: zh 3, ru 0
//	  en-ru  16 beads; without a partner: en 2, ru 0
//	  15 groups in two or more languages, 13 in three
//
//	corpus ferry: 1 document in 3 language versions
//	quality checks flag 6 of 16 groups: unsure 3, brackets 2, length 1
//	16 groups: 13 in three languages, 2 in two, 1 in one
//	       versions  units  characters =  aligned +  without a partner +  kept apart +  removed
//	   en         1     19        1503 =     1488 +                  0 +           0 +       15
//	   ru         1     18        1322 =     1309 +                  0 +           0 +       13
//	   zh         1     20         469 =      440 +                 21 +           0 +        8
//	  all         3     57        3294 =     3237 +                 21 +           0 +       36
//	consistency of three languages: 17 of 17 units; of each pair alone: 17 of 17 units
//
// The last line needs no gold to tell something of quality: in how many
// sentences of the first language the way over the second to the third leads
// where the direct way does, and in how many it did before each pair of languages
// listened to the third. A stretch where an alignment may have slipped is told with its
// place, and its groups have the flag "slip".
//
// Documents may also be rows of JSONL, CSV, TSV or Parquet with a column for
// each language, and files may be packed (gz, zst, xz, bz2) or stand in zip and
// tar archives. All of it is read as a stream; - is JSONL on standard input. Which
// columns hold what is told by their names, or by --columns:
//
//	tritext build -o corpus --columns zh=zh_text,en=en_text,ru=ru_text,id=record letters.jsonl.gz
//
// What is aligned already keeps its beads, and gets words, checks, groups and
// tables: TMX, XLIFF, files of beads beside their texts (letter.zh-en.beads,
// letter.zh, letter.en), XCES links and InterText beside the texts that they name,
// and with --moses texts that are parallel line by line. The aligner scores these
// beads and moves none.
//
// Where names tell nothing, tritext pair proposes by content what belongs together.
// It writes a manifest with a confidence and a reason a line, doubtful documents
// first; a person corrects it, and build takes it with --manifest:
//
//	tritext pair -o list.tsv scans
//	tritext build -o corpus --manifest list.tsv
//
// A group, in the languages that it has, with the beads that made it:
//
//	$ tritext show ferry ferry-library#g3
//	ferry-library#g3  confidence 0.968
//	  zh 1.2.3   图书馆设在下层甲板，渡轮离岸即开门，靠岸即关门，航程42分钟。
//	  en 1.2.2+1.2.3 The library on the lower deck opens when the ferry leaves the quay and closes when it ties up on the other side. The crossing takes 42 minutes.
//	  ru 1.2.2+1.2.3 Библиотека на нижней палубе открывается, когда паром отходит от причала, и закрывается, когда он швартуется на другом берегу. Переправа занимает 42 минуты.
//	  bead ferry-library#zh-en.3  1-2  confidence 0.985, score 3.76 (lexical 4.02, length -0.19, structure 0.00, type 0.32, edges -0.15, marks 0.12, interplay -1.40, votes 1.04)
//	  bead ferry-library#zh-ru.3  1-2  confidence 0.982, score 4.43 (lexical 4.09, length -0.06, structure 0.00, type 0.30, edges -0.12, marks 0.12, interplay -0.88, votes 0.97)
//
// A sentence, its place in the file, and what was done to it:
//
//	$ tritext show ferry ferry-library/zh#1.2.1
//	ferry-library/zh#1.2.1
//	  kind      sentence
//	  place     testdata/un/ferry-library_zh.txt, bytes 28–133
//	  raw       "每个工作日早晨，往返于塞尔纳与托尔姆岛之间的渡轮都载着上班族和自行车。"
//	  text      每个工作日早晨，往返于塞尔纳与托尔姆岛之间的渡轮都载着上班族和自行车。
//	  norm      每个工作日早晨，往返于塞尔纳与托尔姆岛之间的渡轮都载着上班族和自行车。
//	  words     每个/r 工作日/n 早晨/t ， 往返/v 于/p 塞尔/nrt 纳/nr 与/p 托尔/nrt 姆/x 岛/zg 之间/f 的/uj 渡轮/n 都/d 载/v 着/uz 上班族/nz 和/c 自行车/n 。
//	  partners  en, ru
//
//	ferry-library#g2  confidence 0.979
//	  zh 1.2.1+1.2.2 每个工作日早晨，往返于塞尔纳与托尔姆岛之间的渡轮都载着上班族和自行车。去年秋天起，船上又多了3000册图书。
//	  en 1.2.1   Every weekday morning, the ferry between Serna and the island of Tolm carries commuters, bicycles and, since last autumn, 3,000 books.
//	  ru 1.2.1   Каждое утро по будням паром, курсирующий между Серной и островом Тольм, перевозит пассажиров, велосипеды, а с прошлой осени — и 3000 книг.
//
// --source leads back to the lines of the file, with the sentence marked, and
// holds the file to be the one that the corpus was made of:
//
//	$ tritext show --source ferry ferry-library/en#1.2.3
//	ferry-library/en#1.2.3
//	  testdata/un/ferry-library_en.txt:6:43, bytes 281–311, UTF-8, as it was
//	       6  closes when it ties up on the other side. 【The crossing takes 42 minutes.】
//
// # Quality
//
// build asks nineteen questions to each group: do the numbers agree, is a side
// cut, untranslated or in another language, has the text been in the corpus
// before? The scores stand in the column checks of table parallel, and the names
// of those above their limit in flags; nothing is left out. tritext checks tells
// each with an example, tritext checks CORPUS counts them and shows the worst:
//
//	$ tritext checks --check numbers
//	numbers: numbers differ
//	  How many different numbers of one side the other does not say, in the worst pair of languages. Separators of thousands, decimal signs, numbers in words, million and 万, months and times of day are brought to one form first; a paragraph number may be there or not. Flagged above 0.
//	  bad  en  The library lent 3,200 books in 2043.
//	       ru  В 2043 году библиотека выдала 3200 книг.
//	       zh  2043年，图书馆借出2300册书。
//	  good en  The library cost 1.5 million crowns in 2043.
//	       ru  В 2043 году библиотека обошлась в 1,5 млн крон.
//	       zh  2043年，图书馆花费150万克朗。
//	$ tritext checks -q --check numbers --check length ferry
//	16 groups, 6 flagged
//	 flagged  of asked   share  check
//	       1        15    6.7%  length: length out of proportion
//	           ferry-library#g16  score 2.24
//	                          en  Photographs for this article were taken by readers of the library.
//	                          zh  (本刊编译)
//	       0         6    0.0%  numbers: numbers differ
//
// Commands that read a corpus take --where EXPRESSION over its columns
// (tritext recipes --columns lists them) and --recipe NAME, a list of rules with a
// name. How many groups were left out by which rule is told, and --rejected FILE
// gets them all:
//
//	confidence > 0.9 && orig_lang == "ru" && !flag("duplicate")
//
//	$ tritext recipes translation-studies
//	translation-studies: for study of originals and translations: direction known, neither side relayed, omissions kept
//	  orig_lang in ["en", "ru", "zh"]
//	      the original language must be known, and one of the corpus
//	  has(orig_lang)
//	      the original must stand in the group
//	  !relay
//	      a translation of a translation shows the language between
//	  len(langs) == 1 || confidence >= 0.5
//	      doubtful pairs would be studied as free translations; sentences without a partner stay
//	  !flag("slip") && !flag("cross-section")
//	      there the pairs may be chance
//	  !flag("formula")
//	      formulas are prescribed and tell nothing of a translator
//	  !(kind in ["signature", "speaker", "footnote"])
//	      names and references are not running text
//
// tritext split fills the column split: whole documents go to train, dev or test,
// with their Add., Corr. and Rev., their other symbols, their drafts, and the
// documents that share many sentences with them. A sentence of dev or test that
// train has nearly so goes to no side. At the end, every sentence of train is
// compared with all of dev and test, and of dev with test, in each language:
//
//	$ tritext build -q -o all testdata/un
//	$ tritext split -q all --dev 15% --test 15%
//	train       111 sentences in 3 documents
//	dev          20 sentences in 1 document
//	test         15 sentences in 1 document
//	none          0 sentences
//	5 clusters of documents that stay together, the largest has 1; joined by symbol 0, by title 0, by sentences 0
//	leaks: 138 groups of train and dev compared with 104 texts of dev and test
//	         0 exact pairs
//	         0 near duplicates (similarity 0.8 and more)
//	         0 symbols on two sides
//
// --test-from 2015-04-01 parts by time, --exclude-symbols FILE leaves documents
// out whose symbols others have published as their test set, --where and --recipe
// leave groups out, and --check only looks for leaks (exit status 1 if there are).
//
// # Exports
//
// tritext export writes a corpus in the form of another program; --list tells
// the forms, what each is for and what it cannot hold. The default is a table:
//
//	$ tritext export -q -l zh,en ferry | head -2
//	id	doc	type	orig_lang	relay	score	confidence	flags	split	checked	zh_ids	en_ids	zh	en
//	ferry-library#g1	ferry-library	1-1-1		false	1.5276	0.9909				1.1.1	1.1.1	7时15分开航的图书馆	The library that leaves at 7.15
//	$ tritext export -q -f tmx -o ferry.tmx -l zh,en,ru ferry
//	$ tritext export -q -f intertext -o review ferry
//
// What a person changes or confirms in a table, in JSONL, TMX, XCES or InterText
// goes back into the corpus by tritext import. It tells what differs and puts
// beads of method "checked" in the place of others, with who and when; files
// that name unknown sentences or cut a sentence change nothing:
//
//	$ tritext import --into ferry review
//	51 records read; 0 beads changed, 0 confirmed, in 0 documents
//
// # Finding and counting
//
// tritext find is a concordance: the term in the middle, its translations below.
// With --zh 渡轮 --not-en ferry it shows how else the term was translated.
//
//	$ tritext find ferry 渡轮 -n 1
//	ferry-library#g2  confidence 0.979
//	  zh      每个工作日早晨，往返于塞尔纳与托尔姆岛之间的【渡轮】都载着上班族和自行车。去年秋天起，船上又多了300…
//	  en  Every weekday morning, the ferry between Serna and the island of Tolm carries commuters, bicycles and, since last autumn, 3,000 books.
//	  ru  Каждое утро по будням паром, курсирующий между Серной и островом Тольм, перевозит пассажиров, велосипеды, а с прошлой осени — и 3000 книг.
//
//	the first 1 group; -n 0 shows all
//
// tritext stats counts, tritext sample draws groups at random, tritext verify
// holds a corpus to everything that is promised of it, tritext diff tells what
// two runs say differently, and tritext merge makes one corpus of several.
//
//	$ tritext verify ferry
//	all holds: 5 files, 3 document versions, 57 units, 51 beads, 16 groups, 23 removals
//
// # Review
//
// tritext review opens a page in the browser that shows what is most probably
// wrong first, and lets a person mend it: accept a row, merge it with the next,
// split it, move a sentence up or down, say that it has no partner or that the
// translation is wrong, and comment; all by keyboard (? lists the keys) or mouse.
//
//	tritext review corpus
//
// Every step is in corpus/review.jsonl before the page says "saved". What was
// checked stays; the rest of the document is aligned anew around it. The corpus
// itself shows the steps when the program ends, or by the button on the page. If
// the program was killed, the next review writes them, or --apply does:
//
//	$ tritext review --apply ferry
//	nothing to write: ferry has all steps
//
// In the corpus, checked beads have the method "checked", with editor and time,
// and a confidence of 1; groups of a wrong translation have the flag
// "wrong-translation". --export gold makes a measuring set of what was checked,
// --agreement tells how far two reviewers agree. In which port the page stands
// and which random token its address has, the program prints; nothing is served
// to other machines.
//
// How good a corpus is, tritext audit tells: it draws groups at random, has a
// person judge them on a page, or in a table that --tsv writes and --judged reads
// back, and gives the precision with an interval of 95 %, also to
// corpus/audit.json.
//
//	tritext audit -n 200 corpus
//	tritext audit -n 200 --tsv sample.tsv corpus
//	tritext audit --judged sample.tsv corpus
//
// # Is it good?
//
// tritext report tells what a corpus is worth, what to look at first, and where
// an alignment may have drifted. With -o report.html it is a page for a browser
// that needs no network; --pages worst:50 writes the most doubtful documents
// beside it, their sentences side by side, and tritext report CORPUS DOCUMENT -o
// FILE one of them. In the terminal:
//
//	$ tritext report ferry | head -9
//	report on ferry
//	  1 document in 3 language versions; 16 groups: 13 in three languages, 2 in two, 1 alone
//	  99.4 % of the running text has a partner; expected precision of the beads 93.7 %, recall 92.6 %
//	  three languages agree on 100.0 % of 17 units
//	  15 groups with about 15 different texts
//
//	What to look at first
//	  warn  3 of 15 groups (20.0 %): confidence below .5, more likely wrong than right.
//	  note  3 groups flagged: alignment not sure (20.0 %).
//
// Expected precision is the mean of the calibrated confidences of the beads, so
// it holds as far as the texts are like those that the confidence was calibrated
// on. What tritext audit lets a person judge is compared with it. Expected recall
// takes the beads that should be there to be those that are expected to be right
// and those that the units expected to stand in the wrong place would make.
// # Sentences and words
//
// tritext segment writes a sentence a line. The text tells its language, or -l
// does:
//
//	$ tritext segment testdata/un/ferry-library_ru.txt | head -4
//	Библиотека, которая отходит в 7:15
//	Каждое утро по будням паром, курсирующий между Серной и островом Тольм, перевозит пассажиров, велосипеды, а с прошлой осени — и 3000 книг.
//	Библиотека на нижней палубе открывается, когда паром отходит от причала, и закрывается, когда он швартуется на другом берегу.
//	Переправа занимает 42 минуты.
//
// With --words, the words stand apart; --terms names a file of Chinese words
// that the dictionary lacks:
//
//	$ tritext segment --words testdata/un/ferry-library_zh.txt | head -3
//	7 时 15 分 开航 的 图书馆
//	每个 工作日 早晨 ， 往返 于 塞尔 纳 与 托尔 姆 岛 之间 的 渡轮 都 载 着 上班族 和 自行车 。
//	去年 秋天 起 ， 船上 又 多 了 3000 册 图书 。
//	$ tritext segment --words testdata/un/ferry-library_en.txt | head -2
//	The library that leaves at 7.15
//	Every weekday morning , the ferry between Serna and the island of Tolm carries commuters , bicycles and , since last autumn , 3,000 books .
//
// As JSON, every sentence and every token has its place, in bytes, so that
// everything leads back to the file:
//
//	$ tritext segment -f jsonl testdata/un/ferry-library_en.txt | head -1
//	{"lang":"en","paragraph":1,"text":"The library that leaves at 7.15","start":0,"end":31,"tokens":[{"start":0,"end":3,"kind":"word","form":"the"},{"start":4,"end":11,"kind":"word","form":"librari"},{"start":12,"end":16,"kind":"word","form":"that"},{"start":17,"end":23,"kind":"word","form":"leav"},{"start":24,"end":26,"kind":"word","form":"at"},{"start":27,"end":31,"kind":"number","form":"7.15"}]}
//
// # Alignment
//
// tritext align takes files of one sentence a line. A line of its output is a
// bead: source lines, target lines, both numbered from 0, and a score in nats: of
// two alignments of the same texts, one whose scores sum up to 1 more is e times
// as probable. A line that has no partner is a bead of its own:
//
//	$ tritext align testdata/gold/ferry-library.zh testdata/gold/ferry-library.en | head -5
//	[0]:[0]:1.4241
//	[1, 2]:[1]:8.3769
//	[3]:[2, 3]:3.2537
//	[4]:[4, 5]:8.1927
//	[5]:[6]:5.0554
//
// -f tsv and -f jsonl add the texts, and a confidence: the probability that the
// bead is exactly right. Three files are aligned together, each pair of them
// listens to the third, and give groups of three languages. On standard error,
// where -q keeps it back, stands how far they agree: in how many sentences of the
// first text the way over the second to the third leads where the direct way
// does, and how many these were before the pairs listened to each other. Where
// there is no gold, the latter goes with quality best:
//
//	$ tritext align -q -f tsv testdata/gold/ferry-library.zh testdata/gold/ferry-library.en testdata/gold/ferry-library.ru | head -2
//	zh_lines	en_lines	ru_lines	type	score	confidence	flags	zh	en	ru
//	0	0	0	1-1-1	1.1950	0.9836		7时15分开航的图书馆	The library that leaves at 7.15	Библиотека, которая отходит в 7:15
//
// A folder of documents is aligned with --batch, each DOC.zh with its DOC.en,
// and with --third each with its DOC.ru too:
//
//	$ tritext align -q --batch testdata/gold -s zh -t en -o beads
//	$ tritext align -q --batch testdata/gold -s zh -t en --third ru -o three
//
// What a person has checked stays: the beads of --locked stand as they are, and
// the rest is aligned around them. --score-only scores the beads of any aligner
// and looks for no others:
//
//	$ tritext align --locked cmd/tritext/testdata/manual/checked.beads testdata/gold/ferry-library.zh testdata/gold/ferry-library.en | head -3
//	[0]:[0]:1.2100
//	[1]:[1]:4.4210
//	[2]:[]:-3.7772
//	$ tritext align --score-only testdata/gold/ferry-library.zh-en.gold testdata/gold/ferry-library.zh testdata/gold/ferry-library.en | head -3
//	[0]:[0]:1.5926
//	[1, 2]:[1]:8.5568
//	[3]:[2, 3]:3.1850
//
// Sentence vectors made elsewhere are more evidence. --embeddings takes a file
// of lines and a file of their vectors: vecalign's pair (the output of its
// overlap.py, and little-endian floats of 4 bytes), or a text and its NumPy
// array of a row a line. Both texts need vectors of the same encoder:
//
//	tritext align --embeddings overlaps,overlaps.emb doc.zh doc.en
//	tritext align --embeddings doc.zh,zh.npy --embeddings doc.en,en.npy doc.zh doc.en
//	tritext align --embeddings vectors.parquet --embeddings-columns text,embedding doc.zh doc.en
//
// or the address of an encoder with the interface of OpenAI's /v1/embeddings,
// such as Ollama, text-embeddings-inference or vLLM serve; build takes one too.
// What it gave is kept in the user's cache folder. Without the flag, nothing is
// ever asked over the network:
//
//	tritext align --embeddings http://localhost:11434/v1/embeddings --embeddings-model bge-m3 doc.zh doc.en
//
// The scale of the vectors does not matter, and vectors that cannot tell right
// pairs from wrong ones change nothing. A line without a vector is told, and is
// aligned by the other evidence. The vector of neighbouring lines is that of
// their joined text if there is one, otherwise the sum of theirs.
//
// # Words
//
// With --word-links, build and align also tell which words of a bead translate
// each other, --word-links=0.6 those that are likelier than that. A corpus keeps
// them in the column links of its beads, and show writes them in the languages
// that a bead or a group has:
//
//	$ tritext build -q --word-links -o linked testdata/un/ferry-library_zh.txt testdata/un/ferry-library_en.txt testdata/un/ferry-library_ru.txt
//	$ tritext show linked ferry-library#g3
//	ferry-library#g3  confidence 0.968
//	  zh 1.2.3   图书馆设在下层甲板，渡轮离岸即开门，靠岸即关门，航程42分钟。
//	  en 1.2.2+1.2.3 The library on the lower deck opens when the ferry leaves the quay and closes when it ties up on the other side. The crossing takes 42 minutes.
//	  ru 1.2.2+1.2.3 Библиотека на нижней палубе открывается, когда паром отходит от причала, и закрывается, когда он швартуется на другом берегу. Переправа занимает 42 минуты.
//	  bead ferry-library#zh-en.3  1-2  confidence 0.985, score 3.76 (lexical 4.02, length -0.19, structure 0.00, type 0.32, edges -0.15, marks 0.12, interplay -1.40, votes 1.04)
//	  bead ferry-library#zh-ru.3  1-2  confidence 0.982, score 4.43 (lexical 4.09, length -0.06, structure 0.00, type 0.30, edges -0.12, marks 0.12, interplay -0.88, votes 0.97)
//	  words zh=en=ru  图书馆=library=Библиотека · 设在=on=на · 下层=lower=нижней · 甲板=deck=палубе · 渡轮=ferry=паром · 离岸=leaves=– · 开门=opens=– · 靠岸=–=берегу · 关门=closes=закрывается · 42=42=42 · 分钟=minutes=минуты
//
// Word aligners write such links as pairs of numbers, from 0, a line for every
// bead; here with the words before them:
//
//	$ tritext align -f pharaoh-text testdata/gold/ferry-library.en testdata/gold/ferry-library.ru | head -2
//	The library that leaves at 7.15 ||| Библиотека , которая отходит в 7:15 ||| 1-0 2-2 3-3 4-4
//	Every weekday morning , the ferry between Serna and the island of Tolm carries commuters , bicycles and , since last autumn , 3,000 books . ||| Каждое утро по будням паром , курсирующий между Серной и островом Тольм , перевозит пассажиров , велосипеды , а с прошлой осени — и 3000 книг . ||| 0-0 1-3 2-1 4-2 5-4 6-7 7-8 8-9 10-10 12-11 13-13 16-16 17-18 19-19 20-20 21-21 23-24 24-25
//
// A passage that stands in another order in the other text, as moved annexes
// and lists in the order of an alphabet do, is told on standard error. With
// --allow-crossing its sentences are matched, in tritext build too. Told is also
// where an alignment may have slipped: beads that are doubtful together, or many
// sentences of both texts side by side without partners.
//
// tritext extend adds a language to an alignment that a person has checked. Its
// groups come out as they are; the words of all its languages are evidence:
//
//	$ tritext extend testdata/gold/ferry-library.zh-en.gold testdata/gold/ferry-library.zh testdata/gold/ferry-library.en testdata/gold/ferry-library.ru | head -2
//	zh_lines	en_lines	ru_lines	type	score	confidence	flags	zh	en	ru
//	0	0	0	1-1-1	2.6629	0.9953		7时15分开航的图书馆	The library that leaves at 7.15	Библиотека, которая отходит в 7:15
//
// # Scores
//
// tritext eval compares beads with gold beads that people made. The numbers of
// papers cannot be compared as they stand, because scorers differ; eval prints
// the usual ones, each under its name, and says what each counts. The first is
// the one to rank by:
//
//	$ tritext eval testdata/gold/ferry-library.zh-en.gold cmd/tritext/testdata/manual/ferry-library.zh-en.beads --by-type
//	ferry-library.zh-en.gold: 18 gold beads, 17 test beads
//
//	convention     count   precision  recall  F1     what is counted
//	vecalign       strict  0.765      0.867   0.812  beads, null beads in precision only
//	vecalign       lax     0.882      1.000   0.938  beads, null beads in precision only
//	nulls                  0.000      0.000   0.000  sentences said to have no partner
//	nulls-dropped  strict  0.812      0.867   0.839  beads, null beads left out
//	nulls-dropped  lax     0.938      1.000   0.968  beads, null beads left out
//	nulls-recall           0.765      0.722   0.743  beads, null beads in both
//	rungs                  0.944      0.895   0.919  places between beads
//	links                  0.913      0.955   0.933  links of sentence and sentence
//
//	type  in gold  found  recall  in test  right  precision
//	0-1   1        0      0.000   0        0      -
//	1-0   2        0      0.000   1        0      0.000
//	1-1   10       9      0.900   11       9      0.818
//	1-2   2        2      1.000   2        2      1.000
//	2-1   2        1      0.500   2        1      0.500
//	2-2   1        1      1.000   1        1      1.000
//
//	Precision: of what the test says, so much is right. Recall: of what the gold knows, so much was found. F1: their harmonic mean.
//
// Of folders, eval tells how far a figure can be trusted with so many
// documents, and whether a second system (--compare) is really better:
//
//	$ tritext eval --batch testdata/gold beads -p zh-en --convention vecalign
//	5 documents, zh-en: 157 gold beads, 156 test beads
//
//	convention  count   precision  recall  F1     95 % of F1      what is counted
//	vecalign    strict  0.994      1.000   0.997  0.985 to 1.000  beads, null beads in precision only
//	vecalign    lax     0.994      1.000   0.997  0.985 to 1.000  beads, null beads in precision only
//
//	Precision: of what the test says, so much is right. Recall: of what the gold knows, so much was found. F1: their harmonic mean.
//	95 %: bootstrap over the 5 documents, seed 1.
//
// --report page.html writes all of it for a browser, with the errors themselves
// side by side where the texts (DOC.zh, DOC.en) stand beside the gold, and a table
// in Markdown for a paper.
//
// # Models
//
// The translation model that align uses is part of the program. tritext train
// makes another from parallel text and dictionaries, for --model, with word
// vectors if it gets 2,000 pairs of texts or more; here from a table whose columns
// are English, Chinese and Russian:
//
//	$ tritext train -s zh -t en -o small.ttx en,zh,ru:cmd/tritext/testdata/manual/phrases.tsv
//	zh-en: 4 sentence pairs, 0 entries of dictionaries
//	zh-en: 6 words, 6 words, 8 pairs of words
//	no word vectors: 4 pairs of texts, 2000 are the least
//
// A few words or terms of one's own need no training: --dictionary zh,en:FILE of
// align, build and extend lays them over the model, tab-separated or in the
// format of CC-CEDICT.
//
// # Shells
//
// tritext completion bash, zsh or fish writes the completion script of a shell,
// tritext man this manual as a man page. tritext version tells the versions of
// everything that results depend on.
package main
