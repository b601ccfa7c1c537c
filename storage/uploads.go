package storage

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
)

// Limits of uploads.
const (
	PartSize   = 8 << 20        // bytes of one part at most: what a slow line may have to send again
	KeepUpload = 24 * time.Hour // how long an unfinished upload waits for its next part
	MaxUploads = 20             // uploads that one person may have open at once
	maxTitle   = 255            // bytes of a file's name
)

// Where uploads are: their objects under the first, and under the second one empty object for
// each upload of a person, so that a person's are counted without reading everyone's.
const (
	uploadsPrefix = "uploads/"
	ownersPrefix  = "upload-owners/"
)

// Upload is a file on its way: its parts are objects, durable as soon as acknowledged.
type Upload struct {
	ID      string
	Person  string // whose it is
	Name    string // of the file, as the person has it
	Type    string
	Size    int64
	Offset  int64 // bytes received
	Created time.Time
}

// Whole says whether every byte has come.
func (u Upload) Whole() bool { return u.Offset == u.Size }

// Uploads receives files in parts, resumable after any interruption: the person's browser
// asks for the offset and goes on from there.
type Uploads struct {
	store Store
	limit int64
	now   func() time.Time
}

// NewUploads receives files of at most limit bytes into the store.
func NewUploads(store Store, limit int64, now func() time.Time) *Uploads {
	return &Uploads{store: store, limit: limit, now: now}
}

// uploadMeta is the first object of an upload.
type uploadMeta struct {
	Person  string    `json:"person"`
	Name    string    `json:"name"`
	Type    string    `json:"type"`
	Size    int64     `json:"size"`
	Created time.Time `json:"created"`
}

func metaKey(id string) string { return uploadsPrefix + id + "/meta" }

func ownerKey(person, id string) string { return ownersPrefix + ids.Derived(person) + "/" + id }

func partKey(id string, offset int64) string {
	return fmt.Sprintf("%s%s/part-%016d", uploadsPrefix, id, offset)
}

// Create announces a file. A size beyond the limit is refused before a byte is sent.
func (s *Uploads) Create(ctx context.Context, who actor.Actor, name, kind string, size int64) (Upload, error) {
	const op = "storage.Create"
	if !who.SignedIn() {
		return Upload{}, fault.New(op, fault.Unauthorized, "sign_in_required", "Connectez-vous pour envoyer un fichier.")
	}
	if name == "" || len(name) > maxTitle || size < 1 {
		return Upload{}, fault.New(op, fault.Invalid, "bad_upload", "Donnez le nom du fichier et sa taille.")
	}
	if size > s.limit {
		return Upload{}, fault.New(op, fault.TooLarge, "upload_too_large",
			fmt.Sprintf("Ce fichier est trop volumineux : %d Mo au plus.", s.limit>>20))
	}
	if err := s.checkCount(ctx, who); err != nil {
		return Upload{}, fault.Wrap(op, err)
	}
	now := s.now()
	u := Upload{ID: ids.New(now), Person: who.Person, Name: name, Type: kind, Size: size, Created: now}
	meta, err := json.Marshal(uploadMeta{u.Person, name, kind, size, now})
	if err == nil {
		_, err = s.store.Put(ctx, ownerKey(u.Person, u.ID), bytes.NewReader(nil), PutOptions{})
	}
	if err == nil {
		_, err = s.store.Put(ctx, metaKey(u.ID), bytes.NewReader(meta), PutOptions{Type: "application/json", Size: int64(len(meta))})
	}
	return u, fault.Wrap(op, err)
}

// checkCount keeps one person from filling the store with beginnings.
func (s *Uploads) checkCount(ctx context.Context, who actor.Actor) error {
	if who.System {
		return nil
	}
	open, err := s.store.List(ctx, ownerKey(who.Person, ""), MaxUploads, "")
	if err == nil && len(open) >= MaxUploads {
		err = fault.New("storage.Create", fault.Limited, "too_many_uploads",
			fmt.Sprintf("Vous avez déjà %d envois en cours : terminez-en ou abandonnez-en un.", MaxUploads))
	}
	return err
}

// Get returns an upload and how far it is. Another person's does not exist.
func (s *Uploads) Get(ctx context.Context, who actor.Actor, id string) (Upload, error) {
	u, _, err := s.get(ctx, who, id)
	return u, fault.Wrap("storage.GetUpload", err)
}

func (s *Uploads) get(ctx context.Context, who actor.Actor, id string) (Upload, []Info, error) {
	u, err := s.read(ctx, id)
	if err != nil {
		return Upload{}, nil, err
	}
	if !who.System && (who.Person == "" || who.Person != u.Person) {
		return Upload{}, nil, ErrNotFound("storage.Uploads", nil)
	}
	parts, err := s.parts(ctx, id)
	for _, p := range parts {
		u.Offset += p.Size
	}
	return u, parts, err
}

func (s *Uploads) read(ctx context.Context, id string) (Upload, error) {
	body, _, err := s.store.Get(ctx, metaKey(id), Range{})
	if err != nil {
		return Upload{}, err
	}
	defer body.Close()
	var m uploadMeta
	if err := json.NewDecoder(body).Decode(&m); err != nil {
		return Upload{}, fault.Wrap("storage.read", err)
	}
	return Upload{ID: id, Person: m.Person, Name: m.Name, Type: m.Type, Size: m.Size, Created: m.Created}, nil
}

// parts returns the parts that follow one another from the start.
func (s *Uploads) parts(ctx context.Context, id string) ([]Info, error) {
	var parts []Info
	offset, after := int64(0), ""
	for {
		page, err := s.store.List(ctx, uploadsPrefix+id+"/part-", MaxList, after)
		if err != nil {
			return nil, err
		}
		for _, p := range page {
			if p.Key != partKey(id, offset) {
				return parts, nil
			}
			offset += p.Size
			parts, after = append(parts, p), p.Key
		}
		if len(page) < MaxList {
			return parts, nil
		}
	}
}

// Write takes the next part, from offset, of size bytes. It is durable when Write returns. A
// part sent again after its answer was lost is a Conflict that names the offset reached.
func (s *Uploads) Write(ctx context.Context, who actor.Actor, id string, offset, size int64, r io.Reader) (Upload, error) {
	const op = "storage.Write"
	u, _, err := s.get(ctx, who, id)
	if err != nil {
		return u, fault.Wrap(op, err)
	}
	if offset != u.Offset {
		return u, fault.New(op, fault.Conflict, "wrong_offset", fmt.Sprintf("L’envoi reprend à l’octet %d.", u.Offset))
	}
	if size < 1 || size > PartSize || offset+size > u.Size {
		return u, fault.New(op, fault.TooLarge, "part_too_large", fmt.Sprintf("Une partie compte %d Mo au plus, sans dépasser le fichier annoncé.", PartSize>>20))
	}
	if _, err := s.store.Put(ctx, partKey(id, offset), r, PutOptions{Size: size}); err != nil {
		return u, fault.Wrap(op, err)
	}
	u.Offset += size
	return u, nil
}

// Abandon removes an upload, finished or not; one that is not there is no error.
func (s *Uploads) Abandon(ctx context.Context, who actor.Actor, id string) error {
	u, _, err := s.get(ctx, who, id)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err == nil {
		err = s.remove(ctx, u.Person, id)
	}
	return fault.Wrap("storage.Abandon", err)
}

// remove takes the parts, then what tells of them, so that an interrupted removal is found
// and done again.
func (s *Uploads) remove(ctx context.Context, person, id string) error {
	if err := DeleteAll(ctx, s.store, uploadsPrefix+id+"/part-"); err != nil {
		return err
	}
	if err := s.store.Delete(ctx, ownerKey(person, id)); err != nil {
		return err
	}
	return s.store.Delete(ctx, metaKey(id))
}
