package demo

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"preau.education/preau/internal/actor"
	"preau.education/preau/internal/identity"
	"preau.education/preau/internal/ids"
)

// Password is that of every demonstration account. Only an installation made by the
// demonstration has these accounts.
const Password = "preau-demonstration"

// Account is a demonstration account as it is shown to the person who tries Préau.
type Account struct {
	Email string
	Name  string
	Role  string // in French, for the sign-in page and the terminal
	// English is the role in English, for the sign-in page.
	English string
}

// The persons that the demonstration is told with.
const (
	Teacher    = "camille.lefevre@ac-lille.fr"
	Trainer    = "marc.benali@ac-lille.fr"
	Designer   = "sophie.nguyen@ac-lille.fr"
	Pilot      = "paul.trehard@ac-lille.fr"
	OtherPilot = "helene.masson@ac-lyon.fr"
	Admin      = "admin@preau.education"
)

// Accounts lists the demonstration accounts.
func Accounts() []Account {
	return []Account{
		{Teacher, "Camille Lefèvre", "Enseignante, académie de Lille", "Teacher, académie de Lille"},
		{Trainer, "Marc Benali", "Formateur, académie de Lille", "Trainer, académie de Lille"},
		{Designer, "Sophie Nguyen", "Conceptrice", "Training designer"},
		{Pilot, "Paul Tréhard", "Pilote de l’académie de Lille", "Pilot of the académie de Lille"},
		{OtherPilot, "Hélène Masson", "Pilote de l’académie de Lyon", "Pilot of the académie de Lyon"},
		{Admin, "Alix Perrin", "Administratrice nationale", "National administrator"},
	}
}

// personID derives the identifier of a demonstration person from the address: the same
// person at every start.
func personID(email string) string { return ids.Derived("demo", "person", email) }

func namedAccounts() []identity.NewPerson {
	lille := func(uai, establishment, degree, fonction, corps string) identity.Profile {
		return identity.Profile{Academie: "lille", Departement: "59", UAI: uai, Establishment: establishment,
			Degree: degree, Sector: identity.Public, Fonction: fonction, Corps: corps}
	}
	grants := map[string][]actor.Grant{
		Trainer:    {{Role: actor.Formateur}},
		Designer:   {{Role: actor.Concepteur}, {Role: actor.Formateur}},
		Pilot:      {{Role: actor.Pilote, Scope: "lille"}},
		OtherPilot: {{Role: actor.Pilote, Scope: "lyon"}},
		Admin:      {{Role: actor.Administrator}},
	}
	profiles := map[string]identity.Profile{
		Teacher:  lille(uai("059", 123), "École Jean-Macé, Lille", identity.FirstDegree, "ENS1D", "professeurs-ecoles"),
		Trainer:  lille(uai("059", 456), "Collège Condorcet, Lens", identity.SecondDegree, "ENS2D-CLG", "certifies"),
		Designer: lille(uai("059", 457), "Rectorat de Lille", identity.OtherDegree, "FORM", "certifies"),
		Pilot:    lille(uai("059", 458), "Rectorat de Lille", identity.OtherDegree, "INS2D", "ia-ipr"),
		OtherPilot: {Academie: "lyon", Departement: "69", UAI: uai("069", 12), Establishment: "Rectorat de Lyon",
			Degree: identity.OtherDegree, Sector: identity.Public, Fonction: "INS2D", Corps: "ia-ipr"},
		Admin: {Academie: "paris", Departement: "75", UAI: uai("075", 1), Establishment: "Administration centrale",
			Degree: identity.OtherDegree, Sector: identity.Public, Fonction: "ADM", Corps: "aae"},
	}
	people := make([]identity.NewPerson, 0, len(grants)+1)
	for _, a := range Accounts() {
		given, family, _ := strings.Cut(a.Name, " ")
		people = append(people, identity.NewPerson{ID: personID(a.Email), GivenName: given, FamilyName: family,
			Emails: []string{a.Email}, Locale: "fr", Password: Password, Profile: profiles[a.Email], Grants: grants[a.Email]})
	}
	return people
}

// uai makes the number of an establishment of a département, with its check letter.
func uai(departement string, n int) string {
	digits := fmt.Sprintf("%s%04d", departement, n)
	number, err := strconv.Atoi(digits)
	if err != nil {
		panic("demo: " + err.Error()) // digits by construction
	}
	return digits + strings.ToUpper(string("abcdefghjklmnprstuvwxyz"[number%23]))
}

var givenNames = strings.Fields("Adèle Adrien Agathe Ahmed Alice Aline Amina Anaïs André Anne Antoine Arnaud Assia Aurélie Baptiste Béatrice Benoît Bruno Camille Caroline Cécile Cédric Céline Charlotte Christelle Christophe Claire Clément Corinne Damien David Delphine Denis Dominique Élise Élodie Émilie Emma Éric Estelle Étienne Fabien Fanny Farid Fatima Florence Florian Françoise Frédéric Gaëlle Gérard Guillaume Hélène Hugo Inès Isabelle Jean Jeanne Jérôme Joël Julie Julien Karim Karine Laura Laurence Laurent Léa Leïla Lionel Louis Louise Luc Lucie Ludovic Magali Malik Manon Marc Margaux Marie Marion Mathieu Mathilde Maud Maxime Mélanie Michel Mickaël Mohamed Monique Myriam Nadia Nadine Nathalie Nicolas Noémie Olivia Olivier Pascal Patricia Paul Pauline Philippe Pierre Prisca Quentin Rachid Raphaël Rémi Renaud Robin Romain Rose Rym Sabrina Samir Samuel Sandra Sarah Sébastien Séverine Simon Sofia Solène Sonia Sophie Stéphane Stéphanie Sylvie Théo Thierry Thomas Valérie Vanessa Véronique Victor Vincent Virginie Xavier Yann Yasmine Yves Zoé")

var familyNames = strings.Fields("Adam Adjovi André Arnaud Aubert Bailly Barbier Baron Benard Benoit Bernard Berger Bertin Bertrand Besson Blanc Blanchard Bonnet Boucher Bouvier Boyer Breton Brun Brunet Caron Carpentier Charpentier Chevalier Clément Colin Collet Cordier Cousin Da-Silva Daniel David Delattre Deschamps Diallo Dubois Dufour Dumas Dumont Dupont Dupuis Durand Duval Étienne Evrard Fabre Faure Fernandez Fleury Fontaine Fournier François Gaillard Gallois Garcia Garnier Gauthier Gautier Gérard Gilbert Girard Giraud Gomez Gonzalez Guérin Guillaume Guillot Haddad Hamel Henry Herbert Hoareau Huet Hubert Jacob Jacquet Joly Julien Klein Lacroix Lambert Lang Langlois Laurent Le-Gall Le-Roux Leblanc Leclerc Lecomte Lefebvre Léger Legrand Lemaire Lemoine Leroux Leroy Lévêque Lopez Louis Lucas Maillard Marchal Marchand Marie Martel Martin Martinez Marty Masson Mathieu Mercier Meunier Meyer Michel Millet Moreau Morel Morin Moulin Muller Nguyen Nicolas Noël Olivier Paris Payet Pelletier Perez Perret Perrin Petit Philippe Picard Pichon Pierre Poirier Pons Poulain Prévost Rémy Renard Renaud Rey Reynaud Richard Rivière Robert Robin Roche Rodriguez Roger Rolland Rousseau Roussel Roux Roy Royer Sanchez Schmitt Schneider Simon Tessier Thomas Traoré Vasseur Vidal Vincent Weber")

var establishmentNames = strings.Fields("Jean-Macé Jaurès Pasteur Condorcet Curie Jules-Ferry Simone-Veil Victor-Hugo Louise-Michel Jean-Moulin Rosa-Parks Anne-Frank Molière Voltaire George-Sand Camille-Claudel Paul-Éluard Aimé-Césaire Olympe-de-Gouges Léo-Lagrange Prévert Pergaud Langevin Joliot-Curie Saint-Exupéry Robespierre La-Fontaine Desnos Colette Germaine-Tillion")

// weights draws académies roughly as they are peopled; those not named weigh 3.
var weights = map[string]int{"versailles": 8, "creteil": 7, "lille": 14, "lyon": 9, "nantes": 5, "bordeaux": 5, "rennes": 4,
	"toulouse": 5, "grenoble": 5, "aix-marseille": 5, "normandie": 5, "montpellier": 4, "paris": 3, "strasbourg": 3}

// crowd draws n colleagues with a profile, none of them with a password: they are there to
// be counted and listed, not to sign in.
func crowd(r *rand.Rand, ref *identity.Reference, n int) []identity.NewPerson {
	var places []identity.Academie
	for _, a := range ref.Academies {
		if a.Kind != identity.Region {
			continue
		}
		weight := weights[a.Code]
		if weight == 0 {
			weight = 3
		}
		for range weight {
			places = append(places, a)
		}
	}
	people := make([]identity.NewPerson, 0, n)
	for i := range n {
		academie := places[r.IntN(len(places))]
		given := givenNames[r.IntN(len(givenNames))]
		family := strings.ReplaceAll(familyNames[r.IntN(len(familyNames))], "-", " ")
		email := fmt.Sprintf("%s.%s%d@ac-%s.fr", ascii(given), ascii(family), i, academie.Code)
		people = append(people, identity.NewPerson{ID: personID(email), GivenName: given, FamilyName: family,
			Emails: []string{email}, Locale: "fr", Profile: profile(r, academie)})
	}
	return people
}

// profile draws where somebody works: two in five in the first degree, one in six in a
// private establishment, and one in forty who has not said.
func profile(r *rand.Rand, academie identity.Academie) identity.Profile {
	if r.IntN(40) == 0 {
		return identity.Profile{Academie: academie.Code}
	}
	departement := academie.Departements[r.IntN(len(academie.Departements))]
	number := r.IntN(1800) + 1
	code := departement.Code
	if len(code) == 2 {
		code = "0" + code
	}
	if code > "0" && code[len(code)-1] >= 'A' { // Corse: its UAI begin with 620 and 720
		code = map[byte]string{'A': "620", 'B': "720"}[code[len(code)-1]]
	}
	p := identity.Profile{Academie: academie.Code, Departement: departement.Code, UAI: uai(code, number), Sector: identity.Public}
	if r.IntN(6) == 0 {
		p.Sector = identity.Private
	}
	name := strings.ReplaceAll(establishmentNames[number%len(establishmentNames)], "-", " ")
	switch draw := r.IntN(100); {
	case draw < 32:
		p.Degree, p.Fonction, p.Corps, p.Establishment = identity.FirstDegree, "ENS1D", "professeurs-ecoles", "École "+name
	case draw < 40:
		p.Degree, p.Fonction, p.Corps, p.Establishment = identity.FirstDegree, "DEC", "professeurs-ecoles", "École "+name
	case draw < 64:
		p.Degree, p.Fonction, p.Corps, p.Establishment = identity.SecondDegree, "ENS2D-CLG", "certifies", "Collège "+name
	case draw < 80:
		p.Degree, p.Fonction, p.Corps, p.Establishment = identity.SecondDegree, "ENS2D-LYC", "agreges", "Lycée "+name
	case draw < 87:
		p.Degree, p.Fonction, p.Corps, p.Establishment = identity.SecondDegree, "CPE", "cpe", "Collège "+name
	case draw < 94:
		p.Degree, p.Fonction, p.Corps, p.Establishment = identity.FirstDegree, "AESH", "aesh", "École "+name
	default:
		p.Degree, p.Fonction, p.Corps, p.Establishment = identity.SecondDegree, "PERDIR", "personnels-direction", "Lycée "+name
	}
	return p
}

// ascii writes a name as addresses do: lower case, no accents, spaces as hyphens.
func ascii(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case r >= 'a' && r <= 'z':
			b.WriteRune(r)
		case r == ' ' || r == '-':
			b.WriteByte('-')
		}
	}
	return b.String()
}
