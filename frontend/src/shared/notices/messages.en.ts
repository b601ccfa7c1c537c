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
    session_closed: (p) => `The session “${p.title ?? ""}” is over. Its content can still be read.`,
    session_announced: (p) => `Enrolments in your session “${p.title ?? ""}” have opened, on the day that was set.`,
    session_started: (p) => `Your session “${p.title ?? ""}” has opened, on the day that was set.`,
    session_ended: (p) => `Your session “${p.title ?? ""}” has closed at the end of its last day. Attendance can still be recorded.`,
    session_held_up: (p) => `Your session “${p.title ?? ""}” could not open on its day: ${p.reason ?? ""}`,
    session_cancelled: (p) => `The session “${p.title ?? ""}” is cancelled.`,
    attested: (p) => `Your attestation for “${p.title ?? ""}” is ready.`,
    message: (p) => `${p.from ?? "The trainer"} wrote to you: ${p.subject ?? ""}`,
    package_imported: (p) => `The module “${p.title ?? ""}” is imported.`,
    package_refused: (p) => `The module “${p.title ?? ""}” could not be imported.`,
  },
};

export default en;
