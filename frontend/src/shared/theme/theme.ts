// The reader's own choice of light or dark and of contrast, kept in this browser. Without a
// choice the system's preference decides.
import { useSyncExternalStore } from "react";
import { choose, chosen } from "@/shared/display";

export type Scheme = "auto" | "light" | "dark";
export type Contrast = "auto" | "more";

interface Theme {
  scheme: Scheme;
  contrast: Contrast;
}

const listeners = new Set<() => void>();
let theme: Theme = read();

function read(): Theme {
  const scheme = chosen("theme");
  return { scheme: scheme === "light" || scheme === "dark" ? scheme : "auto", contrast: chosen("contrast") === "more" ? "more" : "auto" };
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
  choose("theme", theme.scheme === "auto" ? null : theme.scheme);
  choose("contrast", theme.contrast === "auto" ? null : theme.contrast);
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
