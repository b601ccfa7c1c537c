package web

import (
	"strconv"
	"strings"

	"preau.education/preau/internal/fault"
)

// ETag is the entity tag of a document's revision.
func ETag(rev int64) string { return `"` + strconv.FormatInt(rev, 10) + `"` }

// ParseETag reads the revision back from an If-Match header. An edit without it, or with
// something else, is refused: it would overwrite what its author has not seen.
func ParseETag(s string) (int64, error) {
	if s == "" {
		return 0, fault.New("web.ParseETag", fault.Precondition, "if_match_required",
			"La version de départ manque (en-tête If-Match) : rechargez avant de modifier.")
	}
	rev, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(strings.TrimSpace(s), "W/"), `"`), 10, 64)
	if err != nil || rev < 1 {
		return 0, fault.New("web.ParseETag", fault.Invalid, "bad_if_match",
			"L’en-tête If-Match n’est pas une version de Préau.")
	}
	return rev, nil
}
