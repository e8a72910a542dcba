package export

import (
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"tritext/corpus"
)

// mnbvc is the JSONL of the parallel corpora of MNBVC: 31 keys, all of them in
// every line, sorted. Its "paragraph" is a group here; counts are by document.
var mnbvc = &Format{
	Name: "mnbvc", Title: "MNBVC 平行语料 JSONL: a group a line with its 31 keys",
	Lacks: "tokens, scores (but for the key 扩展字段), groups of one language; texts of Chinese go under zh_text in either script; repetition is told within a document only",
	write: func(j *job) error {
		p, err := j.out.create(j.Name + ".jsonl")
		if err != nil {
			return err
		}
		enc := json.NewEncoder(p)
		enc.SetEscapeHTML(false)
		return j.each(func(f *corpus.Family) error {
			lines, err := j.mnbvcLines(f)
			if err != nil {
				return err
			}
			for _, line := range lines {
				if err := enc.Encode(line); err != nil { // encoding/json sorts the keys of a map
					return fmt.Errorf("export: %s: %w", f.ID, err)
				}
				j.count.Records++
			}
			return nil
		})
	},
}

// mnbvcLanguages are those that have a key CODE_text.
var mnbvcLanguages = strings.Fields("it zh en ar nl de eo fr he ja pt ru es sv ko th id cht vi")

// mnbvcLines makes the lines of a document. "zh_text" and "en_text" are looked
// at for repetition and quality even if they are not chosen, as the format says.
func (j *job) mnbvcLines(f *corpus.Family) ([]map[string]any, error) {
	var lines []map[string]any
	seen := map[string]bool{}
	repeated, poor := 0, 0
	day := strings.ReplaceAll(date(f), "-", "")
	if len(day) != len("20240801") {
		day = "" // a month or a year
	}
	for i, g := range j.with(f, 2) {
		line := map[string]any{
			"文件名": f.ID, "是否待查文件": false, "是否重复文件": false,
			"行号": i + 1, "是否重复": false, "是否跨文件重复": false,
			"时间": day,
		}
		for _, lang := range mnbvcLanguages {
			line[lang+"_text"] = ""
		}
		others := map[string]string{}
		for _, lang := range j.Languages {
			text := oneLine(j.side(f, g, lang))
			if _, known := line[lang+"_text"]; known {
				line[lang+"_text"] = text
			} else if text != "" {
				others[lang] = text
			}
		}
		zh := line["zh_text"].(string)
		sum := md5.Sum([]byte(zh))
		line["zh_text_md5"] = hex.EncodeToString(sum[:])
		if zh != "" && seen[zh] {
			line["是否重复"] = true
			repeated++
		}
		seen[zh] = true
		if zh == "" || line["en_text"] == "" {
			poor++
		}
		more := map[string]any{"k": g.ID, "confidence": g.Confidence}
		if len(others) > 0 {
			more["other_texts"] = others
		}
		if len(g.Original) > 0 {
			more["orig_lang"] = g.Original
		}
		text, err := json.Marshal(more)
		if err != nil {
			return nil, fmt.Errorf("export: %s: %w", g.ID, err)
		}
		line["扩展字段"] = string(text)
		lines = append(lines, line)
	}
	for _, line := range lines {
		line["段落数"], line["去重段落数"], line["低质量段落数"] = len(lines), repeated, poor
	}
	return lines, nil
}
