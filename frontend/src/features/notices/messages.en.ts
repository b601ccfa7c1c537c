import type { Translation } from "@/shared/i18n";
import type fr from "./messages.fr";

const en: Translation<typeof fr> = {
  title: "Notices",
  readAll: "Mark all as read",
  emptyTitle: "No notice",
  emptyText: "What concerns you arrives here: a request accepted, a session that opens, an attestation that is ready.",
};

export default en;
