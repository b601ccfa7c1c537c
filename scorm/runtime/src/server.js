/** The server's side of the protocol, under the launch token in the page's own address. */

export class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? "");
    this.status = status;
    this.code = body?.code ?? "";
    this.errors = body?.errors ?? [];
  }
  /** retriable says whether the same request may succeed later. */
  get retriable() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** post sends to the server; a body may leave with the page. */
export async function post(what, body, keepalive = false) {
  let answer;
  try {
    answer = await fetch(what, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json" },
      credentials: "omit",
      keepalive,
    });
  } catch {
    throw new Problem(0, null);
  }
  const read = await answer.json().catch(() => null);
  if (!answer.ok) throw new Problem(answer.status, read);
  return read;
}

/** farewell sends as the page goes: what fits leaves, whatever happens to the page. */
export function farewell(what, body) {
  const text = JSON.stringify(body);
  if (new Blob([text]).size > 60_000) return false;
  try {
    fetch(what, { method: "POST", body: text, headers: { "Content-Type": "application/json" }, credentials: "omit", keepalive: true }).catch(
      () => {},
    );
    return true;
  } catch {
    return navigator.sendBeacon?.(what, text) ?? false;
  }
}

/** attemptOf reads which attempt the page's token is for. */
export function attemptOf(path) {
  const claims = path.split("/")[2]?.split(".")[0] ?? "";
  try {
    return JSON.parse(decodeURIComponent(escape(atob(claims.replaceAll("-", "+").replaceAll("_", "/"))))).a ?? claims;
  } catch {
    return claims;
  }
}
