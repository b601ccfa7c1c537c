package arch

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

const module = "preau.education/preau/"

// The rooms of the house. A folder that is in none of these tables is refused: a new room is
// a decision, written here.
var (
	vocabulary = []string{"internal/ids", "internal/fault", "internal/actor"}
	plumbing   = []string{"internal/docstore", "internal/web", "internal/jobs", "internal/obs", "internal/config"}
	domains    = []string{"courses", "tracking/lrs", "tracking", "scorm", "classroom", "storage", "internal/identity", "internal/notify"}
	composers  = []string{"cmd", "internal/app", "internal/demo"}
	apart      = []string{"frontend", "internal/arch"}
)

// adapters beside the *db and *http ones: a domain's port on one technology.
var adapters = []string{"storage/dir", "storage/s3", "storage/storagetest", "internal/notify/mail"}

// owners says which folders may import a heavy module (by prefix of its path). "*http" stands
// for the HTTP adapters.
var owners = map[string][]string{
	"github.com/pion/":              {"classroom/sfu", "classroom/media", "classroom/turn", "cmd/preau-load"},
	"github.com/minio/minio-go/":    {"storage/s3", "storage/storagetest"},
	"github.com/robfig/cron/":       {"internal/jobs"},
	"go.mongodb.org/mongo-driver/":  {"internal/docstore"},
	"modernc.org/sqlite":            {"internal/docstore"},
	"github.com/gofiber/":           {"internal/web", "internal/app", "*http"},
	"github.com/danielgtaylor/huma": {"internal/web", "internal/app", "*http"},
	"github.com/valyala/fasthttp":   {"internal/web", "internal/app", "*http"},
	"github.com/blevesearch/":       {"courses/search"},
	"github.com/golang-jwt/":        {"internal/identity"},
	"github.com/wneessen/go-mail":   {"internal/notify/mail"},
	"github.com/signintech/gopdf":   {"tracking/attestpdf"},
}

// leafLibraries names the one library (with its own small parts) that a leaf exists for.
var leafLibraries = map[string][]string{
	"courses/search":             {"github.com/blevesearch/", "github.com/RoaringBitmap/", "golang.org/x/text/"},
	"courses/richtext":           {"github.com/microcosm-cc/bluemonday", "golang.org/x/net/html"},
	"tracking/attestpdf":         {"github.com/signintech/gopdf", "rsc.io/qr"},
	"scorm/manifest":             {"golang.org/x/text/"},
	"scorm/bundle":               {"golang.org/x/text/"},
	"internal/identity/password": {"golang.org/x/crypto/argon2", "golang.org/x/sync/"},
	"internal/identity/token":    {"github.com/golang-jwt/jwt/v5"},
}

type room int

const (
	unknown room = iota
	isVocabulary
	isPlumbing
	isDomain
	isAdapter
	isLeaf
	isComposer
	isApart
)

func under(pkg string, folders []string) bool {
	return slices.ContainsFunc(folders, func(f string) bool { return pkg == f || strings.HasPrefix(pkg, f+"/") })
}

func domainOf(pkg string) string {
	for _, d := range domains {
		if pkg == d || strings.HasPrefix(pkg, d+"/") {
			return d
		}
	}
	return ""
}

func roomOf(pkg string) room {
	domain := domainOf(pkg)
	switch {
	case slices.Contains(vocabulary, pkg):
		return isVocabulary
	case under(pkg, plumbing):
		return isPlumbing
	case domain == pkg && pkg != "":
		return isDomain
	case domain != "" && isAdapterName(pkg, domain):
		return isAdapter
	case domain != "":
		return isLeaf
	case under(pkg, composers):
		return isComposer
	case under(pkg, apart):
		return isApart
	}
	return unknown
}

func isAdapterName(pkg, domain string) bool {
	base := path.Base(domain)
	return pkg == domain+"/"+base+"db" || pkg == domain+"/"+base+"http" || slices.Contains(adapters, pkg)
}

// violation says why pkg may not import imported, "" when it may. Both are import paths; pkg
// is without the module's prefix.
func violation(pkg, imported string) string {
	from := roomOf(pkg)
	if from == unknown {
		return fmt.Sprintf("%s is no room of the house", pkg)
	}
	own, isOwn := strings.CutPrefix(imported, module)
	if !isOwn {
		return foreign(pkg, from, imported)
	}
	to := roomOf(own)
	forbidden := func(why string) string { return fmt.Sprintf("%s imports %s: %s", pkg, own, why) }
	switch from {
	case isComposer, isApart:
		return ""
	case isVocabulary:
		return forbidden("the vocabulary imports the standard library only")
	case isPlumbing:
		if to != isVocabulary && to != isPlumbing {
			return forbidden("plumbing never imports a domain")
		}
	case isLeaf:
		if to != isVocabulary {
			return forbidden("a leaf imports the vocabulary only")
		}
	case isDomain:
		if to != isVocabulary && (to != isLeaf || domainOf(own) != pkg) {
			return forbidden("a domain imports the vocabulary and its own leaves only")
		}
	case isAdapter:
		sameDomain := domainOf(own) == domainOf(pkg) && to != isAdapter
		if to != isVocabulary && to != isPlumbing && !sameDomain {
			return forbidden("an adapter imports its own domain and plumbing, never another adapter or domain")
		}
	}
	return ""
}

// foreign judges an import from outside the module.
func foreign(pkg string, from room, imported string) string {
	if !strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") {
		return "" // standard library
	}
	for prefix, folders := range owners {
		if strings.HasPrefix(imported, prefix) && !owns(pkg, from, folders) {
			return fmt.Sprintf("%s imports %s, which only %s may", pkg, imported, strings.Join(folders, ", "))
		}
	}
	switch from {
	case isVocabulary, isDomain:
		return fmt.Sprintf("%s imports %s: the vocabulary and the domains use the standard library only", pkg, imported)
	case isLeaf:
		if !slices.ContainsFunc(leafLibraries[pkg], func(p string) bool { return strings.HasPrefix(imported, p) }) {
			return fmt.Sprintf("%s imports %s: a leaf imports the one library it exists for, named in leafLibraries", pkg, imported)
		}
	}
	return ""
}

func owns(pkg string, from room, folders []string) bool {
	if under(pkg, folders) {
		return true
	}
	return slices.Contains(folders, "*http") && from == isAdapter && strings.HasSuffix(pkg, "http")
}
