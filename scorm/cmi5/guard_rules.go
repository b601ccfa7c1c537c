package cmi5

import (
	"fmt"
	"math"
	"regexp"
)

// The rules that a statement is held to by itself, in the order in which they are asked.

var uuid = regexp.MustCompile(`^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$`)

// checkIdentity is who speaks, and what the statement is (§6.3, §9.1, §9.2). The actor is the
// launch's when it is the same account; the name shown of it does not matter.
func checkIdentity(l Launch, s Statement) *Refusal {
	switch {
	case !uuid.MatchString(s.ID):
		return no("statement_id", "9.1", "La trace n’a pas d’identifiant (UUID).")
	case s.Verb == verbVoided:
		return no("voiding", "6.3", "Un contenu ne peut pas annuler de trace.")
	case s.Actor.Type != "Agent":
		return no("actor_type", "9.2", "L’acteur de la trace n’est pas une personne (Agent).")
	case s.Actor.HomePage == "" || s.Actor.Name == "" || s.Actor.Further:
		return no("actor_account", "9.2", "L’acteur de la trace n’est pas identifié par un compte (account).")
	case s.Actor.Agent != l.Learner:
		return no("actor", "8.1.3", "L’acteur de la trace n’est pas l’apprenant de cette session.")
	}
	return nil
}

// checkContext holds every statement, cmi5 defined or allowed, to Launch.Template (§7.1.3, §9.6,
// §10.2.1): more may be said, nothing be left out or said otherwise.
func checkContext(l Launch, s Statement) *Refusal {
	switch {
	case s.Context.Registration != l.Registration:
		return no("registration", "9.6.1", "La trace ne porte pas l’inscription (registration) de cette session.")
	case s.Session() != l.Session:
		return no("session", "9.6.3.1", "La trace ne porte pas l’identifiant de cette session (sessionid).")
	case !s.Context.has("grouping", l.PublisherID):
		return no("context_template", "10.2.1", "Le contexte de la trace ne reprend pas l’identifiant d’origine de l’unité (grouping).")
	}
	return nil
}

// checkCategory holds the moveOn category to the statements that have success or completion, and
// progress to its space (§9.5.5.1, §9.6.2.2).
func checkCategory(s Statement) *Refusal {
	marked := false
	for list := range s.Context.Activities {
		marked = marked || s.Context.has(list, CategoryMoveOn)
	}
	owed := s.Defined() && (s.Result.Success != nil || s.Result.Completion != nil)
	switch {
	case owed && !s.Context.has("category", CategoryMoveOn):
		return no("moveon_category_missing", "9.6.2.2", "La trace dit une réussite ou un achèvement sans porter la catégorie « moveon ».")
	case marked && !owed:
		return no("moveon_category", "9.6.2.2", "La trace porte la catégorie « moveon » sans dire de réussite ni d’achèvement.")
	}
	if progress, there := s.Result.Extensions[ExtProgress]; there {
		if p, ok := progress.(float64); !ok || p != math.Trunc(p) || p < 0 || p > 100 {
			return no("progress", "9.5.5.1", "La progression n’est pas un nombre entier entre 0 et 100.")
		}
	}
	return nil
}

// checkVerb holds cmi5 defined statements to the verbs of AUs, to the object of the launch, to its
// mode, and to what has been said before (§9.3, §9.4, §10.2.2).
func checkVerb(l Launch, s State, st Statement) *Refusal {
	satisfying := false
	switch st.Verb {
	case VerbInitialized, VerbTerminated:
	case VerbCompleted, VerbPassed, VerbFailed:
		satisfying = true
	case VerbLaunched, VerbAbandoned, VerbWaived, VerbSatisfied:
		return no("verb_of_platform", "9.3", "La trace « "+displays[st.Verb]["en"]+" » ne peut être faite que par la plateforme.")
	default:
		return no("verb_unknown", "7.1.3", "Le verbe « "+short(st.Verb)+" » n’est pas défini par cmi5 : la trace ne peut pas porter la catégorie cmi5.")
	}
	switch {
	case st.Object.Type != "Activity" || st.Object.ID != l.ActivityID:
		return no("object", "9.4", "L’objet de la trace n’est pas l’activité lancée.")
	case satisfying && l.Mode != Normal:
		return no("mode", "10.2.2", fmt.Sprintf("En mode « %s », le contenu ne dit ni achèvement, ni réussite, ni échec.", l.Mode))
	case st.Verb == VerbCompleted && s.Status.Completed:
		return no("verb_repeated", "9.3.3", "L’achèvement a déjà été enregistré pour cette inscription.")
	case st.Verb == VerbPassed && s.Status.Passed:
		return no("verb_repeated", "9.3.4", "La réussite a déjà été enregistrée pour cette inscription.")
	case st.Verb == VerbFailed && s.Status.Passed:
		return no("failed_after_passed", "9.3", "Un échec ne peut pas suivre une réussite dans la même inscription.")
	case (st.Verb == VerbPassed || st.Verb == VerbFailed) && s.Session.Judged:
		return no("judged_twice", "9.3", "Une réussite ou un échec a déjà été enregistré dans cette session.")
	}
	return nil
}

// checkResult holds the result to what each verb must and must not say (§9.5.2, §9.5.3, §9.5.4.1).
func checkResult(s Statement) *Refusal {
	var success, completion *bool
	yes, not := true, false
	switch s.Verb {
	case VerbCompleted:
		completion = &yes
	case VerbPassed:
		success = &yes
	case VerbFailed:
		success = &not
	}
	switch {
	case !same(s.Result.Success, success):
		return no("success", "9.5.2", wants("success", success))
	case !same(s.Result.Completion, completion):
		return no("completion", "9.5.3", wants("completion", completion))
	case s.Verb != VerbInitialized && s.Result.Duration == "":
		return no("duration_missing", "9.5.4.1", "La trace ne dit pas sa durée (duration).")
	}
	return nil
}

func same(a, b *bool) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

func wants(property string, value *bool) string {
	if value == nil {
		return "Le résultat de cette trace ne doit pas porter « " + property + " »."
	}
	return fmt.Sprintf("Le résultat de cette trace doit porter « %s » à la valeur %t.", property, *value)
}

// checkScore holds a score to the verbs that may have one, to its space, and to the launch's mastery
// checkScore (§9.3.4, §9.3.5, §9.5.1, §9.6.3.2). raw, min and max may have decimals, as in xAPI,
// which §9.5.1 claims to repeat.
func checkScore(l Launch, st Statement) *Refusal {
	sc := st.Result.Score
	if sc == nil {
		return checkMastery(l, st)
	}
	switch {
	case st.Verb != VerbPassed && st.Verb != VerbFailed:
		return no("score", "9.5.1", "Seules les traces de réussite et d’échec portent un score.")
	case sc.Scaled != nil && (*sc.Scaled < 0 || *sc.Scaled > 1):
		return no("score_scaled", "9.5.1", "Le score réduit (scaled) n’est pas entre 0 et 1.")
	case sc.Raw != nil && (sc.Min == nil || sc.Max == nil):
		return no("score_bounds", "9.5.1", "Le score brut (raw) est donné sans son minimum et son maximum.")
	case sc.Raw != nil && (*sc.Raw < *sc.Min || *sc.Raw > *sc.Max):
		return no("score_raw", "9.5.1", "Le score brut (raw) n’est pas entre son minimum et son maximum.")
	}
	if refusal := checkMastery(l, st); refusal != nil || l.MasteryScore == nil || sc.Scaled == nil {
		return refusal
	}
	switch {
	case st.Verb == VerbPassed && *sc.Scaled < *l.MasteryScore:
		return no("passed_below_mastery", "9.3.4", "Une réussite ne peut pas avoir un score inférieur au seuil de réussite.")
	case st.Verb == VerbFailed && *sc.Scaled >= *l.MasteryScore:
		return no("failed_above_mastery", "9.3.5", "Un échec ne peut pas avoir un score qui atteint le seuil de réussite.")
	}
	return nil
}

// checkMastery holds the masteryScore extension of a judgement to be the launch's: always where
// there is a score, which was judged by it, and where the AU says one (§9.6.3.2).
func checkMastery(l Launch, st Statement) *Refusal {
	if l.MasteryScore == nil || st.Verb != VerbPassed && st.Verb != VerbFailed {
		return nil
	}
	said, there := st.Context.Extensions[ExtMasteryScore]
	if !there && st.Result.Score == nil || said == *l.MasteryScore {
		return nil
	}
	return no("mastery_score", "9.6.3.2", "La trace ne porte pas le seuil de réussite de cette session (masteryscore).")
}
