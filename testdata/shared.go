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
	path := filepath.Join(append([]string{shared()}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		tb.Skipf("measuring data not here (set TRITEXT_SHARED to its folder): %v", err)
	}
	return path
}

// HasShared tells whether the measuring data are here, for tests that go
// without them over part of their texts.
func HasShared() bool {
	_, err := os.Stat(shared())
	return err == nil
}

func shared() string {
	if root := os.Getenv("TRITEXT_SHARED"); root != "" {
		return root
	}
	_, self, _, _ := runtime.Caller(0)
	return filepath.Join(filepath.Dir(self), "..", "..", "shared")
}
