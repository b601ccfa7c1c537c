const fr = {
  owner: "Propriétaire",
  you: "vous",
  gone: "Compte supprimé",
  email: "Adresse électronique",
  add: "Ajouter",
  added: "L’équipe est à jour.",
  remove: "Retirer",
  removeWho: (name: string) => `Retirer ${name} de l’équipe`,
  removed: (name: string) => `${name} n’est plus dans l’équipe.`,
  sure: (name: string) => `${name} n’aura plus accès à cette page. Son travail reste.`,
  sureMe: "Vous n’aurez plus accès à cette page. Votre travail reste.",
  leave: "Quitter l’équipe",
  cancel: "Annuler",
  last: "Quelqu’un doit rester : ajoutez une autre personne avant de partir.",
  codes: {
    address: "Donnez une adresse électronique, et une seule.",
    unknown_address: "Personne n’a cette adresse dans Préau. Vérifiez-la ; une personne nouvelle se connecte d’abord une fois.",
  },
};

export default fr;
