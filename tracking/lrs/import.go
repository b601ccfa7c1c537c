package lrs

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/tracking/lrs/statement"
)

// Limits of an import.
const (
	maxLine     = 64 << 20 // bytes of one line: no request is longer
	importCount = 200      // statements stored together
	importBytes = 8 << 20  // or as many bytes of them
	maxRefusals = 100      // told; the others are counted
	maxAhead    = time.Minute
)

// importClient is who has sent what was imported: never the platform itself, whatever its
// authority says, for only what the platform has recorded here counts as its word.
const importClient = "import"

// ImportOptions say how lines are taken.
type ImportOptions struct {
	// Check stores nothing, and says what would be refused.
	Check bool
	// File returns the bytes of an attachment, nil when they are not at hand; nil: none are.
	// What the store has already is not asked for.
	File func(sha2 string) ([]byte, error)
}

// Imported is what became of the lines of a file.
type Imported struct {
	Lines    int // that were read, empty ones left out
	Stored   int
	There    int // the same statement was there already
	Refused  int
	Refusals []Refusal // the first of them
}

// Refusal is why a line was refused.
type Refusal struct {
	Line    int    // from 1
	Path    string // in the statement: "actor.mbox"; "" for the whole
	Code    string
	Message string
}

func (r *Imported) refuse(line int, err error) {
	r.Refused++
	if len(r.Refusals) >= maxRefusals {
		return
	}
	out := Refusal{Line: line, Code: "bad_statement", Message: err.Error()}
	var p *statement.Problem
	var f *fault.Error
	if errors.As(err, &p) {
		out.Path, out.Message = p.Path, p.Message
	} else if errors.As(err, &f) {
		out.Code, out.Message = f.Code, fault.French(f.Public)
		if len(f.Fields) > 0 {
			out.Path, out.Message = strings.TrimPrefix(f.Fields[0].Path, "[0]."), f.Fields[0].Message
		}
	}
	r.Refusals = append(r.Refusals, out)
}

// importing is one import on its way.
type importing struct {
	*Service
	ImportOptions
	report Imported

	waiting []line
	size    int
	ms, n   int64 // of the last line that had a time: its millisecond, and its number in it
}

// line is a statement that waits to be stored.
type line struct {
	at      int // its number
	st      statement.Statement
	version statement.Version
	to      Stored
}

// Import stores statements, one on each line of r, for an administrator. A statement that names
// when it was stored and by whose authority keeps both, byte for byte, and takes its place among
// the others by that time. One that is there already is counted as such, so that an import that
// was interrupted is begun again; a line that cannot be taken is refused alone. It holds a few
// statements at a time, however long r is. An error is of the whole: what was stored before it
// stays, and the report says how far it came.
func (s *Service) Import(ctx context.Context, who actor.Actor, r io.Reader, o ImportOptions) (Imported, error) {
	const op = "lrs.Import"
	if err := s.administers(op, who); err != nil {
		return Imported{}, err
	}
	im := &importing{Service: s, ImportOptions: o}
	lines := bufio.NewReaderSize(r, 1<<16)
	for n := 1; ; n++ {
		raw, err := readLine(lines)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errLongLine) {
			return im.report, fault.As(op, fault.Invalid, "unreadable", err)
		}
		if text := bytes.TrimSpace(raw); len(text) > 0 || errors.Is(err, errLongLine) {
			im.report.Lines++
			if err := im.take(ctx, n, text, err); err != nil {
				return im.report, fault.Wrap(op, err)
			}
		}
		if errors.Is(err, io.EOF) {
			return im.report, fault.Wrap(op, im.flush(ctx))
		}
	}
}

var errLongLine = fault.New("lrs.Import", fault.TooLarge, "too_large", "Cette ligne dépasse 64 Mo.")

// readLine reads a line of any length; of one that is too long it keeps nothing.
func readLine(r *bufio.Reader) (all []byte, _ error) {
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(all)+len(part) > maxLine; long {
			all = nil
		} else {
			all = append(all, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case long && (err == nil || errors.Is(err, io.EOF)):
			return nil, errLongLine
		default:
			return all, err
		}
	}
}

// take reads a line and has it wait; only a failure of ours is an error.
func (im *importing) take(ctx context.Context, n int, text []byte, tooLong error) error {
	if errors.Is(tooLong, errLongLine) {
		im.report.refuse(n, errLongLine)
		return nil
	}
	l, err := im.read(ctx, n, text)
	if err != nil {
		if !refusal(err) {
			return err
		}
		im.report.refuse(n, err)
		return nil
	}
	im.waiting, im.size = append(im.waiting, l), im.size+len(l.st.Raw)
	if len(im.waiting) >= importCount || im.size >= importBytes {
		return im.flush(ctx)
	}
	return nil
}

// refusal says whether an error is of the line, and not of ours.
func refusal(err error) bool {
	var p *statement.Problem
	if errors.As(err, &p) {
		return true
	}
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Conflict, fault.TooLarge, fault.Forbidden:
		return true
	}
	return false
}

func (im *importing) read(ctx context.Context, n int, text []byte) (line, error) {
	v := versionIn(text)
	list, batch, err := statement.Parse(text, v)
	if err != nil {
		return line{}, err
	}
	if batch {
		return line{}, fault.New("lrs.Import", fault.Invalid, "one_statement", "Une ligne contient une seule trace.")
	}
	st := list[0]
	if st.Stored.After(im.Now().Add(maxAhead)) {
		return line{}, &statement.Problem{Path: "stored", Message: "is in the future"}
	}
	if st.ID == "" {
		st.ID = ids.New(im.Now())
	}
	kept, err := im.files(ctx, v, st)
	if err != nil {
		return line{}, err
	}
	l := line{at: n, st: st, version: v, to: Stored{ID: st.ID, Client: importClient, Target: st.Target, Voids: st.Voids != "", Attachments: kept}}
	if !st.Stored.IsZero() {
		l.to.Key, l.to.At = im.place(st.Stored)
	}
	return l, nil
}

// versionIn is the version under whose rules a statement is read: that which it names.
func versionIn(text []byte) statement.Version {
	var named struct {
		Version string `json:"version"`
	}
	if json.Unmarshal(text, &named) == nil && strings.HasPrefix(named.Version, "2.") {
		return statement.V2
	}
	return statement.V1
}

// complete makes what is kept of a statement whose place is known: the bytes of the line, if they
// are whole as stores give them.
func (im *importing) complete(l *line) (err error) {
	st, c := l.st, statement.Completion{ID: l.st.ID, Stored: l.to.At, Version: versionOf(l.version)}
	authority := im.account(importClient, "")
	if st.Authority == nil {
		if c.Authority, err = authority.MarshalJSON(); err != nil {
			return err
		}
	} else if authority, err = statement.ParseAgent(st.Authority, l.version); err != nil {
		authority = statement.Agent{} // one of two, as OAuth has it, with no identifier of its own
	}
	l.to.Tags = tagsOf(&st, Client{Authority: authority})
	whole := Stored{Raw: st.Raw}
	if st.Authority == nil || st.Stored.IsZero() || st.Timestamp.IsZero() || st.Version == "" {
		whole.Raw = statement.Complete(st, c)
	}
	l.to.Raw, err = whole.Line()
	return err
}

// place is where a statement goes by the time at which it was stored first: in the order of the
// lines within a millisecond.
func (im *importing) place(stored time.Time) (key string, at time.Time) {
	at = stored.UTC().Truncate(time.Millisecond)
	if ms := at.UnixMilli(); ms != im.ms {
		im.ms, im.n = ms, 0
	} else {
		im.n = min(im.n+1, maxCount-1)
	}
	return keyOf(im.ms, im.n), at
}

// files finds the bytes of the attachments of a line, and keeps those that the store has not.
func (im *importing) files(ctx context.Context, v statement.Version, st statement.Statement) ([]Attachment, error) {
	var files []File
	for _, a := range st.Attachments {
		data, there, err := im.bytesOf(ctx, a.SHA2)
		if err != nil {
			return nil, err
		}
		if data == nil {
			continue
		}
		files = append(files, File{SHA2: a.SHA2, Type: a.ContentType, Data: data})
		if sum := sha256.Sum256(data); there || im.Check || hex.EncodeToString(sum[:]) != a.SHA2 {
			continue
		}
		if err := im.Objects.Put(ctx, objectKey(a.SHA2), data, a.ContentType); err != nil {
			return nil, err
		}
	}
	kept, err := checkFiles(v, []statement.Statement{st}, files)
	if err != nil {
		return nil, err
	}
	return kept[0], nil
}

func (im *importing) bytesOf(ctx context.Context, sha2 string) (data []byte, there bool, _ error) {
	data, err := im.Objects.Get(ctx, objectKey(sha2))
	if err == nil {
		return data, true, nil
	}
	if !fault.Is(err, fault.NotFound) {
		return nil, false, err
	}
	if im.File == nil {
		return nil, false, nil
	}
	data, err = im.File(sha2)
	return data, false, err
}

// flush stores what waits, but what is there already.
func (im *importing) flush(ctx context.Context) error {
	waiting := im.waiting
	im.waiting, im.size = nil, 0
	wanted := make([]string, len(waiting))
	for i := range waiting {
		wanted[i] = waiting[i].st.ID
	}
	there, err := im.Stores.Statements.ByIDs(ctx, wanted)
	if err != nil {
		return err
	}
	fresh, seen := make([]line, 0, len(waiting)), map[string][]byte{}
	for id, old := range there {
		seen[id] = old.Raw
	}
	for _, l := range waiting {
		old, is := seen[l.st.ID]
		switch {
		case !is:
			fresh, seen[l.st.ID] = append(fresh, l), l.st.Raw
		case statement.Same(old, l.st.Raw):
			im.report.There++
		default:
			im.report.refuse(l.at, otherStatement("lrs.Import", l.st.ID))
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	if im.Check {
		im.report.Stored += len(fresh)
		return nil
	}
	b, now := im.clock.begin(len(fresh))
	defer im.clock.end(b)
	for i := range fresh {
		if fresh[i].to.Key == "" {
			fresh[i].to.Key, fresh[i].to.At = now(i), b.at
		}
		if err := im.complete(&fresh[i]); err != nil {
			return err
		}
	}
	return im.store(ctx, fresh)
}

// store stores statements together; where one of them cannot be, each alone, and those that cannot
// are refused.
func (im *importing) store(ctx context.Context, fresh []line) error {
	list, batch := make([]statement.Statement, len(fresh)), make([]Stored, len(fresh))
	for i, l := range fresh {
		list[i], batch[i] = l.st, l.to
	}
	err := im.insert(ctx, Client{ID: importClient, Scopes: []Scope{All}}, list, batch)
	switch {
	case err == nil:
		im.report.Stored += len(fresh)
		return nil
	case !refusal(err):
		return err
	case len(fresh) == 1:
		im.report.refuse(fresh[0].at, err)
		return nil
	}
	for i := range fresh {
		if err := im.store(ctx, fresh[i:i+1]); err != nil {
			return err
		}
	}
	return nil
}
