package export

import (
	"strings"

	"tritext/corpus"
)

// moses is the form of the Moses decoder, in which most parallel corpora are
// given away: a file a language, line N of all of them belongs together. UNPC
// names its files so: UNPC.en-zh.en.
var moses = &Format{
	Name: "moses", Title: "Moses: a file a language, a group a line",
	Lacks:  "ids, scores, direction, tokens, and groups that lack one of the languages",
	Folder: true,
	write: func(j *job) error {
		base := j.Name + "." + strings.Join(j.Languages, "-") + "."
		pages := make([]*page, len(j.Languages))
		for i, lang := range j.Languages {
			var err error
			if pages[i], err = j.out.create(base + lang); err != nil {
				return err
			}
		}
		return j.each(func(f *corpus.Family) error {
			for _, g := range j.complete(f) {
				for i, lang := range j.Languages {
					_, _ = pages[i].WriteString(oneLine(j.side(f, g, lang)))
					_ = pages[i].WriteByte('\n')
				}
				j.count.Records++
			}
			return nil
		})
	},
}
