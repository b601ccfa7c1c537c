package app

import "context"

// takeSteps takes the steps of the data's history, each once in the life of the database.
func (a *App) takeSteps(ctx context.Context) error {
	if err := a.DB.Step(ctx, "english labels of the offer", a.Courses.NameInEnglish); err != nil {
		return err
	}
	return a.DB.Step(ctx, "english labels of people", a.Identity.NameInEnglish)
}
