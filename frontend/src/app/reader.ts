// Whether this browser was signed in last time: a visitor's first page then asks nothing.

const key = "preau.reader";

/** Whether a sign-in may be waiting to be renewed. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(key) === "1";
  } catch {
    return true; // not known: one question more
  }
}

/** Remembers it. */
export function rememberSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(key, "1");
    else localStorage.removeItem(key);
  } catch {
    // not remembered
  }
}
