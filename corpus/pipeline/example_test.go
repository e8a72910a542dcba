package pipeline_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"

	"tritext/corpus/pipeline"
	"tritext/corpus/store"
)

// Three files become a corpus; their versions find each other by their names.
func ExampleBuild() {
	dir, err := os.MkdirTemp("", "example")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	for name, text := range map[string]string{
		"road.zh.txt": "两镇之间的道路于2021年开通。\n",
		"road.en.txt": "The road between the two towns was opened in 2021.\n",
		"road.ru.txt": "Дорога между двумя городами была открыта в 2021 году.\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			log.Fatal(err)
		}
	}
	out := filepath.Join(dir, "corpus")
	report, err := pipeline.Build(context.Background(), pipeline.Options{Inputs: []string{dir}, Output: out}, pipeline.Observer{
		Done: func(f *pipeline.FamilyReport) {
			fmt.Println(f.ID, "is done:", f.Trilingual, "group in three languages")
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("the balance closes:", report.Manifest.Balance.Closes())
	c, err := store.Open(out)
	if err != nil {
		log.Fatal(err)
	}
	for g, err := range c.Parallel() {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(*g.Translation.Zh)
		fmt.Println(*g.Translation.En)
		fmt.Println(*g.Translation.Ru)
	}
	// Output:
	// road is done: 1 group in three languages
	// the balance closes: true
	// 两镇之间的道路于2021年开通。
	// The road between the two towns was opened in 2021.
	// Дорога между двумя городами была открыта в 2021 году.
}
