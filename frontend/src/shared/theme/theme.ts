// The reader's own choice of light or dark and of contrast, kept in this browser. Without a
// choice the system's preference decides.
import { useSyncExternalStore } from "react";

export type Scheme = "auto" | "light" | "dark";
export type Contrast = "auto" | "more";

interface Theme {
  scheme: Scheme;
  contrast: Contrast;
}

const storageKey = "preau.theme";
const listeners = new Set<() => void>();
let theme: Theme = read();

function read(): Theme {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? "{}") as Partial<Theme>;
    return {
      scheme: kept.scheme === "light" || kept.scheme === "dark" ? kept.scheme : "auto",
      contrast: kept.contrast === "more" ? "more" : "auto",
    };
  } catch {
    return { scheme: "auto", contrast: "auto" }; // storage refused or damaged
  }
}

/** Puts the theme on the document; called once before the first render, then at each change. */
export function applyTheme(): void {
  const root = document.documentElement;
  if (theme.scheme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme.scheme;
  const more = theme.contrast === "more" || matchMedia("(prefers-contrast: more)").matches;
  if (more) root.dataset.contrast = "more";
  else delete root.dataset.contrast;
}

/** Changes part of the theme, applies and remembers it. */
export function setTheme(change: Partial<Theme>): void {
  theme = { ...theme, ...change };
  try {
    localStorage.setItem(storageKey, JSON.stringify(theme));
  } catch {
    // a browser that keeps nothing still shows the choice until it is closed
  }
  applyTheme();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The current theme, live. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => theme);
}
