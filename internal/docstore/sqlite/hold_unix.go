//go:build unix

package sqlite

import (
	"errors"
	"os"
	"syscall"
)

// hold is a lock that every process with the database open shares, and that the kernel lets go
// of when a process ends, however it ends. Each writes one byte to its file before it opens the
// database: so the first one learns of others, even of those that have gone since.
type hold struct {
	file  *os.File
	alone bool // nobody held it when this process took it
}

func holdFile(path string) (h *hold, err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	h = &hold{file: f}
	if err := h.take(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return h, nil
}

func (h *hold) take() error {
	fd := int(h.file.Fd())
	err := syscall.Flock(fd, syscall.LOCK_EX|syscall.LOCK_NB)
	if err != nil && !errors.Is(err, syscall.EWOULDBLOCK) {
		return err
	}
	h.alone = err == nil
	if h.alone { // before others can: they wait for the lock below
		if err := errors.Join(h.file.Truncate(0), h.sign()); err != nil {
			return err
		}
	}
	if err := syscall.Flock(fd, syscall.LOCK_SH); err != nil {
		return err
	}
	if h.alone {
		return nil
	}
	return h.sign()
}

func (h *hold) sign() error {
	_, err := h.file.Write([]byte{'\n'})
	return err
}

// undisturbed says that no other process has had the database open since this one took it.
func (h *hold) undisturbed() bool {
	var st syscall.Stat_t
	return h.alone && syscall.Fstat(int(h.file.Fd()), &st) == nil && st.Size == 1
}

func (h *hold) release() error { return h.file.Close() }
