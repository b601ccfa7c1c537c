import type { Translation } from "@/shared/i18n";
import type fr from "./messages.fr";

const en: Translation<typeof fr> = {
  skip: "Skip to content",
  brand: "Préau, home",
  main: "Main navigation",
  menu: "Menu",
  catalogue: "Catalogue",
  trainings: "My trainings",
  former: "Train",
  design: "Design",
  pilot: "Steer",
  attestations: "Attestations",
  signIn: "Sign in",
  signOut: "Sign out",
  account: (name) => `My account, ${name}`,
  accountMenu: "My account",
  profile: "My profile",
  visibility: "What others can see of me",
  traces: "My traces",
  notices: "Notices",
  administration: "Administration",
  unread: (n, more) => (n === 0 ? "Notices, none new" : `Notices, ${more ? "more than " : ""}${n} new`),
  display: "Display",
  theme: "Theme",
  auto: "Same as my device",
  light: "Light",
  dark: "Dark",
  contrast: "Higher contrast",
  language: "Language",
  footer: "Préau, an open platform for the training of national education staff.",
  offline: "You are offline. What is shown can still be read; in an open module, what you do is kept and will be sent when the connection is back.",
  signedOut: "You are signed out.",
};

export default en;
