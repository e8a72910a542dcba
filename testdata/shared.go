package testdata

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// Shared gives the path of a file or folder of the project's measuring data,
// which never enters the repository: it lies in the folder that the
// environment variable TRITEXT_SHARED names, by default "shared" beside the
// checkout. Without it the test or benchmark is skipped with a message.
func Shared(tb testing.TB, elem ...string) string {
	tb.Helper()
	root := os.Getenv("TRITEXT_SHARED")
	if root == "" {
		_, self, _, _ := runtime.Caller(0)
		root = filepath.Join(filepath.Dir(self), "..", "..", "shared")
	}
	path := filepath.Join(append([]string{root}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("measuring data not here (set TRITEXT_SHARED to its folder): %v", err)
	}
	return path
}
