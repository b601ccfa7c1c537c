package lrs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"preau.education/preau/internal/fault"
	"preau.education/preau/tracking/lrs/statement"
)

// objectKey is where the bytes of an attachment are kept: the same bytes are kept once.
func objectKey(sha2 string) string { return "lrs/attachments/" + sha2[:2] + "/" + sha2 }

// checkFiles matches the attachments that statements declare with the bytes that came, and
// returns for each statement those of which bytes are kept. Bytes that nothing declares are
// refused, and so are attachments without bytes nor address (Communication §1.5.2).
func checkFiles(v statement.Version, list []statement.Statement, files []File) ([][]Attachment, error) {
	byHash := make(map[string]*File, len(files))
	for i := range files {
		f := &files[i]
		sum := sha256.Sum256(f.Data)
		if hex.EncodeToString(sum[:]) != f.SHA2 {
			return nil, badAttachment("wrong_hash", "X-Experience-API-Hash", "L’empreinte annoncée n’est pas celle des octets reçus.")
		}
		byHash[f.SHA2] = f
	}
	used := map[string]bool{}
	kept := make([][]Attachment, len(list))
	for i := range list {
		for n, a := range list[i].Attachments {
			f, came := byHash[a.SHA2]
			if !came {
				if a.FileURL == "" || a.UsageType == statement.SignatureUsage {
					return nil, badAttachment("missing_bytes", fmt.Sprintf("[%d].attachments[%d]", i, n), "Les octets de cette pièce jointe ne sont pas dans l’envoi.")
				}
				continue
			}
			used[a.SHA2] = true
			kept[i] = append(kept[i], Attachment{a.SHA2, a.ContentType, int64(len(f.Data))})
			if a.UsageType != statement.SignatureUsage {
				continue
			}
			if err := statement.CheckSignature(list[i].Raw, f.Data, v); err != nil {
				return nil, badAttachment("bad_signature", fmt.Sprintf("[%d].attachments[%d]", i, n), "La signature ne vaut pas pour cette trace : "+err.Error())
			}
		}
	}
	for sha2 := range byHash {
		if !used[sha2] {
			return nil, badAttachment("unused_bytes", "X-Experience-API-Hash", "L’envoi contient des octets qu’aucune trace ne déclare.")
		}
	}
	return kept, nil
}

func badAttachment(code, path, message string) error {
	return &fault.Error{Op: "lrs.Store", Kind: fault.Invalid, Code: code, Public: message,
		Fields: []fault.Field{{Path: path, Code: code, Message: message}}}
}

// maxFiles bounds the bytes of the attachments that one answer carries.
const maxFiles = 64 << 20

// CutToFiles shortens a page to the statements whose attachments one answer can carry, one at
// least: it goes on after them.
func (p *Page) CutToFiles() {
	seen, total := map[string]bool{}, int64(0)
	for i, st := range p.Items {
		for _, a := range st.Attachments {
			if !seen[a.SHA2] {
				seen[a.SHA2] = true
				total += a.Size
			}
		}
		if i > 0 && total > maxFiles {
			p.Items, p.Next = p.Items[:i], p.Items[i-1].Key
			return
		}
	}
}

// Files returns the bytes of attachments that are kept, each once.
func (s *Service) Files(ctx context.Context, of []Stored) ([]File, error) {
	var files []File
	seen := map[string]bool{}
	for _, st := range of {
		for _, a := range st.Attachments {
			if seen[a.SHA2] {
				continue
			}
			seen[a.SHA2] = true
			data, err := s.Objects.Get(ctx, objectKey(a.SHA2))
			if err != nil {
				return nil, fault.Wrap("lrs.Files", err)
			}
			files = append(files, File{SHA2: a.SHA2, Type: a.Type, Data: data})
		}
	}
	return files, nil
}
