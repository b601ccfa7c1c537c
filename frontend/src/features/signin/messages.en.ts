import type { Translation } from "@/shared/i18n";
import type fr from "./messages.fr";

const en: Translation<typeof fr> = {
  title: "Sign in",
  lead: "With your professional address. Your trainings, attestations and history follow you from one académie to another.",
  email: "E-mail address",
  password: "Password",
  show: "Show the password",
  lasting: "Stay signed in on this device",
  lastingHelp: "Not on a shared computer, in the staff room for instance.",
  submit: "Sign in",
  missing: "Fill in this field.",
  demoTitle: "Demonstration accounts",
  demoText: "Choose an account: address and password are filled in, all you have to do is sign in.",
  fill: (name) => `Fill in with ${name}`,
  filled: "The form is filled in: press “Sign in”.",
  forgotten: "Forgotten password? Ask the administrator of your platform.",
  welcome: (name) => `Hello, ${name}.`,
};

export default en;
