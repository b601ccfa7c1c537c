import type { components } from "./schema";

/** One thing wrong in what was sent. */
export type FieldProblem = components["schemas"]["ProblemField"];

/** An answer of the API that is not a success (RFC 9457). */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly status: number;
  /** Stable and translated by the interface. */
  readonly code: string;
  /** To be given when asking for help; it is in the log too. */
  readonly requestId: string | undefined;
  readonly fields: readonly FieldProblem[];
  /** Seconds to wait before trying again, when the server says so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, body: Partial<components["schemas"]["Problem"]>, retryAfter?: number) {
    super(body.detail ?? "");
    this.status = status;
    this.code = body.code ?? "internal";
    this.requestId = body.requestId;
    this.fields = body.errors ?? [];
    this.retryAfter = retryAfter;
  }

  /** What is wrong with a field, by the last part of its path. */
  field(name: string): string | undefined {
    return this.fields.find((f) => f.path === name || f.path.endsWith(`.${name}`))?.message;
  }
}

/** The request never reached the server, or no answer came back. */
export class OfflineError extends Error {
  override readonly name = "OfflineError";
}

/** The problem that an answer holds. */
export async function problemOf(response: Response): Promise<ProblemError> {
  let body: Partial<components["schemas"]["Problem"]> = {};
  try {
    body = (await response.json()) as typeof body;
  } catch {
    // an answer from something between us and the server: its status is all we know
  }
  const after = Number(response.headers.get("Retry-After"));
  return new ProblemError(response.status, body, after > 0 ? after : undefined);
}
