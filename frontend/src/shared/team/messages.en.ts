import type { Translation } from "@/shared/i18n";
import type fr from "./messages.fr";

const en: Translation<typeof fr> = {
  owner: "Owner",
  you: "you",
  gone: "Deleted account",
  email: "E-mail address",
  add: "Add",
  added: "The team is up to date.",
  remove: "Remove",
  removeWho: (name) => `Remove ${name} from the team`,
  removed: (name) => `${name} is no longer in the team.`,
  sure: (name) => `${name} will no longer have access to this page. Their work stays.`,
  sureMe: "You will no longer have access to this page. Your work stays.",
  leave: "Leave the team",
  cancel: "Cancel",
  last: "Somebody must stay: add another person before you leave.",
  codes: {
    address: "Give one e-mail address, and only one.",
    unknown_address: "Nobody has this address in Préau. Check it; a new person signs in once first.",
  },
};

export default en;
