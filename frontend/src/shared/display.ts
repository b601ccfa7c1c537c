// How the reader wants pages to look: language, scheme of colours, contrast. Kept in a cookie,
// because the server needs it too: its document is right before the app runs (internal/web).

const name = "preau-display";
const year = 365 * 24 * 3600; // seconds

type Choice = "lang" | "theme" | "contrast";

function choices(): URLSearchParams {
  const kept = document.cookie.split("; ").find((c) => c.startsWith(`${name}=`));
  return new URLSearchParams(kept?.slice(name.length + 1));
}

/** What the reader chose; null where they chose nothing. */
export function chosen(choice: Choice): string | null {
  return choices().get(choice);
}

/** Remembers a choice; null forgets it. */
export function choose(choice: Choice, value: string | null): void {
  const next = choices();
  if (value === null) next.delete(choice);
  else next.set(choice, value);
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${name}=${next.toString()}; path=/; max-age=${year}; samesite=lax${secure}`;
}
