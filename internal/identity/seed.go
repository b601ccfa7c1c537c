package identity

// Seed returns the lists a new platform starts with; from then on they are documents that
// administrators edit. The académies are those since 2020, with the départements of each (code
// officiel géographique) and, beside them, the overseas services that are not académies.
func Seed() Reference {
	return Reference{Academies: seedAcademies(), Fonctions: seedFonctions(), Corps: seedCorps()}
}

func seedAcademies() []Academie {
	const paris = "Europe/Paris"
	return []Academie{
		{"aix-marseille", "Aix-Marseille", Region, paris, []Departement{
			{"04", "Alpes-de-Haute-Provence"}, {"05", "Hautes-Alpes"}, {"13", "Bouches-du-Rhône"}, {"84", "Vaucluse"},
		}},
		{"amiens", "Amiens", Region, paris, []Departement{{"02", "Aisne"}, {"60", "Oise"}, {"80", "Somme"}}},
		{"besancon", "Besançon", Region, paris, []Departement{
			{"25", "Doubs"}, {"39", "Jura"}, {"70", "Haute-Saône"}, {"90", "Territoire de Belfort"},
		}},
		{"bordeaux", "Bordeaux", Region, paris, []Departement{
			{"24", "Dordogne"}, {"33", "Gironde"}, {"40", "Landes"}, {"47", "Lot-et-Garonne"},
			{"64", "Pyrénées-Atlantiques"},
		}},
		{"clermont-ferrand", "Clermont-Ferrand", Region, paris, []Departement{
			{"03", "Allier"}, {"15", "Cantal"}, {"43", "Haute-Loire"}, {"63", "Puy-de-Dôme"},
		}},
		{"corse", "Corse", Region, paris, []Departement{{"2A", "Corse-du-Sud"}, {"2B", "Haute-Corse"}}},
		{"creteil", "Créteil", Region, paris, []Departement{
			{"77", "Seine-et-Marne"}, {"93", "Seine-Saint-Denis"}, {"94", "Val-de-Marne"},
		}},
		{"dijon", "Dijon", Region, paris, []Departement{
			{"21", "Côte-d’Or"}, {"58", "Nièvre"}, {"71", "Saône-et-Loire"}, {"89", "Yonne"},
		}},
		{"grenoble", "Grenoble", Region, paris, []Departement{
			{"07", "Ardèche"}, {"26", "Drôme"}, {"38", "Isère"}, {"73", "Savoie"}, {"74", "Haute-Savoie"},
		}},
		{"guadeloupe", "Guadeloupe", Region, "America/Guadeloupe", []Departement{{"971", "Guadeloupe"}}},
		{"guyane", "Guyane", Region, "America/Cayenne", []Departement{{"973", "Guyane"}}},
		{"la-reunion", "La Réunion", Region, "Indian/Reunion", []Departement{{"974", "La Réunion"}}},
		{"lille", "Lille", Region, paris, []Departement{{"59", "Nord"}, {"62", "Pas-de-Calais"}}},
		{"limoges", "Limoges", Region, paris, []Departement{{"19", "Corrèze"}, {"23", "Creuse"}, {"87", "Haute-Vienne"}}},
		{"lyon", "Lyon", Region, paris, []Departement{{"01", "Ain"}, {"42", "Loire"}, {"69", "Rhône"}}},
		{"martinique", "Martinique", Region, "America/Martinique", []Departement{{"972", "Martinique"}}},
		{"mayotte", "Mayotte", Region, "Indian/Mayotte", []Departement{{"976", "Mayotte"}}},
		{"montpellier", "Montpellier", Region, paris, []Departement{
			{"11", "Aude"}, {"30", "Gard"}, {"34", "Hérault"}, {"48", "Lozère"}, {"66", "Pyrénées-Orientales"},
		}},
		{"nancy-metz", "Nancy-Metz", Region, paris, []Departement{
			{"54", "Meurthe-et-Moselle"}, {"55", "Meuse"}, {"57", "Moselle"}, {"88", "Vosges"},
		}},
		{"nantes", "Nantes", Region, paris, []Departement{
			{"44", "Loire-Atlantique"}, {"49", "Maine-et-Loire"}, {"53", "Mayenne"}, {"72", "Sarthe"}, {"85", "Vendée"},
		}},
		{"nice", "Nice", Region, paris, []Departement{{"06", "Alpes-Maritimes"}, {"83", "Var"}}},
		{"normandie", "Normandie", Region, paris, []Departement{
			{"14", "Calvados"}, {"27", "Eure"}, {"50", "Manche"}, {"61", "Orne"}, {"76", "Seine-Maritime"},
		}},
		{"orleans-tours", "Orléans-Tours", Region, paris, []Departement{
			{"18", "Cher"}, {"28", "Eure-et-Loir"}, {"36", "Indre"}, {"37", "Indre-et-Loire"}, {"41", "Loir-et-Cher"},
			{"45", "Loiret"},
		}},
		{"paris", "Paris", Region, paris, []Departement{{"75", "Paris"}}},
		{"poitiers", "Poitiers", Region, paris, []Departement{
			{"16", "Charente"}, {"17", "Charente-Maritime"}, {"79", "Deux-Sèvres"}, {"86", "Vienne"},
		}},
		{"reims", "Reims", Region, paris, []Departement{
			{"08", "Ardennes"}, {"10", "Aube"}, {"51", "Marne"}, {"52", "Haute-Marne"},
		}},
		{"rennes", "Rennes", Region, paris, []Departement{
			{"22", "Côtes-d’Armor"}, {"29", "Finistère"}, {"35", "Ille-et-Vilaine"}, {"56", "Morbihan"},
		}},
		{"strasbourg", "Strasbourg", Region, paris, []Departement{{"67", "Bas-Rhin"}, {"68", "Haut-Rhin"}}},
		{"toulouse", "Toulouse", Region, paris, []Departement{
			{"09", "Ariège"}, {"12", "Aveyron"}, {"31", "Haute-Garonne"}, {"32", "Gers"}, {"46", "Lot"},
			{"65", "Hautes-Pyrénées"}, {"81", "Tarn"}, {"82", "Tarn-et-Garonne"},
		}},
		{"versailles", "Versailles", Region, paris, []Departement{
			{"78", "Yvelines"}, {"91", "Essonne"}, {"92", "Hauts-de-Seine"}, {"95", "Val-d’Oise"},
		}},
		{"nouvelle-caledonie", "Nouvelle-Calédonie", Overseas, "Pacific/Noumea", []Departement{
			{"988", "Nouvelle-Calédonie"},
		}},
		{"polynesie-francaise", "Polynésie française", Overseas, "Pacific/Tahiti", []Departement{
			{"987", "Polynésie française"},
		}},
		{"saint-pierre-et-miquelon", "Saint-Pierre-et-Miquelon", Overseas, "America/Miquelon", []Departement{
			{"975", "Saint-Pierre-et-Miquelon"},
		}},
		{"wallis-et-futuna", "Wallis-et-Futuna", Overseas, "Pacific/Wallis", []Departement{{"986", "Wallis-et-Futuna"}}},
		{"administration-centrale", "Administration centrale et opérateurs", National, paris, nil},
	}
}

// The publics of the catalogue, by code, as fonctions make people one of them.
const (
	maternelle    = "enseignants-maternelle"
	elementaire   = "enseignants-elementaire"
	college       = "enseignants-college"
	lycee         = "enseignants-lycee"
	directeurs    = "directeurs-ecole"
	inspecteurs1d = "inspecteurs-1d"
	inspecteurs2d = "inspecteurs-2d"
	direction     = "personnels-direction"
	vieScolaire   = "vie-scolaire"
	accompagnants = "aed-aesh"
	administratif = "personnels-administratifs"
	formateurs    = "formateurs"
)

// seedFonctions are those of the directories, with the publics the old platform gave them, and
// those that the directories left out.
func seedFonctions() []Fonction {
	return []Fonction{
		{"ENS1D", "Enseignant du premier degré", "Primary school teacher", []string{maternelle, elementaire}},
		{"DEC", "Directeur d’école", "Head of a primary school", []string{directeurs, maternelle, elementaire}},
		{"ENS2D", "Enseignant du second degré", "Secondary school teacher", []string{college, lycee}},
		{"ENS2D-CLG", "Enseignant en collège", "Lower secondary teacher", []string{college}},
		{"ENS2D-LYC", "Enseignant en lycée", "Upper secondary teacher", []string{lycee}},
		{"CPE", "Conseiller principal d’éducation", "Head of student life (CPE)", []string{vieScolaire}},
		{"PSYEN", "Psychologue de l’éducation nationale", "School psychologist", []string{vieScolaire}},
		{"AED", "Assistant d’éducation", "Education assistant (AED)", []string{accompagnants}},
		{"AESH", "Accompagnant d’élèves en situation de handicap", "Inclusion assistant (AESH)", []string{accompagnants}},
		{"FORM", "Formateur", "Trainer", []string{formateurs}},
		{"PERDIR", "Personnel de direction", "Head or deputy head of a secondary school", []string{direction}},
		{"INS1D", "Inspecteur du premier degré", "Inspector, primary", []string{inspecteurs1d}},
		{"INS2D", "Inspecteur du second degré", "Inspector, secondary", []string{inspecteurs2d}},
		{"ADM", "Personnel administratif", "Administrative staff", []string{administratif}},
		{"ITRF", "Personnel technique, de recherche et de formation", "Technical and research staff", []string{administratif}},
		{"SANTE", "Personnel social et de santé", "Health and social staff", []string{vieScolaire}},
		{"AUTRE", "Autre fonction", "Other position", []string{}},
	}
}

func seedCorps() []Corps {
	return []Corps{
		{"professeurs-ecoles", "Professeurs des écoles", "Primary school teachers"},
		{"instituteurs", "Instituteurs", "Primary school teachers (former corps)"},
		{"certifies", "Professeurs certifiés", "Certified secondary teachers"},
		{"agreges", "Professeurs agrégés", "Agrégés (senior secondary teachers)"},
		{"plp", "Professeurs de lycée professionnel", "Vocational secondary teachers"},
		{"peps", "Professeurs d’éducation physique et sportive", "Physical education teachers"},
		{"chaires-superieures", "Professeurs de chaires supérieures", "Teachers of preparatory classes (chaires supérieures)"},
		{"documentalistes", "Professeurs documentalistes", "Teacher librarians"},
		{"cpe", "Conseillers principaux d’éducation", "Heads of student life (CPE)"},
		{"psyen-eda", "Psychologues de l’éducation nationale, éducation, développement et apprentissages", "School psychologists, primary (EDA)"},
		{"psyen-edo", "Psychologues de l’éducation nationale, éducation, développement et orientation", "School psychologists, secondary and guidance (EDO)"},
		{"contractuels", "Enseignants contractuels", "Teachers on contract"},
		{"aed", "Assistants d’éducation", "Education assistants (AED)"},
		{"aesh", "Accompagnants d’élèves en situation de handicap", "Inclusion assistants (AESH)"},
		{"personnels-direction", "Personnels de direction", "Heads of secondary schools"},
		{"ien", "Inspecteurs de l’éducation nationale", "National education inspectors (IEN)"},
		{"ia-ipr", "Inspecteurs d’académie, inspecteurs pédagogiques régionaux", "Regional inspectors (IA-IPR)"},
		{"aae", "Attachés d’administration de l’État", "State administration officers (AAE)"},
		{"saenes", "Secrétaires administratifs", "Administrative secretaries (SAENES)"},
		{"adjaenes", "Adjoints administratifs", "Administrative assistants (ADJAENES)"},
		{"itrf", "Ingénieurs et personnels techniques de recherche et de formation", "Research and training engineers and technicians (ITRF)"},
		{"infirmiers", "Infirmiers", "Nurses"},
		{"medecins", "Médecins de l’éducation nationale", "School doctors"},
		{"assistants-sociaux", "Assistants de service social", "Social workers"},
		{"autre", "Autre corps", "Other corps"},
	}
}
