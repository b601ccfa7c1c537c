package identityhttp

import (
	"context"
	"errors"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/fault"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/web"
)

const signInTag = "sign-in"

func registerSignIn(api huma.API, h handler) {
	huma.Register(api, huma.Operation{OperationID: "signIn", Method: http.MethodPost, Path: signInPath,
		Summary: "Sign in with an e-mail address and a password", Tags: []string{signInTag}}, h.signIn)
	huma.Register(api, huma.Operation{OperationID: "signOut", Method: http.MethodPost, Path: signOutPath,
		Summary: "Sign out here", Tags: []string{signInTag}, DefaultStatus: http.StatusNoContent}, h.signOut)
	huma.Register(api, huma.Operation{OperationID: "signOutEverywhere", Method: http.MethodPost, Path: "/api/v1/sign-out-everywhere",
		Summary: "End every sign-in of mine", Tags: []string{signInTag}, DefaultStatus: http.StatusNoContent}, h.signOutEverywhere)
	huma.Register(api, huma.Operation{OperationID: "refreshToken", Method: http.MethodPost, Path: renewPath,
		Summary: "Exchange the refresh token for a new pass", Tags: []string{signInTag}}, h.refresh)
}

// origin is what a browser says of the page a request comes from. Requests that open, renew or
// close a sign-in carry their own authority, so the border's check of signed-in requests does
// not see them; this one does.
type origin struct {
	Origin    string `header:"Origin" hidden:"true"`
	FetchSite string `header:"Sec-Fetch-Site" hidden:"true"`
}

func (o origin) check(app *url.URL) error {
	foreign := o.FetchSite != "" && o.FetchSite != "same-origin"
	if o.FetchSite == "" && o.Origin != "" {
		foreign = o.Origin != app.Scheme+"://"+app.Host
	}
	if foreign {
		return fault.New("identityhttp.origin", fault.Forbidden, "foreign_origin",
			"Cette demande vient d’un autre site que Préau ; elle est refusée.")
	}
	return nil
}

type signInInput struct {
	origin
	address string
	Body    struct {
		Email    string `json:"email" maxLength:"254" doc:"Any address of the account"`
		Password string `json:"password" maxLength:"1024"`
		Lasting  bool   `json:"lasting,omitempty" doc:"Stay signed in after the browser closes: not on a computer that others use"`
		Bearer   bool   `json:"bearer,omitempty" doc:"For programs: the tokens come in the answer, no cookie is set"`
	}
}

// Resolve notes the network address of the caller.
func (in *signInInput) Resolve(ctx huma.Context) []error {
	in.address = humafiber.UnwrapV2(ctx).IP()
	return nil
}

// Tokens is a pass, for programs that keep their own.
type Tokens struct {
	Access    string    `json:"access,omitempty" doc:"To send as Authorization: Bearer"`
	Refresh   string    `json:"refresh,omitempty" doc:"Serves once, at the refresh"`
	ExpiresAt time.Time `json:"expiresAt" doc:"Of the access token: refresh a little before"`
}

type signInOutput struct {
	SetCookie []string `header:"Set-Cookie"`
	ETag      string   `header:"ETag"`
	Body      struct {
		Me
		Tokens *Tokens `json:"tokens,omitempty"`
	}
}

func (h handler) signIn(ctx context.Context, in *signInInput) (*signInOutput, error) {
	if err := in.check(h.cookies.app); err != nil {
		return nil, web.Err(ctx, err)
	}
	pass, err := h.svc.SignIn(ctx, identity.Credentials{
		Email: in.Body.Email, Password: in.Body.Password, Lasting: in.Body.Lasting, Address: in.address,
	})
	if err != nil {
		return nil, refused(ctx, err)
	}
	p, rev, err := h.svc.Me(ctx, actor.Actor{Person: pass.Person})
	if err != nil {
		return nil, web.Err(ctx, err)
	}
	out := &signInOutput{ETag: web.ETag(rev)}
	out.Body.Me = h.me(p, rev)
	out.Body.ExpiresAt = &pass.AccessExpires
	if in.Body.Bearer {
		out.Body.Tokens = &Tokens{pass.Access, pass.Refresh, pass.AccessExpires}
	} else {
		out.SetCookie = h.cookies.set(pass)
	}
	return out, nil
}

// refused adds to the problem how long to wait, when that is what is asked.
func refused(ctx context.Context, err error) error {
	problem := web.Err(ctx, err)
	var wait *identity.Wait
	if !errors.As(err, &wait) {
		return problem
	}
	seconds := strconv.Itoa(int(math.Ceil(wait.After.Seconds())))
	return huma.ErrorWithHeaders(problem, http.Header{"Retry-After": {seconds}})
}

type refreshInput struct {
	origin
	Cookie string `header:"Cookie" hidden:"true"`
	Body   *struct {
		Refresh string `json:"refresh,omitempty" maxLength:"512" doc:"For programs; a browser's is in its cookie"`
	}
}

type refreshOutput struct {
	SetCookie []string `header:"Set-Cookie"`
	Body      Tokens
}

func (h handler) refresh(ctx context.Context, in *refreshInput) (*refreshOutput, error) {
	if err := in.check(h.cookies.app); err != nil {
		return nil, web.Err(ctx, err)
	}
	token, byCookie := "", true
	if in.Body != nil {
		token, byCookie = in.Body.Refresh, in.Body.Refresh == ""
	}
	if byCookie {
		token = read(in.Cookie, h.cookies.refreshName())
	}
	pass, err := h.svc.Refresh(ctx, token)
	if err != nil {
		problem := web.Err(ctx, err)
		if byCookie && fault.Is(err, fault.Unauthorized) {
			return nil, huma.ErrorWithHeaders(problem, http.Header{"Set-Cookie": h.cookies.clear()})
		}
		return nil, problem
	}
	out := &refreshOutput{Body: Tokens{ExpiresAt: pass.AccessExpires}}
	if byCookie {
		out.SetCookie = h.cookies.set(pass)
	} else {
		out.Body.Access, out.Body.Refresh = pass.Access, pass.Refresh
	}
	return out, nil
}

type signOutInput struct {
	origin
	Cookie        string `header:"Cookie" hidden:"true"`
	Authorization string `header:"Authorization" hidden:"true"`
}

type cookiesOutput struct {
	SetCookie []string `header:"Set-Cookie"`
}

func (h handler) signOut(ctx context.Context, in *signOutInput) (*cookiesOutput, error) {
	if err := in.check(h.cookies.app); err != nil {
		return nil, web.Err(ctx, err)
	}
	access, isBearer := strings.CutPrefix(in.Authorization, bearer)
	if !isBearer {
		access = read(in.Cookie, h.cookies.accessName())
	}
	if err := h.svc.SignOut(ctx, access); err != nil {
		return nil, web.Err(ctx, err)
	}
	return &cookiesOutput{SetCookie: h.cookies.clear()}, nil
}

func (h handler) signOutEverywhere(ctx context.Context, _ *struct{}) (*cookiesOutput, error) {
	if err := h.svc.SignOutEverywhere(ctx, web.Actor(ctx)); err != nil {
		return nil, web.Err(ctx, err)
	}
	return &cookiesOutput{SetCookie: h.cookies.clear()}, nil
}
