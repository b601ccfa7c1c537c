//go:build unix

package sqlite

import (
	"errors"
	"os"
	"syscall"
)

// holdFile takes a lock that every process with the database open shares, and that the
// kernel lets go of when a process ends, however it ends. alone says that nobody held it.
func holdFile(path string) (f *os.File, alone bool, err error) {
	f, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, false, err
	}
	fd := int(f.Fd())
	if err := syscall.Flock(fd, syscall.LOCK_EX|syscall.LOCK_NB); err == nil {
		alone = true
	} else if !errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, false, errors.Join(err, f.Close())
	}
	if err := syscall.Flock(fd, syscall.LOCK_SH); err != nil {
		return nil, false, errors.Join(err, f.Close())
	}
	return f, alone, nil
}
