package identityhttp

import (
	"context"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

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

type signInInput struct {
	Caller
	Body struct {
		Email    string `json:"email" maxLength:"254" doc:"Any address of the account"`
		Password string `json:"password" maxLength:"1024"`
		Lasting  bool   `json:"lasting,omitempty" doc:"Stay signed in after the browser closes: not on a computer that others use"`
		Bearer   bool   `json:"bearer,omitempty" doc:"For programs: the tokens come in the answer, no cookie is set"`
	}
}

// Tokens is a pass, for programs that keep their own.
type Tokens struct {
	Access    string    `json:"access,omitempty" doc:"To send as Authorization: Bearer"`
	Refresh   string    `json:"refresh,omitempty" doc:"Serves once, at the refresh"`
	ExpiresAt time.Time `json:"expiresAt" doc:"Of the access token: refresh a little before"`
}

type signInOutput struct {
	ETag string `header:"ETag"`
	Body struct {
		Me
		Tokens *Tokens `json:"tokens,omitempty"`
	}
}

func (h handler) signIn(ctx context.Context, in *signInInput) (*signInOutput, error) {
	if err := in.check(h.cookies); err != nil {
		return nil, web.Err(ctx, err)
	}
	pass, err := h.svc.SignIn(ctx, identity.Credentials{
		Email: in.Body.Email, Password: in.Body.Password, Lasting: in.Body.Lasting, Address: web.Address(in.c),
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
		h.cookies.set(in.c, pass)
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
	Caller
	Body *struct {
		Refresh string `json:"refresh,omitempty" maxLength:"512" doc:"For programs; a browser's is in its cookie"`
	}
}

type refreshOutput struct{ Body Tokens }

func (h handler) refresh(ctx context.Context, in *refreshInput) (*refreshOutput, error) {
	if err := in.check(h.cookies); err != nil {
		return nil, web.Err(ctx, err)
	}
	token, byCookie := "", true
	if in.Body != nil {
		token, byCookie = in.Body.Refresh, in.Body.Refresh == ""
	}
	if byCookie {
		token = in.c.Cookies(h.cookies.refreshName())
	}
	pass, err := h.svc.Refresh(ctx, token)
	if err != nil {
		if byCookie && fault.Is(err, fault.Unauthorized) {
			h.cookies.clear(in.c)
		}
		return nil, web.Err(ctx, err)
	}
	out := &refreshOutput{Body: Tokens{ExpiresAt: pass.AccessExpires}}
	if byCookie {
		h.cookies.set(in.c, pass)
	} else {
		out.Body.Access, out.Body.Refresh = pass.Access, pass.Refresh
	}
	return out, nil
}

func (h handler) signOut(ctx context.Context, in *Caller) (*struct{}, error) {
	if err := in.check(h.cookies); err != nil {
		return nil, web.Err(ctx, err)
	}
	if err := h.svc.SignOut(ctx, in.access(h.cookies)); err != nil {
		return nil, web.Err(ctx, err)
	}
	h.cookies.clear(in.c)
	return &struct{}{}, nil
}

func (h handler) signOutEverywhere(ctx context.Context, in *Caller) (*struct{}, error) {
	if err := h.svc.SignOutEverywhere(ctx, web.Actor(ctx)); err != nil {
		return nil, web.Err(ctx, err)
	}
	h.cookies.clear(in.c)
	return &struct{}{}, nil
}
