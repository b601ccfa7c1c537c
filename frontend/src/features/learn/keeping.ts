// What the wrapper of a package gives this page to keep when the browser denies it a store of
// its own (a private window, third-party cookies refused), and the names of this tab and of
// this browser (scorm/runtime/PROTOCOL.md).

import { newId } from "@/shared/browser";

export interface Kept {
  value: string | null;
  tab: string;
  browser: string;
  /** No other tab of this browser plays the same package. */
  alone: boolean;
}

/** Keeps for one activity of one session, as long as the player is on the page. */
export class Keeping {
  private readonly key: string;
  private release: (() => void) | undefined;

  constructor(session: string, activity: string) {
    this.key = `preau.package.${session}.${activity}`;
  }

  /** What was kept, and who this tab is. A tab that was duplicated takes a name of its own. */
  async recall(): Promise<Kept> {
    const alone = await this.lock();
    return {
      value: stored(() => localStorage.getItem(this.key)) ?? null,
      tab: named(() => sessionStorage, "preau.tab", alone === false),
      browser: named(() => localStorage, "preau.browser", false),
      alone: alone === true,
    };
  }

  /** Keeps a value in place of the last; null forgets it. */
  keep(value: string | null): void {
    stored(() => {
      if (value === null) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, value);
    });
  }

  /** Lets another tab have the place. */
  close(): void {
    this.release?.();
    this.release = undefined;
  }

  /** Whether no other tab has the lock; undefined when the browser cannot say. */
  private lock(): Promise<boolean | undefined> {
    if (this.release) return Promise.resolve(true);
    if (!("locks" in navigator)) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      navigator.locks
        .request(this.key, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          if (!lock) return undefined;
          return new Promise<void>((done) => {
            this.release = done;
          });
        })
        .catch(() => resolve(undefined));
    });
  }
}

function stored<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined; // storage refused or full: the wrapper's memory is all there is
  }
}

function named(store: () => Storage, key: string, renew: boolean): string {
  const had = renew ? null : stored(() => store().getItem(key));
  if (had) return had;
  const name = newId();
  stored(() => store().setItem(key, name));
  return name;
}
