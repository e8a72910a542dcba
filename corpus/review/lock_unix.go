//go:build unix

package review

import (
	"errors"
	"os"
	"syscall"
)

// lockFile keeps others from opening the file for writing as long as it is open.
func lockFile(f *os.File) error {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return ErrBusy
	}
	return err
}
