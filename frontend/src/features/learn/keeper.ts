import { useEffect, type RefObject } from "react";

// Where the browser denies storage to the frame of a package (another site: a private window,
// third-party cookies refused), this page keeps what the learner did there until the server
// has it. What is kept is text that only the frame reads: nothing here looks into it.

const limit = 4_000_000; // characters: more than browsers give one site

function named(storage: "sessionStorage" | "localStorage", key: string): string {
  let name = window[storage].getItem(key);
  if (!name) {
    name = crypto.randomUUID();
    window[storage].setItem(key, name);
  }
  return name;
}

/** Whether this tab is the only one of the browser with the activity; held until released. */
async function holdAlone(key: string): Promise<{ alone: boolean; release: () => void }> {
  const nothing = () => undefined;
  if (!("locks" in navigator)) return { alone: false, release: nothing };
  return new Promise((resolve) => {
    navigator.locks
      .request(key, { ifAvailable: true }, async (lock) => {
        if (!lock) {
          resolve({ alone: false, release: nothing });
          return;
        }
        await new Promise<void>((release) => resolve({ alone: true, release }));
      })
      .catch(() => resolve({ alone: false, release: nothing }));
  });
}

/** Keeps for the wrapper in the frame what it cannot keep itself (scorm/runtime/PROTOCOL.md). */
export function useKeeper(frame: RefObject<HTMLIFrameElement | null>, origin: string, session: string, activity: string) {
  useEffect(() => {
    const key = `preau.package.${session}.${activity}`;
    const held = holdAlone(key);
    const listen = (event: MessageEvent) => {
      const wrapper = frame.current?.contentWindow;
      if (!wrapper || event.origin !== origin || event.source !== wrapper) return;
      const message = event.data as { preau?: unknown; type?: unknown; value?: unknown } | null;
      if (message?.preau !== "scorm") return;
      try {
        if (message.type === "recall") {
          void held.then(({ alone }) => {
            const kept = { value: localStorage.getItem(key), tab: named("sessionStorage", "preau.tab"), browser: named("localStorage", "preau.browser"), alone };
            wrapper.postMessage({ preau: "scorm", type: "kept", ...kept }, origin);
          });
        } else if (message.type === "keep") {
          if (typeof message.value === "string" && message.value.length < limit) localStorage.setItem(key, message.value);
          else localStorage.removeItem(key);
        }
      } catch {
        // this page has no storage either: the wrapper keeps what it can in memory
      }
    };
    addEventListener("message", listen);
    return () => {
      removeEventListener("message", listen);
      void held.then(({ release }) => release());
    };
  }, [frame, origin, session, activity]);
}
