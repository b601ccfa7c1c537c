const fr = {
  title: "Se connecter",
  lead: "Avec votre adresse professionnelle. Vos formations, vos attestations et votre historique vous suivent d’une académie à l’autre.",
  email: "Adresse électronique",
  password: "Mot de passe",
  show: "Afficher le mot de passe",
  lasting: "Rester connecté sur cet appareil",
  lastingHelp: "Pas sur un ordinateur partagé, en salle des maîtres par exemple.",
  submit: "Se connecter",
  missing: "Remplissez ce champ.",
  demoTitle: "Comptes de démonstration",
  demoText: "Choisissez un compte : l’adresse et le mot de passe se remplissent, il reste à vous connecter.",
  fill: (name: string) => `Remplir avec ${name}`,
  filled: "Le formulaire est rempli : appuyez sur « Se connecter ».",
  forgotten: "Mot de passe oublié ? Adressez-vous à l’administrateur de votre plateforme.",
  welcome: (name: string) => `Bonjour, ${name}.`,
};

export default fr;
