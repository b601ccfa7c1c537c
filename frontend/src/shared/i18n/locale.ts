// The language of the interface. The server's document says the first one; a signed-in
// person's own setting and the language menu change it.
import { useSyncExternalStore } from "react";
import { choose, chosen } from "@/shared/display";

export type Locale = "fr" | "en";

export const locales: readonly Locale[] = ["fr", "en"];

const listeners = new Set<() => void>();
let current: Locale = (chosen("lang") ?? document.documentElement.lang) === "en" ? "en" : "fr";

/** The current language, outside React. */
export function locale(): Locale {
  return current;
}

/** Changes the language everywhere and remembers it in this browser. */
export function setLocale(next: Locale): void {
  if (next === current) return;
  current = next;
  choose("lang", next);
  applyLocale();
  for (const listener of listeners) listener();
}

/** Says the language on the document, for screen readers and hyphenation. */
export function applyLocale(): void {
  document.documentElement.lang = current;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The current language, live. */
export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, locale);
}
