package cmi5

import (
	"encoding/json"
	"mime"
	"slices"
	"strings"
)

// CheckPreferences says whether a document may stand as the learner's preferences, which an AU
// may write where the platform lets it (§11.0): a JSON object with languagePreference, RFC 5646
// tags with commas between (§11.1), and audioPreference, on or off (§11.2). Its media type is to say
// that it is JSON.
func CheckPreferences(mediaType string, document []byte) *Refusal {
	var m map[string]any
	if kind, _, err := mime.ParseMediaType(mediaType); err != nil || kind != "application/json" {
		return no("preferences", "11.0", "Les préférences de l’apprenant sont un document JSON : son type est « application/json ».")
	}
	if err := json.Unmarshal(document, &m); err != nil {
		m = nil // not an object: it has neither property
	}
	languages, hasLanguages := m["languagePreference"].(string)
	audio, hasAudio := m["audioPreference"].(string)
	switch {
	case !hasLanguages || !hasAudio:
		return no("preferences", "11.0", "Les préférences de l’apprenant ne sont pas un objet JSON avec « languagePreference » et « audioPreference ».")
	case slices.ContainsFunc(strings.Split(languages, ","), func(tag string) bool { return !language.MatchString(tag) }):
		return no("preferences_language", "11.1", "La langue préférée n’est pas une liste de codes de langue séparés par des virgules.")
	case audio != "on" && audio != "off":
		return no("preferences_audio", "11.2", "La préférence de son n’est ni « on » ni « off ».")
	}
	return nil
}
