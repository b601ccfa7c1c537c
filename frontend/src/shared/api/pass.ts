// The sign-in's pass lasts ten minutes. Questions renew it when it has run out; what the
// browser fetches by itself, a video or a download, cannot: so it is renewed in time while the
// page is looked at.

const key = "preau.renewed";
const age = 8 * 60_000; // milliseconds after which the pass is renewed
const look = 60_000;

let renewedAt = 0; // where the browser keeps nothing

/** Notes that the pass is fresh: after a sign-in, after a renewal, in whichever tab. */
export function noteFresh(now = Date.now()): void {
  renewedAt = now;
  try {
    localStorage.setItem(key, String(now));
  } catch {
    // this tab remembers
  }
}

/** Whether the pass is old enough to be renewed. */
export function isOld(now = Date.now()): boolean {
  let last = renewedAt;
  try {
    last = Math.max(last, Number(localStorage.getItem(key) ?? 0));
  } catch {
    // this tab's own memory is all there is
  }
  return now - last > age;
}

/** Renews the pass in time, until the returned function is called. */
export function keepFresh(renew: () => Promise<boolean>): () => void {
  const check = () => {
    if (document.visibilityState === "visible" && isOld()) void renew();
  };
  check();
  const timer = setInterval(check, look);
  document.addEventListener("visibilitychange", check);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", check);
  };
}
