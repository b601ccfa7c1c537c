package lrshttp

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/internal/web"
	"preau.education/preau/tracking/lrs"
)

// registerRules adds how long the statements of each source are kept.
func (h handler) registerRules(api huma.API) {
	op := func(id, method, path, summary string) huma.Operation {
		return huma.Operation{OperationID: id, Method: method, Path: "/api/v1/records/rules" + path, Summary: summary, Tags: []string{"records"}}
	}
	huma.Register(api, op("listRecordRules", http.MethodGet, "", "How long the statements of each source are kept, and name people; a source that is not there keeps them for ever"), h.listRules)
	huma.Register(api, op("setRecordRule", http.MethodPut, "/{source}", "Set it for a source: a key, platform, persons, launches or import"), h.setRule)
}

// Rule is how long the statements of a source are kept, and name people.
type Rule struct {
	Source   string     `json:"source" doc:"A key, or platform, persons, launches, import"`
	KeepDays int        `json:"keepDays" doc:"Then they are removed; 0: kept for ever"`
	MaskDays int        `json:"maskDays" doc:"Then people have pseudonyms in them; 0: never"`
	Ran      *time.Time `json:"ran,omitempty" doc:"When it was applied last"`
	Removed  int64      `json:"removed" doc:"That time"`
	Masked   int64      `json:"masked" doc:"That time"`
}

// platform is how the platform's own source is called where people see it.
const platform = "platform"

func ruleOut(r lrs.Rule) Rule {
	out := Rule{Source: r.Source, KeepDays: r.KeepDays, MaskDays: r.MaskDays, Removed: r.Removed, Masked: r.Masked}
	if r.Source == lrs.SourcePlatform {
		out.Source = platform
	}
	if !r.Ran.IsZero() {
		out.Ran = &r.Ran
	}
	return out
}

func (h handler) listRules(ctx context.Context, in *listInput) (*listed[Rule], error) {
	list, err := h.svc.ListRules(ctx, web.Actor(ctx), in.Limit, in.After)
	return page(ctx, list, err, ruleOut)
}

type setRuleInput struct {
	Source string `path:"source" maxLength:"64"`
	Body   struct {
		KeepDays int `json:"keepDays" minimum:"0" maximum:"36500"`
		MaskDays int `json:"maskDays" minimum:"0" maximum:"36500"`
	}
}

type ruleOutput struct{ Body Rule }

func (h handler) setRule(ctx context.Context, in *setRuleInput) (*ruleOutput, error) {
	rule := lrs.Rule{Source: in.Source, KeepDays: in.Body.KeepDays, MaskDays: in.Body.MaskDays}
	if in.Source == platform {
		rule.Source = lrs.SourcePlatform
	}
	set, err := h.svc.SetRule(ctx, web.Actor(ctx), rule)
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	return &ruleOutput{ruleOut(set)}, nil
}
