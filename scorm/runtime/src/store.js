/**
 * Where the queue survives, and who this tab is. A browser may deny storage to a frame of
 * another site (a private window, third-party cookies refused): then the app's page keeps,
 * in its own storage, what it is given.
 */
import { identify } from "./tab.js";

const PATIENCE = 1_500; // how long the page may take to answer

/**
 * @param {string} attempt
 * @param {(type: string, more?: object) => void} tell says something to the page
 * @returns {Promise<{ me: { tab: string, browser: string, alone: boolean }, storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null }>}
 */
export async function openStore(attempt, tell) {
  if (usable()) return { me: await identify(attempt), storage: window.localStorage };
  const kept = await recall(tell);
  const me = kept?.tab ? { tab: kept.tab, browser: kept.browser, alone: kept.alone === true } : await identify(attempt);
  if (!kept) return { me, storage: null };
  return {
    me,
    storage: {
      getItem: () => kept.value ?? null,
      setItem: (_, value) => tell("keep", { value }),
      removeItem: () => tell("keep", { value: null }),
    },
  };
}

function usable() {
  try {
    window.localStorage.setItem("preau.test", "1");
    window.localStorage.removeItem("preau.test");
    return true;
  } catch {
    return false;
  }
}

let answer = () => {};

/** kept takes the page's answer. */
export function kept(message) {
  answer(message);
}

function recall(tell) {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(null), PATIENCE);
    answer = (message) => {
      clearTimeout(late);
      resolve(message);
    };
    tell("recall");
  });
}
