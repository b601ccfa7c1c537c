package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
)

// blockSize is what is read at once of an upload: a zip's directory is many small reads near
// one another.
const (
	blockSize = 256 << 10
	blocks    = 8 // kept in memory
)

// Assembled reads a whole upload at any place, without joining its parts.
type Assembled struct {
	Upload

	ctx   context.Context // of the job that reads: io.ReaderAt has no place for one
	store Store
	parts []Info

	mu    sync.Mutex // guards the fields below
	kept  map[int64][]byte
	order []int64
}

// Open returns an upload that has wholly come. The context bounds every read.
func (s *Uploads) Open(ctx context.Context, who actor.Actor, id string) (*Assembled, error) {
	u, parts, err := s.get(ctx, who, id)
	if err != nil {
		return nil, fault.Wrap("storage.OpenUpload", err)
	}
	if !u.Whole() {
		return nil, fault.New("storage.OpenUpload", fault.Conflict, "upload_unfinished",
			fmt.Sprintf("L’envoi n’est pas terminé : %d octets reçus sur %d.", u.Offset, u.Size))
	}
	return &Assembled{Upload: u, ctx: ctx, store: s.store, parts: parts, kept: map[int64][]byte{}}, nil
}

// ReadAt implements io.ReaderAt.
func (a *Assembled) ReadAt(p []byte, offset int64) (int, error) {
	n := 0
	for n < len(p) {
		at := offset + int64(n)
		if at >= a.Size {
			return n, io.EOF
		}
		block, err := a.block(at / blockSize)
		if err != nil {
			return n, err
		}
		n += copy(p[n:], block[at%blockSize:])
	}
	return n, nil
}

func (a *Assembled) block(number int64) ([]byte, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if block, ok := a.kept[number]; ok {
		return block, nil
	}
	start := number * blockSize
	block := make([]byte, min(blockSize, a.Size-start))
	if err := a.fill(block, start); err != nil {
		return nil, err
	}
	if len(a.order) == blocks {
		delete(a.kept, a.order[0])
		a.order = a.order[1:]
	}
	a.kept[number] = block
	a.order = append(a.order, number)
	return block, nil
}

// fill reads a block from the one or two parts that hold it.
func (a *Assembled) fill(block []byte, start int64) error {
	partStart, filled := int64(0), 0
	for _, p := range a.parts {
		at := start + int64(filled)
		if at >= partStart && at < partStart+p.Size && filled < len(block) {
			want := min(int64(len(block)-filled), partStart+p.Size-at)
			r, _, err := a.store.Get(a.ctx, p.Key, Range{From: at - partStart, To: at - partStart + want})
			if err != nil {
				return err
			}
			_, err = io.ReadFull(r, block[filled:filled+int(want)])
			if err := errors.Join(err, r.Close()); err != nil {
				return err
			}
			filled += int(want)
		}
		partStart += p.Size
	}
	return nil
}
