const fr = {
  unknown: "Préau vous a écrit.",
  new: "nouveau",
  kinds: {
    request_received: (p: Record<string, string>) => `${p.person ?? "Quelqu’un"} demande une place dans « ${p.title ?? ""} ».`,
    request_accepted: (p: Record<string, string>) => `Votre demande est acceptée : vous êtes inscrit à « ${p.title ?? ""} ».`,
    request_refused: (p: Record<string, string>) => `Votre demande pour « ${p.title ?? ""} » n’a pas été retenue.`,
    waiting: (p: Record<string, string>) => `Vous êtes en liste d’attente pour « ${p.title ?? ""} ».`,
    enrolled: (p: Record<string, string>) => `Vous êtes inscrit à « ${p.title ?? ""} ».`,
    invited: (p: Record<string, string>) => `Vous êtes invité à « ${p.title ?? ""} ».`,
    session_opened: (p: Record<string, string>) => `La session « ${p.title ?? ""} » est ouverte.`,
    session_changed: (p: Record<string, string>) => `Les dates ou le lieu de « ${p.title ?? ""} » ont changé.`,
    session_closed: (p: Record<string, string>) => `La session «\u00a0${p.title ?? ""}\u00a0» est terminée. Son contenu reste lisible.`,
    session_announced: (p: Record<string, string>) => `Les inscriptions à votre session «\u00a0${p.title ?? ""}\u00a0» se sont ouvertes, à la date prévue.`,
    session_started: (p: Record<string, string>) => `Votre session «\u00a0${p.title ?? ""}\u00a0» s’est ouverte, à la date prévue.`,
    session_ended: (p: Record<string, string>) => `Votre session «\u00a0${p.title ?? ""}\u00a0» s’est close à la fin de son dernier jour. Les présences peuvent encore être notées.`,
    session_held_up: (p: Record<string, string>) => `Votre session «\u00a0${p.title ?? ""}\u00a0» n’a pas pu s’ouvrir à la date prévue\u00a0: ${p.reason ?? ""}`,
    session_cancelled: (p: Record<string, string>) => `La session « ${p.title ?? ""} » est annulée.`,
    attested: (p: Record<string, string>) => `Votre attestation pour « ${p.title ?? ""} » est prête.`,
    message: (p: Record<string, string>) => `${p.from ?? "Le formateur"} vous a écrit : ${p.subject ?? ""}`,
    package_imported: (p: Record<string, string>) => `Le module « ${p.title ?? ""} » est importé.`,
    package_refused: (p: Record<string, string>) => `Le module « ${p.title ?? ""} » n’a pas pu être importé.`,
  },
};

export default fr;
