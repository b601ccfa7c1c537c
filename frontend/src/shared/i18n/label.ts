// Labels of the lists that administrators edit (domains, publics, fonctions…): French always,
// English where somebody wrote it.
import { useCallback } from "react";
import { useLocale, type Locale } from "./locale";

/** Something with a label in French and perhaps one in English. */
export interface Labelled {
  label: string;
  english?: string | undefined;
}

/** The label in a language; the French one where there is no other. */
export function labelIn(locale: Locale, of: Labelled): string {
  return (locale === "en" && of.english) || of.label;
}

/** The label in the reader's language. */
export function useLabel(): (of: Labelled) => string {
  const locale = useLocale();
  return useCallback((of) => labelIn(locale, of), [locale]);
}
