package scorm

import (
	"context"
	"strings"
	"time"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/ids"
	"preau.education/preau/scorm/bundle"
)

// Import keeps a package: its files first, its description last, so that a process that dies
// in between leaves no package, only files that Sweep removes. Begun again under the same ID
// it does everything once more, and done already it answers the package as it is. A refusal
// is a fault of kind Invalid or TooLarge that says why, with a report worth showing. progress,
// if given, is told of the bytes kept.
func (s *Service) Import(ctx context.Context, who actor.Actor, src Source, progress func(done, total int64)) (Package, Report, error) {
	const op = "scorm.Import"
	if err := mayDesign(op, who); err != nil {
		return Package{}, Report{}, err
	}
	now := s.Now()
	if src.ID == "" {
		src.ID = ids.New(now)
	} else if p, err := s.Stores.Packages.Get(ctx, src.ID); !fault.Is(err, fault.NotFound) {
		return p, Report{Warnings: p.Warnings}, fault.Wrap(op, err)
	}
	b, d, report, err := s.inspect(src)
	if err != nil {
		return Package{}, report, fault.Wrap(op, err)
	}
	p := newPackage(d)
	p.ID, p.Name, p.Warnings, p.ImportedBy, p.At = src.ID, src.Name, report.Warnings, who.Person, now
	if _, err := s.newProgram(&p); err != nil {
		return Package{}, report, err
	}
	if b != nil {
		if err := Unpack(ctx, b, Prefix(p.ID), s.Objects, meter(d.Size, progress)); err != nil {
			return Package{}, report, fault.Wrap(op, err)
		}
	}
	err = s.Stores.Packages.Insert(ctx, p)
	if fault.Is(err, fault.Conflict) { // another run of the same import ended first
		p, err = s.Stores.Packages.Get(ctx, p.ID)
	}
	return p, report, fault.Wrap(op, err)
}

// inspect says what a received file is; b is nil for one that comes alone, without files.
func (s *Service) inspect(src Source) (b *bundle.Bundle, d Description, report Report, err error) {
	if isStructure(src) {
		d, report, err = InspectStructure(src)
		return nil, d, report, err
	}
	if b, err = bundle.Open(src.At, src.Size, s.Quota); err == nil {
		d, report, err = Inspect(b)
	}
	return b, d, report, err
}

// MayImport refuses who may not import packages.
func (s *Service) MayImport(who actor.Actor) error { return mayDesign("scorm.MayImport", who) }

// ImportUpload imports a received file under an ID, and lets go of it when it was imported or
// refused. It may be called again after it was interrupted.
func (s *Service) ImportUpload(ctx context.Context, who actor.Actor, upload, id string, progress func(done, total int64)) (Package, error) {
	const op = "scorm.ImportUpload"
	if err := mayDesign(op, who); err != nil {
		return Package{}, err
	}
	if p, err := s.Stores.Packages.Get(ctx, id); err == nil {
		return p, fault.Wrap(op, s.Uploads.Discard(ctx, who, upload)) // the last run ended before it could say so
	}
	src, err := s.Uploads.Open(ctx, who, upload)
	if err != nil {
		return Package{}, fault.Wrap(op, err)
	}
	src.ID = id
	p, _, err := s.Import(ctx, who, src, progress)
	if err == nil || fault.Is(err, fault.Invalid) || fault.Is(err, fault.TooLarge) {
		if e := s.Uploads.Discard(ctx, who, upload); e != nil {
			s.Log.WarnContext(ctx, "upload left to the sweeper", "upload", upload, "error", e)
		}
	}
	return p, err
}

// meter adds up the files that are kept.
func meter(total int64, progress func(done, total int64)) func(bundle.File) {
	if progress == nil {
		return nil
	}
	var done int64
	return func(f bundle.File) {
		done += f.Size
		progress(done, total)
	}
}

// sweepAge is how old files without a package are before they are taken for left over: no
// import lasts that long.
const sweepAge = 24 * time.Hour

// sweepPage is how many files are looked at at once.
const sweepPage = 500

// Sweep removes the files that imports which died left behind, and returns how many packages
// that was. It is called every night.
func (s *Service) Sweep(ctx context.Context, who actor.Actor) (int, error) {
	const op = "scorm.Sweep"
	if !who.System {
		return 0, fault.New(op, fault.Forbidden, "forbidden", "")
	}
	removed := 0
	for after := ""; ; {
		found, err := s.Files.List(ctx, packagesPrefix, 1, after)
		if err != nil || len(found) == 0 {
			return removed, fault.Wrap(op, err)
		}
		id, _, _ := strings.Cut(strings.TrimPrefix(found[0].Key, packagesPrefix), "/")
		after = Prefix(id) + "\U0010FFFF" // past its files
		if _, err := s.Stores.Packages.Get(ctx, id); !fault.Is(err, fault.NotFound) {
			if err != nil {
				return removed, fault.Wrap(op, err)
			}
			continue
		}
		if s.Now().Sub(found[0].Modified) < sweepAge {
			continue
		}
		if err := s.removeFiles(ctx, id); err != nil {
			return removed, fault.Wrap(op, err)
		}
		removed++
	}
}

func (s *Service) removeFiles(ctx context.Context, id string) error {
	for {
		files, err := s.Files.List(ctx, Prefix(id), sweepPage, "")
		if err != nil || len(files) == 0 {
			return err
		}
		for _, f := range files {
			if err := s.Objects.Delete(ctx, f.Key); err != nil {
				return err
			}
		}
	}
}
