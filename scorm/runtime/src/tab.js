/** Who this tab is, and whether it is alone in its browser with the attempt. */

// The browser may deny storage to frames of another site (a private window, third-party
// cookies refused): reading the property itself throws, hence the name.
function remembered(storageName, key, fresh) {
  try {
    const storage = window[storageName];
    let value = fresh ? null : storage.getItem(key);
    if (!value) {
      value = crypto.randomUUID?.() ?? String(Math.random()).slice(2) + Date.now();
      storage.setItem(key, value);
    }
    return value;
  } catch {
    return String(Math.random()).slice(2) + Date.now();
  }
}

/** identify names the tab and its browser; a duplicated tab gets a name of its own. */
export async function identify(attempt) {
  const alone = await lock(attempt, false);
  return {
    tab: remembered("sessionStorage", "preau.tab", alone === false),
    browser: remembered("localStorage", "preau.browser", false),
    alone: alone === true,
  };
}

/**
 * lock holds the attempt for as long as this page lives. True: held; false: another tab has
 * it; undefined: the browser cannot say.
 */
export function lock(attempt, steal) {
  if (!navigator.locks) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    navigator.locks
      .request("preau.scorm." + attempt, steal ? { steal: true } : { ifAvailable: true }, (held) => {
        resolve(Boolean(held));
        return held ? new Promise(() => {}) : undefined;
      })
      .catch((error) => resolve(error?.name === "SecurityError" ? undefined : false)); // denied, not taken
  });
}
