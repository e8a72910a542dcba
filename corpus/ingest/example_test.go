package ingest_test

import (
	"context"
	"fmt"

	"tritext/corpus/ingest"
)

// The versions of a text in three charsets find each other by name; each is
// decoded, and says so.
func Example() {
	plan, err := ingest.Discover([]string{"../../testdata/charsets/windows"}, ingest.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range plan.Explain() {
		fmt.Println(line)
	}
	for _, file := range plan.Families[0].Files {
		doc, err := ingest.Read(context.Background(), file, ingest.ReadOptions{})
		if err != nil {
			fmt.Println(err)
			continue
		}
		title := []rune(doc.Raw)[:11]
		fmt.Printf("%s %q %s\n", doc.Lang, string(title), doc.Problems[0].What)
	}
	// Output:
	// rivers: en ../../testdata/charsets/windows/rivers.en.txt + ru ../../testdata/charsets/windows/rivers.ru.txt + zh ../../testdata/charsets/windows/rivers.zh.txt (by name)
	// en "Exchange of" decoded from windows-1252
	// ru "Обмен данны" decoded from windows-1251
	// zh "河流水位观测数据的交换" decoded from GB18030
}
