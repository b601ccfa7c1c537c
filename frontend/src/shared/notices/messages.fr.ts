const fr = {
  unknown: "Préau vous a écrit.",
  new: "nouveau",
  kinds: {
    request_received: (p: Record<string, string>) => `${p.person ?? "Quelqu’un"} demande une place dans « ${p.title ?? ""} ».`,
    request_accepted: (p: Record<string, string>) => `Votre demande est acceptée : vous êtes inscrit à « ${p.title ?? ""} ».`,
    request_refused: (p: Record<string, string>) => `Votre demande pour « ${p.title ?? ""} » n’a pas été retenue.`,
    waiting: (p: Record<string, string>) => `Vous êtes en liste d’attente pour « ${p.title ?? ""} ».`,
    enrolled: (p: Record<string, string>) => `Vous êtes inscrit à « ${p.title ?? ""} ».`,
    invited: (p: Record<string, string>) => `Vous êtes invité à « ${p.title ?? ""} ».`,
    session_opened: (p: Record<string, string>) => `La session « ${p.title ?? ""} » est ouverte.`,
    session_changed: (p: Record<string, string>) => `Les dates ou le lieu de « ${p.title ?? ""} » ont changé.`,
    session_cancelled: (p: Record<string, string>) => `La session « ${p.title ?? ""} » est annulée.`,
    attested: (p: Record<string, string>) => `Votre attestation pour « ${p.title ?? ""} » est prête.`,
    message: (p: Record<string, string>) => `${p.from ?? "Le formateur"} vous a écrit : ${p.subject ?? ""}`,
    package_imported: (p: Record<string, string>) => `Le module « ${p.title ?? ""} » est importé.`,
    package_refused: (p: Record<string, string>) => `Le module « ${p.title ?? ""} » n’a pas pu être importé.`,
  },
};

export default fr;
