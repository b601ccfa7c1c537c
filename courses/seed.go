package courses

// SeedReference returns the lists of a new platform: the nine collections with their rules as
// the field knows them, the CRCN-Édu in the wording of its public summaries, and domains,
// publics and origins that an administrator may edit afterwards.
func SeedReference() Reference {
	return Reference{
		Domains: []Domain{
			{"valeurs", "Valeurs de la République", 1, ""},
			{"climat", "Vie scolaire et climat", 2, ""},
			{"histoire-geographie", "Histoire, géographie, EMC", 3, ""},
			{"direction", "Direction d'école", 4, ""},
			{"numerique", "Numérique éducatif", 5, ""},
			{"inclusion", "École inclusive", 6, ""},
			{"maternelle", "Maternelle", 2, ""},
			{"francais", "Français et lettres", 3, ""},
			{"mathematiques", "Mathématiques", 5, ""},
			{"sciences", "Sciences", 6, ""},
			{"langues", "Langues vivantes", 1, ""},
			{"arts", "Arts et culture", 4, ""},
			{"eps-sante", "EPS et santé", 2, ""},
			{"voie-professionnelle", "Voie professionnelle", 4, ""},
			{"orientation", "Orientation", 3, ""},
			{"evaluer", "Évaluer et piloter", 5, ""},
			{"formation", "Métiers de la formation", 6, PublicFormateurs},
		},
		Publics:     seedPublics(),
		Collections: seedCollections(),
		Origins: []Option{
			{"dgesco", "Nationale (Dgesco)"}, {"ih2ef", "IH2EF"}, {OriginAcademie, "Académie"}, {"reseau-canope", "Réseau Canopé"},
			{"ife", "Ifé"}, {"irem", "Irem"}, {OriginInspe, "Inspé"}, {"dne-foad", "DNE"}, {"autre", "Autre"},
		},
		OriginCodes: seedOriginCodes(),
		Certifications: []Option{
			{"cafipemf", "Cafipemf"}, {"caffa", "Caffa"}, {"cappei", "Cappei"}, {"dnl", "Certification DNL"},
			{"fle", "Certification français langue seconde"}, {"theatre", "Certification théâtre"}, {"pix-edu", "Pix+ Édu"},
		},
		Competences: seedCompetences(),
		Natures: []Option{
			{Autoformation, "À mon rythme"}, {Accompanied, "Avec un formateur"}, {Community, "Communauté professionnelle"},
		},
		Durations: []Duration{
			{"moins-1h", "Moins d'1 h", 0, 60}, {"1h-3h", "1 à 3 h", 60, 180}, {"3h-6h", "3 à 6 h", 180, 360},
			{"6h-9h", "6 à 9 h", 360, 540}, {"plus-9h", "Plus de 9 h", 540, 0},
		},
	}
}

// PublicFormateurs is the public of trainers, which goes with the domain "Métiers de la
// formation".
const PublicFormateurs = "formateurs"

func seedPublics() []Option {
	return []Option{
		{"enseignants-maternelle", "Enseignants de maternelle"}, {"enseignants-elementaire", "Enseignants d'élémentaire"},
		{"enseignants-college", "Enseignants de collège"}, {"enseignants-lycee", "Enseignants de lycée"},
		{"directeurs-ecole", "Directeurs d'école"}, {"inspecteurs-1d", "Inspecteurs du 1er degré"},
		{"inspecteurs-2d", "Inspecteurs du 2d degré"}, {"personnels-direction", "Personnels de direction"},
		{"vie-scolaire", "Personnels de vie scolaire"}, {"aed-aesh", "AED et AESH"},
		{"personnels-administratifs", "Personnels administratifs"}, {PublicFormateurs, "Formateurs"},
	}
}

// seedCollections is the table of the nine collections: which end, which say how long they
// last, which need somebody enrolled before they open, which are open to all for ever.
func seedCollections() []Collection {
	return []Collection{
		//                                                       end    hours  people permanent
		{"action", "Action", Accompanied, true, true, true, false},
		{"analyse", "Analyse", Accompanied, true, true, true, false},
		{"decouverte", "Découverte", Accompanied, true, true, true, false},
		{"qualification", "Qualification", Accompanied, true, true, true, false},
		{"simulation", "Simulation", Accompanied, true, true, true, false},
		{"autoformation", "Autoformation", Autoformation, false, true, false, true},
		{"volet_distant", "Volet distant", Accompanied, false, false, true, false},
		{"reseau", "Réseau", Community, false, false, true, true},
		{"espacecollab", "Espace collaboratif", Community, false, false, true, true},
	}
}

func seedOriginCodes() []Option {
	return []Option{
		{"A001", "Paris"}, {"A002", "Aix-Marseille"}, {"A003", "Besançon"}, {"A004", "Bordeaux"}, {"A006", "Clermont-Ferrand"},
		{"A007", "Dijon"}, {"A008", "Grenoble"}, {"A009", "Lille"}, {"A010", "Lyon"}, {"A011", "Montpellier"},
		{"A012", "Nancy-Metz"}, {"A013", "Poitiers"}, {"A014", "Rennes"}, {"A015", "Strasbourg"}, {"A016", "Toulouse"},
		{"A017", "Nantes"}, {"A018", "Orléans-Tours"}, {"A019", "Reims"}, {"A020", "Amiens"}, {"A022", "Limoges"},
		{"A023", "Nice"}, {"A024", "Créteil"}, {"A025", "Versailles"}, {"A026", "Polynésie française"}, {"A027", "Corse"},
		{"A028", "La Réunion"}, {"A031", "Martinique"}, {"A032", "Guadeloupe"}, {"A033", "Guyane"},
		{"A042", "Wallis-et-Futuna"}, {"A043", "Mayotte"}, {"A044", "Saint-Pierre-et-Miquelon"}, {"A070", "Normandie"},
		{"NDGS", "Dgesco"}, {"NDEN", "IH2EF"}, {"PCAN", "Réseau Canopé"}, {"PIFE", "Ifé"}, {"PESP", "Inspé"},
		{"IREM", "Irem"}, {"PAUT", "Autre"},
	}
}

func seedCompetences() []Competence {
	const (
		environment = "Environnement professionnel"
		resources   = "Ressources numériques"
		teaching    = "Enseignement – apprentissage"
		learners    = "Diversité et autonomie des apprenants"
		skills      = "Compétences numériques des apprenants"
	)
	return []Competence{
		{"1.1", "Communiquer", environment}, {"1.2", "Collaborer", environment},
		{"1.3", "Se former, développer une veille", environment},
		{"1.4", "Agir en faveur d'un numérique sûr et responsable", environment},
		{"1.5", "Adopter une posture ouverte, critique et réflexive", environment},
		{"2.1", "Sélectionner des ressources", resources}, {"2.2", "Concevoir des ressources", resources},
		{"2.3", "Gérer des ressources", resources},
		{"3.1", "Concevoir", teaching}, {"3.2", "Mettre en œuvre", teaching},
		{"3.3", "Évaluer au service des apprentissages", teaching},
		{"4.1", "Inclure et rendre accessible", learners}, {"4.2", "Différencier", learners},
		{"4.3", "Engager les apprenants", learners},
		{"5.1", "Développer", skills}, {"5.2", "Évaluer et certifier", skills},
	}
}
