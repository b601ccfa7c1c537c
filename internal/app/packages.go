package app

import (
	"context"
	"io"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
)

func (a *App) openPackages(context.Context) error { return nil }

func (a *App) packageRoutes(huma.API, fiber.Router) {}

// ImportPackage imports.
func (a *App) ImportPackage(_ context.Context, _, id, _ string, _ io.ReaderAt, _ int64) (string, error) {
	return id, nil
}

func (a *App) sweepPackages(context.Context) error { return nil }

// sweepUploads removes what was begun and left.
func (a *App) sweepUploads(ctx context.Context) error {
	_, err := a.uploads.Sweep(ctx)
	return err
}
