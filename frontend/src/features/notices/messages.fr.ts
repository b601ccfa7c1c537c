const fr = {
  title: "Avis",
  readAll: "Tout marquer comme lu",
  emptyTitle: "Aucun avis",
  emptyText: "Ce qui vous concerne arrive ici : une demande acceptée, une session qui ouvre, une attestation prête.",
};

export default fr;
