package courses

// SeedReference returns the lists of a new platform: the nine collections with their rules as
// the field knows them, the CRCN-Édu in the wording of its public summaries, and domains,
// publics and origins that an administrator may edit afterwards.
func SeedReference() Reference {
	return Reference{
		Domains: []Domain{
			{"valeurs", "Valeurs de la République", "Values of the Republic", 1, ""},
			{"climat", "Vie scolaire et climat", "School life and climate", 2, ""},
			{"histoire-geographie", "Histoire, géographie, EMC", "History, geography, civics", 3, ""},
			{"direction", "Direction d’école", "Heading a primary school", 4, ""},
			{"numerique", "Numérique éducatif", "Digital education", 5, ""},
			{"inclusion", "École inclusive", "Inclusive education", 6, ""},
			{"maternelle", "Maternelle", "Nursery school", 2, ""},
			{"francais", "Français et lettres", "French and literature", 3, ""},
			{"mathematiques", "Mathématiques", "Mathematics", 5, ""},
			{"sciences", "Sciences", "Sciences", 6, ""},
			{"langues", "Langues vivantes", "Modern languages", 1, ""},
			{"arts", "Arts et culture", "Arts and culture", 4, ""},
			{"eps-sante", "EPS et santé", "Sport and health", 2, ""},
			{"voie-professionnelle", "Voie professionnelle", "Vocational education", 4, ""},
			{"orientation", "Orientation", "Guidance", 3, ""},
			{"evaluer", "Évaluer et piloter", "Assessing and steering", 5, ""},
			{"formation", "Métiers de la formation", "Training others", 6, PublicFormateurs},
		},
		Publics:     seedPublics(),
		Collections: seedCollections(),
		Origins: []Option{
			{"dgesco", "Nationale (Dgesco)", "National (Dgesco)"}, {"ih2ef", "IH2EF", "IH2EF"},
			{OriginAcademie, "Académie", "Académie"}, {"reseau-canope", "Réseau Canopé", "Réseau Canopé"},
			{"ife", "Ifé", "Ifé"}, {"irem", "Irem", "Irem"}, {OriginInspe, "Inspé", "Inspé"}, {"dne-foad", "DNE", "DNE"},
			{"autre", "Autre", "Other"},
		},
		OriginCodes: seedOriginCodes(),
		Certifications: []Option{
			{"cafipemf", "Cafipemf", "Cafipemf (primary trainer)"}, {"caffa", "Caffa", "Caffa (académie trainer)"},
			{"cappei", "Cappei", "Cappei (inclusive education)"},
			{"dnl", "Certification DNL", "Teaching a subject in another language (DNL)"},
			{"fle", "Certification français langue seconde", "Teaching French as a second language"},
			{"theatre", "Certification théâtre", "Teaching drama"}, {"pix-edu", "Pix+ Édu", "Pix+ Édu"},
		},
		Competences: seedCompetences(),
		Natures: []Option{
			{Autoformation, "À mon rythme", "At my own pace"}, {Accompanied, "Avec un formateur", "With a trainer"},
			{Community, "Communauté professionnelle", "Professional community"},
		},
		Durations: []Duration{
			{"moins-1h", "Moins d’1 h", "Under 1 h", 0, 60}, {"1h-3h", "1 à 3 h", "1 to 3 h", 60, 180},
			{"3h-6h", "3 à 6 h", "3 to 6 h", 180, 360},
			{"6h-9h", "6 à 9 h", "6 to 9 h", 360, 540}, {"plus-9h", "Plus de 9 h", "Over 9 h", 540, 0},
		},
	}
}

// PublicFormateurs is the public of trainers, which goes with the domain "Métiers de la
// formation".
const PublicFormateurs = "formateurs"

func seedPublics() []Option {
	return []Option{
		{"enseignants-maternelle", "Enseignants de maternelle", "Nursery school teachers"},
		{"enseignants-elementaire", "Enseignants d’élémentaire", "Primary school teachers"},
		{"enseignants-college", "Enseignants de collège", "Lower secondary teachers"},
		{"enseignants-lycee", "Enseignants de lycée", "Upper secondary teachers"},
		{"directeurs-ecole", "Directeurs d’école", "Heads of primary schools"},
		{"inspecteurs-1d", "Inspecteurs du 1er degré", "Inspectors, primary"},
		{"inspecteurs-2d", "Inspecteurs du 2d degré", "Inspectors, secondary"},
		{"personnels-direction", "Personnels de direction", "Heads of secondary schools"},
		{"vie-scolaire", "Personnels de vie scolaire", "School life staff"},
		{"aed-aesh", "AED et AESH", "Education and inclusion assistants"},
		{"personnels-administratifs", "Personnels administratifs", "Administrative staff"},
		{PublicFormateurs, "Formateurs", "Trainers"},
	}
}

// seedCollections is the table of the nine collections: which end, which say how long they
// last, which need somebody enrolled before they open, which are open to all for ever.
func seedCollections() []Collection {
	return []Collection{
		//                                                       end    hours  people permanent
		{"action", "Action", "Action", Accompanied, true, true, true, false},
		{"analyse", "Analyse", "Analysis", Accompanied, true, true, true, false},
		{"decouverte", "Découverte", "Discovery", Accompanied, true, true, true, false},
		{"qualification", "Qualification", "Qualification", Accompanied, true, true, true, false},
		{"simulation", "Simulation", "Simulation", Accompanied, true, true, true, false},
		{"autoformation", "Autoformation", "Self-paced", Autoformation, false, true, false, true},
		{"volet_distant", "Volet distant", "Remote part", Accompanied, false, false, true, false},
		{"reseau", "Réseau", "Network", Community, false, false, true, true},
		{"espacecollab", "Espace collaboratif", "Shared workspace", Community, false, false, true, true},
	}
}

func seedOriginCodes() []Option {
	return []Option{
		{"A001", "Paris", ""}, {"A002", "Aix-Marseille", ""}, {"A003", "Besançon", ""}, {"A004", "Bordeaux", ""},
		{"A006", "Clermont-Ferrand", ""},
		{"A007", "Dijon", ""}, {"A008", "Grenoble", ""}, {"A009", "Lille", ""}, {"A010", "Lyon", ""},
		{"A011", "Montpellier", ""},
		{"A012", "Nancy-Metz", ""}, {"A013", "Poitiers", ""}, {"A014", "Rennes", ""}, {"A015", "Strasbourg", ""},
		{"A016", "Toulouse", ""},
		{"A017", "Nantes", ""}, {"A018", "Orléans-Tours", ""}, {"A019", "Reims", ""}, {"A020", "Amiens", ""},
		{"A022", "Limoges", ""},
		{"A023", "Nice", ""}, {"A024", "Créteil", ""}, {"A025", "Versailles", ""},
		{"A026", "Polynésie française", "French Polynesia"}, {"A027", "Corse", "Corsica"},
		{"A028", "La Réunion", "Réunion"}, {"A031", "Martinique", ""}, {"A032", "Guadeloupe", ""},
		{"A033", "Guyane", "French Guiana"},
		{"A042", "Wallis-et-Futuna", "Wallis and Futuna"}, {"A043", "Mayotte", ""},
		{"A044", "Saint-Pierre-et-Miquelon", "Saint Pierre and Miquelon"}, {"A070", "Normandie", "Normandy"},
		{"NDGS", "Dgesco", ""}, {"NDEN", "IH2EF", ""}, {"PCAN", "Réseau Canopé", ""}, {"PIFE", "Ifé", ""},
		{"PESP", "Inspé", ""},
		{"IREM", "Irem", ""}, {"PAUT", "Autre", "Other"},
	}
}

func seedCompetences() []Competence {
	const (
		environment = "Environnement professionnel"
		resources   = "Ressources numériques"
		teaching    = "Enseignement – apprentissage"
		learners    = "Diversité et autonomie des apprenants"
		skills      = "Compétences numériques des apprenants"

		environmentEn = "Professional environment"
		resourcesEn   = "Digital resources"
		teachingEn    = "Teaching and learning"
		learnersEn    = "Learners’ diversity and autonomy"
		skillsEn      = "Learners’ digital competences"
	)
	return []Competence{
		{"1.1", "Communiquer", "Communicating", environment, environmentEn},
		{"1.2", "Collaborer", "Collaborating", environment, environmentEn},
		{"1.3", "Se former, développer une veille", "Learning and keeping up to date", environment, environmentEn},
		{"1.4", "Agir en faveur d’un numérique sûr et responsable", "Acting for safe and responsible digital practice", environment, environmentEn},
		{"1.5", "Adopter une posture ouverte, critique et réflexive", "Being open, critical and reflective", environment, environmentEn},
		{"2.1", "Sélectionner des ressources", "Selecting resources", resources, resourcesEn},
		{"2.2", "Concevoir des ressources", "Creating resources", resources, resourcesEn},
		{"2.3", "Gérer des ressources", "Managing resources", resources, resourcesEn},
		{"3.1", "Concevoir", "Designing", teaching, teachingEn},
		{"3.2", "Mettre en œuvre", "Putting into practice", teaching, teachingEn},
		{"3.3", "Évaluer au service des apprentissages", "Assessing to support learning", teaching, teachingEn},
		{"4.1", "Inclure et rendre accessible", "Including, making accessible", learners, learnersEn},
		{"4.2", "Différencier", "Differentiating", learners, learnersEn},
		{"4.3", "Engager les apprenants", "Engaging learners", learners, learnersEn},
		{"5.1", "Développer", "Developing", skills, skillsEn},
		{"5.2", "Évaluer et certifier", "Assessing and certifying", skills, skillsEn},
	}
}
