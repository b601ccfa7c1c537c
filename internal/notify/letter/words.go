package letter

// Kinds of notices, and the parameters each needs.
const (
	RequestReceived  = "request_received"  // to trainers: title, person
	RequestAccepted  = "request_accepted"  // title
	RequestRefused   = "request_refused"   // title
	Waiting          = "waiting"           // on the waiting list: title
	Enrolled         = "enrolled"          // by somebody else: title
	Invited          = "invited"           // to an address that nobody has yet: title, from
	SessionOpened    = "session_opened"    // title
	SessionChanged   = "session_changed"   // dates, place or meetings: title
	SessionClosed    = "session_closed"    // title
	SessionCancelled = "session_cancelled" // title
	SessionAnnounced = "session_announced" // to trainers: its enrolments opened on their day: title
	SessionStarted   = "session_started"   // to trainers: it opened on its day: title
	SessionEnded     = "session_ended"     // to trainers: it closed at the end of its last day: title
	SessionHeldUp    = "session_held_up"   // to trainers: its day came and it could not open: title, reason
	Attested         = "attested"          // title
	Message          = "message"           // from a trainer: from, title, subject, body
	PackageImported  = "package_imported"  // title
	PackageRefused   = "package_refused"   // title, reason
)

type words struct {
	needs  []string
	fr, en text
}

type text struct{ subject, body, action string }

// catalogue is a function in all but name: nothing writes to it.
var catalogue = map[string]words{
	RequestReceived: {[]string{"title", "person"},
		text{"Une place demandée : {title}", "{person} demande une place dans « {title} ».", "Répondre à la demande"},
		text{"A place is asked for: {title}", "{person} asks for a place in “{title}”.", "Answer the request"}},
	RequestAccepted: {[]string{"title"},
		text{"Votre demande est acceptée : {title}", "Vous êtes inscrit à « {title} ».", "Ouvrir la formation"},
		text{"Your request is accepted: {title}", "You are enrolled in “{title}”.", "Open the training"}},
	RequestRefused: {[]string{"title"},
		text{"Votre demande n’est pas retenue : {title}", "Votre demande de place dans « {title} » n’a pas été retenue. D’autres sessions sont peut-être ouvertes.", "Voir la formation"},
		text{"Your request is not accepted: {title}", "Your request for a place in “{title}” was not accepted. Other sessions may be open.", "See the training"}},
	Waiting: {[]string{"title"},
		text{"Vous êtes en liste d’attente : {title}", "La session de « {title} » est complète. Vous êtes en liste d’attente ; nous vous écrirons si une place se libère.", "Voir la formation"},
		text{"You are on the waiting list: {title}", "The session of “{title}” is full. You are on the waiting list; we will write to you if a place becomes free.", "See the training"}},
	Enrolled: {[]string{"title"},
		text{"Vous êtes inscrit : {title}", "Vous avez été inscrit à « {title} ».", "Ouvrir la formation"},
		text{"You are enrolled: {title}", "You have been enrolled in “{title}”.", "Open the training"}},
	Invited: {[]string{"title", "from"},
		text{"Une formation vous attend : {title}", "{from} vous invite à suivre « {title} ».\n\nConnectez-vous avec cette adresse : vous serez inscrit aussitôt.", "Se connecter"},
		text{"A training awaits you: {title}", "{from} invites you to “{title}”.\n\nSign in with this address: you will be enrolled at once.", "Sign in"}},
	SessionOpened: {[]string{"title"},
		text{"La session est ouverte : {title}", "La session de « {title} » à laquelle vous êtes inscrit est ouverte.", "Commencer"},
		text{"The session is open: {title}", "The session of “{title}” in which you are enrolled is open.", "Start"}},
	SessionChanged: {[]string{"title"},
		text{"La session a changé : {title}", "Les dates, le lieu ou les rencontres de « {title} » ont changé.", "Voir ce qui change"},
		text{"The session has changed: {title}", "The dates, the place or the meetings of “{title}” have changed.", "See what changes"}},
	SessionClosed: {[]string{"title"},
		text{"La session est terminée : {title}", "La session de « {title} » est terminée. Son contenu reste lisible ; plus rien n’est enregistré. Votre attestation, si vous l’avez obtenue, reste dans votre historique.", "Revoir le contenu"},
		text{"The session is over: {title}", "The session of “{title}” is over. Its content can still be read; nothing more is recorded. Your certificate, if you obtained it, stays in your history.", "See the content again"}},
	SessionAnnounced: {[]string{"title"},
		text{"Les inscriptions sont ouvertes : {title}", "Les inscriptions à votre session de « {title} » se sont ouvertes, à la date prévue.", "Voir la session"},
		text{"Enrolments are open: {title}", "Enrolments in your session of “{title}” have opened, on the day that was set.", "See the session"}},
	SessionStarted: {[]string{"title"},
		text{"Votre session s’est ouverte : {title}", "Votre session de « {title} » s’est ouverte, à la date prévue. Les inscrits sont prévenus.", "Suivre la session"},
		text{"Your session has opened: {title}", "Your session of “{title}” has opened, on the day that was set. Those enrolled are told.", "Follow the session"}},
	SessionEnded: {[]string{"title"},
		text{"Votre session s’est close : {title}", "Votre session de « {title} » s’est close à la fin de son dernier jour. Vous pouvez encore noter les présences, avec un motif : les attestations suivront. Vous pouvez aussi la rouvrir.", "Noter les présences"},
		text{"Your session has closed: {title}", "Your session of “{title}” has closed at the end of its last day. You can still record attendance, with a reason: certificates will follow. You can also open it again.", "Record attendance"}},
	SessionHeldUp: {[]string{"title", "reason"},
		text{"Votre session n’a pas pu s’ouvrir : {title}", "La date de votre session de « {title} » est venue, mais elle n’a pas pu s’ouvrir :\n\n{reason}", "Préparer la session"},
		text{"Your session could not open: {title}", "The day of your session of “{title}” has come, but it could not open:\n\n{reason}", "Prepare the session"}},
	SessionCancelled: {[]string{"title"},
		text{"La session est annulée : {title}", "La session de « {title} » à laquelle vous étiez inscrit est annulée.", "Voir la formation"},
		text{"The session is cancelled: {title}", "The session of “{title}” in which you were enrolled is cancelled.", "See the training"}},
	Attested: {[]string{"title"},
		text{"Votre attestation est prête : {title}", "Vous avez terminé « {title} ». Votre attestation est prête.", "Voir l’attestation"},
		text{"Your certificate is ready: {title}", "You have completed “{title}”. Your certificate is ready.", "See the certificate"}},
	Message: {[]string{"from", "title", "subject", "body"},
		text{"{subject}", "{from} vous écrit au sujet de « {title} » :\n\n{body}", "Ouvrir la formation"},
		text{"{subject}", "{from} writes to you about “{title}”:\n\n{body}", "Open the training"}},
	PackageImported: {[]string{"title"},
		text{"Le paquet est importé : {title}", "Le paquet « {title} » est importé et prêt à servir.", "Voir le paquet"},
		text{"The package is imported: {title}", "The package “{title}” is imported and ready for use.", "See the package"}},
	PackageRefused: {[]string{"title", "reason"},
		text{"Le paquet n’a pas pu être importé : {title}", "Le paquet « {title} » n’a pas pu être importé.\n\n{reason}", "Voir le rapport"},
		text{"The package could not be imported: {title}", "The package “{title}” could not be imported.\n\n{reason}", "See the report"}},
}

// frame is what surrounds every letter.
var frame = map[string]struct{ hello, helloName, why string }{
	"fr": {"Bonjour,", "Bonjour {name},",
		"Préau vous écrit parce que cela concerne une de vos formations. Ne répondez pas à ce message : personne ne le lirait."},
	"en": {"Hello,", "Hello {name},",
		"Préau writes to you because this is about one of your trainings. Do not answer this message: nobody would read it."},
}
