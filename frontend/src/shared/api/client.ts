// The one door to the API: the generated client, with our errors and the renewal of a sign-in.
import createClient, { createFinalURL, createQuerySerializer, defaultPathSerializer } from "openapi-fetch";
import { noteFresh } from "./pass";
import { OfflineError, problemOf } from "./problem";
import type { paths } from "./schema";

const serializer = createQuerySerializer({ array: { style: "form", explode: true } });

/** The typed client. Its answers are data: whatever is not a success is thrown. */
export const client = createClient<paths>({ baseUrl: "", querySerializer: serializer, fetch: send });

interface Params {
  path?: Record<string, string | number>;
  query?: Record<string, unknown>;
}

/** The address of an operation with its parameters: what names its answer in the cache. */
export function address(path: string, params: Params = {}): string {
  return canonical(createFinalURL(path, { baseUrl: "", params, querySerializer: serializer, pathSerializer: defaultPathSerializer }));
}

/**
 * The same address whatever the order and the encoding of its parameters, so that an answer
 * put into the page by the server is found by the page's own question.
 */
export function canonical(url: string): string {
  const [path = "", query = ""] = url.split("?", 2);
  const params = new URLSearchParams(query);
  for (const [name, value] of [...params]) if (value === "") params.delete(name, value);
  params.sort();
  const rest = params.toString();
  return rest ? `${path}?${rest}` : path;
}

/**
 * Asks, and when the sign-in's pass has run out renews it once and asks again. Throws a
 * ProblemError for an answer that is not a success, an OfflineError when there is none.
 */
export async function send(request: Request): Promise<Response> {
  const again = request.clone(); // a body is read once
  let response = await reach(request);
  if (response.status === 401 && mayRenew(request) && (await renew())) response = await reach(again);
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new OfflineError();
  }
}

function mayRenew(request: Request): boolean {
  return !/\/api\/v1\/(sign-in|sign-out|token\/refresh)$/.test(new URL(request.url).pathname);
}

let renewal: Promise<boolean> | undefined;

/** Renews the sign-in; one renewal at a time, shared by all who wait for it. */
export function renew(): Promise<boolean> {
  renewal ??= fetch("/api/v1/token/refresh", { method: "POST" })
    .then((r) => {
      if (r.ok) noteFresh();
      return r.ok;
    })
    .catch(() => false)
    .finally(() => {
      renewal = undefined;
    });
  return renewal;
}
