package courseshttp

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"preau.education/preau/courses"
	"preau.education/preau/internal/web"
)

// CatalogueInput is what somebody looks for. Facets may be repeated: or within one, and
// between them.
type CatalogueInput struct {
	Limits
	Q             string   `query:"q" maxLength:"400" doc:"Words, as typed"`
	Domain        []string `query:"domain,explode" maxItems:"50"`
	Public        []string `query:"public,explode" maxItems:"50"`
	Nature        []string `query:"nature,explode" maxItems:"50"`
	Duration      []string `query:"duration,explode" maxItems:"50"`
	Origin        []string `query:"origin,explode" maxItems:"50"`
	Collection    []string `query:"collection,explode" maxItems:"50"`
	Certification []string `query:"certification,explode" maxItems:"50"`
	Entry         []string `query:"entry,explode" maxItems:"5"`
	Competence    []string `query:"competence,explode" maxItems:"50"`
	Availability  []string `query:"availability,explode" maxItems:"10" doc:"open, new, soon, full, invitation, ended"`
	Sort          string   `query:"sort" enum:"relevance,recent,title,popular,soon" default:"relevance"`
	Preset        bool     `query:"preset" doc:"With no words and no facet: apply what the person keeps"`
	ToOpen        bool     `query:"toOpen" doc:"For those who may open sessions: also parcours that have none"`
}

func (in *CatalogueInput) query() courses.CatalogueQuery {
	selected := map[string][]string{}
	for name, values := range map[string][]string{"domain": in.Domain, "public": in.Public, "nature": in.Nature,
		"duration": in.Duration, "origin": in.Origin, "collection": in.Collection, "certification": in.Certification,
		"entry": in.Entry, "competence": in.Competence, "availability": in.Availability} {
		if len(values) > 0 {
			selected[name] = values
		}
	}
	return courses.CatalogueQuery{Text: in.Q, Selected: selected, Sort: in.Sort, Limit: in.Limit, After: in.After,
		Preset: in.Preset, ToOpen: in.ToOpen}
}

// FacetValue is one choice of a facet, with how many parcours have it among those that the
// other facets leave.
type FacetValue struct {
	Value   string `json:"value"`
	Label   string `json:"label"`
	English string `json:"english,omitempty"`
	Count   int    `json:"count"`
}

// Facets is every facet, most frequent values first.
type Facets struct {
	Domain        []FacetValue `json:"domain" nullable:"false"`
	Public        []FacetValue `json:"public" nullable:"false"`
	Nature        []FacetValue `json:"nature" nullable:"false"`
	Duration      []FacetValue `json:"duration" nullable:"false"`
	Origin        []FacetValue `json:"origin" nullable:"false"`
	Collection    []FacetValue `json:"collection" nullable:"false"`
	Certification []FacetValue `json:"certification" nullable:"false"`
	Entry         []FacetValue `json:"entry" nullable:"false"`
	Competence    []FacetValue `json:"competence" nullable:"false"`
	Availability  []FacetValue `json:"availability" nullable:"false"`
}

// Catalogue is what the catalogue answers.
type Catalogue struct {
	Total     int                 `json:"total"`
	Items     []CatalogueItem     `json:"items" nullable:"false"`
	Facets    Facets              `json:"facets"`
	Corrected string              `json:"corrected" doc:"The words understood when a typing error was forgiven, else empty"`
	Next      string              `json:"next" doc:"Cursor of the following page, empty at the end"`
	Preset    map[string][]string `json:"preset,omitempty" doc:"Facets applied for the person, when preset was asked for"`
}

// CatalogueMessage is the catalogue as it is sent, for the page that carries its first data.
func CatalogueMessage(p *courses.CataloguePage) Catalogue {
	facet := func(name string) []FacetValue {
		return each(p.Facets[name], func(v *courses.FacetValue) FacetValue { return FacetValue(*v) })
	}
	return Catalogue{Total: p.Total, Items: each(p.Items, item), Corrected: p.Corrected, Next: p.Next, Preset: p.Preset,
		Facets: Facets{Domain: facet("domain"), Public: facet("public"), Nature: facet("nature"), Duration: facet("duration"),
			Origin: facet("origin"), Collection: facet("collection"), Certification: facet("certification"), Entry: facet("entry"),
			Competence: facet("competence"), Availability: facet("availability")}}
}

func registerCatalogue(api huma.API, svc *courses.Service) {
	huma.Register(api, op("searchCatalogue", http.MethodGet, "/catalogue", "Search the offer", "catalogue"),
		func(ctx context.Context, in *CatalogueInput) (*answer[Catalogue], error) {
			found, err := svc.Catalogue(ctx, web.Actor(ctx), in.query())
			if err != nil {
				return nil, web.Err(ctx, err)
			}
			return &answer[Catalogue]{CatalogueMessage(&found)}, nil
		})
	huma.Register(api, op("getOfferReference", http.MethodGet, "/reference/offer", "Lists that cards refer to", "catalogue"),
		func(context.Context, *struct{}) (*tagged[OfferReference], error) {
			ref := svc.Reference()
			return &tagged[OfferReference]{web.ETag(ref.Rev), reference(ref)}, nil
		})
	huma.Register(api, op("saveOfferReference", http.MethodPut, "/reference/offer", "Replace the lists", "catalogue"),
		func(ctx context.Context, in *struct {
			IfMatch
			Body OfferReference
		}) (*tagged[OfferReference], error) {
			rev, err := in.rev()
			if err != nil {
				return nil, web.Err(ctx, err)
			}
			saved, err := svc.SaveReference(ctx, web.Actor(ctx), rev, in.Body.value())
			if err != nil {
				return nil, web.Err(ctx, err)
			}
			return &tagged[OfferReference]{web.ETag(saved.Rev), reference(&saved)}, nil
		})
}

// Option is a choice in a list.
type Option struct {
	Code    string `json:"code" minLength:"1" maxLength:"60"`
	Label   string `json:"label" minLength:"1" maxLength:"200"`
	English string `json:"english,omitempty" maxLength:"200" doc:"The label in English; absent: the French one stands"`
}

// ReferenceDomain is a domain in the lists.
type ReferenceDomain struct {
	Code    string `json:"code" minLength:"1" maxLength:"60"`
	Label   string `json:"label" minLength:"1" maxLength:"200"`
	English string `json:"english,omitempty" maxLength:"200" doc:"The label in English; absent: the French one stands"`
	Tab     int    `json:"tab" minimum:"1" maximum:"6"`
	Public  string `json:"public,omitempty" doc:"The public that goes with it, and it with the public"`
}

// Collection is a family of parcours with its rules.
type Collection struct {
	Code              string `json:"code" minLength:"1" maxLength:"60"`
	Label             string `json:"label" minLength:"1" maxLength:"200"`
	English           string `json:"english,omitempty" maxLength:"200" doc:"The label in English; absent: the French one stands"`
	Nature            string `json:"nature" enum:"autoformation,accompanied,community"`
	NeedsEnd          bool   `json:"needsEnd"`
	NeedsDurations    bool   `json:"needsDurations"`
	NeedsParticipants bool   `json:"needsParticipants"`
	Permanent         bool   `json:"permanent"`
}

// Competence is one of the CRCN-Édu.
type Competence struct {
	Code        string `json:"code" minLength:"1" maxLength:"10"`
	Label       string `json:"label" minLength:"1" maxLength:"200"`
	English     string `json:"english,omitempty" maxLength:"200" doc:"The label in English; absent: the French one stands"`
	Area        string `json:"area" maxLength:"200"`
	AreaEnglish string `json:"areaEnglish,omitempty" maxLength:"200"`
}

// Duration is a range of minutes.
type Duration struct {
	Code    string `json:"code" minLength:"1" maxLength:"60"`
	Label   string `json:"label" minLength:"1" maxLength:"200"`
	English string `json:"english,omitempty" maxLength:"200" doc:"The label in English; absent: the French one stands"`
	From    int    `json:"from" minimum:"0" doc:"Minutes, included"`
	To      int    `json:"to" minimum:"0" doc:"Minutes, excluded; 0 for no end"`
}

// OfferReference is every list.
type OfferReference struct {
	Domains        []ReferenceDomain `json:"domains" maxItems:"200" nullable:"false"`
	Publics        []Option          `json:"publics" maxItems:"200" nullable:"false"`
	Collections    []Collection      `json:"collections" maxItems:"50" nullable:"false"`
	Origins        []Option          `json:"origins" maxItems:"200" nullable:"false"`
	OriginCodes    []Option          `json:"originCodes" maxItems:"500" nullable:"false"`
	Certifications []Option          `json:"certifications" maxItems:"200" nullable:"false"`
	Competences    []Competence      `json:"competences" maxItems:"100" nullable:"false"`
	Natures        []Option          `json:"natures" maxItems:"20" nullable:"false"`
	Durations      []Duration        `json:"durations" maxItems:"20" nullable:"false"`
}

func option(o *courses.Option) Option { return Option(*o) }

func reference(r *courses.Reference) OfferReference {
	return OfferReference{
		Domains:     each(r.Domains, func(d *courses.Domain) ReferenceDomain { return ReferenceDomain(*d) }),
		Publics:     each(r.Publics, option),
		Collections: each(r.Collections, func(c *courses.Collection) Collection { return Collection(*c) }),
		Origins:     each(r.Origins, option), OriginCodes: each(r.OriginCodes, option),
		Certifications: each(r.Certifications, option),
		Competences:    each(r.Competences, func(c *courses.Competence) Competence { return Competence(*c) }),
		Natures:        each(r.Natures, option),
		Durations:      each(r.Durations, func(d *courses.Duration) Duration { return Duration(*d) }),
	}
}

func (r *OfferReference) value() courses.Reference {
	option := func(o *Option) courses.Option { return courses.Option(*o) }
	return courses.Reference{
		Domains:     each(r.Domains, func(d *ReferenceDomain) courses.Domain { return courses.Domain(*d) }),
		Publics:     each(r.Publics, option),
		Collections: each(r.Collections, func(c *Collection) courses.Collection { return courses.Collection(*c) }),
		Origins:     each(r.Origins, option), OriginCodes: each(r.OriginCodes, option),
		Certifications: each(r.Certifications, option),
		Competences:    each(r.Competences, func(c *Competence) courses.Competence { return courses.Competence(*c) }),
		Natures:        each(r.Natures, option),
		Durations:      each(r.Durations, func(d *Duration) courses.Duration { return courses.Duration(*d) }),
	}
}
