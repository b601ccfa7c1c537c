export { dictionary, type Dictionary, type Translation } from "./dictionary";
export { format, useFormat, type Format } from "./format";
export { labelIn, useLabel, type Labelled } from "./label";
export { typeset } from "./typeset";
export { applyLocale, locale, locales, setLocale, useLocale, type Locale } from "./locale";
