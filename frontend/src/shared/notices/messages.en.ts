import type { Translation } from "@/shared/i18n";
import type fr from "./messages.fr";

const en: Translation<typeof fr> = {
  unknown: "Préau wrote to you.",
  new: "new",
  kinds: {
    request_received: (p) => `${p.person ?? "Somebody"} asks for a place in “${p.title ?? ""}”.`,
    request_accepted: (p) => `Your request is accepted: you are enrolled in “${p.title ?? ""}”.`,
    request_refused: (p) => `Your request for “${p.title ?? ""}” was not accepted.`,
    waiting: (p) => `You are on the waiting list for “${p.title ?? ""}”.`,
    enrolled: (p) => `You are enrolled in “${p.title ?? ""}”.`,
    invited: (p) => `You are invited to “${p.title ?? ""}”.`,
    session_opened: (p) => `The session “${p.title ?? ""}” is open.`,
    session_changed: (p) => `The dates or the place of “${p.title ?? ""}” have changed.`,
    session_cancelled: (p) => `The session “${p.title ?? ""}” is cancelled.`,
    attested: (p) => `Your attestation for “${p.title ?? ""}” is ready.`,
    message: (p) => `${p.from ?? "The trainer"} wrote to you: ${p.subject ?? ""}`,
    package_imported: (p) => `The module “${p.title ?? ""}” is imported.`,
    package_refused: (p) => `The module “${p.title ?? ""}” could not be imported.`,
  },
};

export default en;
