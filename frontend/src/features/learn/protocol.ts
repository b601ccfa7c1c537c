// What the wrapper of a package and this page say to each other (scorm/runtime/PROTOCOL.md).

import type { Kept } from "./keeping";

export interface TocLine {
  id: string;
  title: string;
  depth: number;
  leaf: boolean;
  enabled: boolean;
  current: boolean;
  state: "notStarted" | "started" | "completed" | "passed" | "failed" | "waived";
  score: number | null;
  locked: boolean;
}

export interface Nav {
  continue: boolean;
  previous: boolean;
  exit: boolean;
  exitAll: boolean;
  suspendAll: boolean;
  ends: boolean;
  hide: string[] | null;
}

export interface PackageState {
  current: { id: string; title: string } | null;
  whole?: TocLine | null;
  toc: TocLine[];
  nav: Nav;
  result: { completed: boolean; passed: boolean | null; score: number | null; progress: number | null };
  standing: { percent: number; done: number; total: number } | null;
  notice: string;
}

/** What the wrapper tells. */
export type FromWrapper =
  | { type: "state"; state: PackageState }
  | { type: "saving"; pending: number }
  | { type: "offline" }
  | { type: "online" }
  | { type: "elsewhere"; since: string }
  | { type: "taken" }
  | { type: "ended"; state: PackageState }
  | { type: "recall" }
  | { type: "keep"; value: string | null }
  | { type: "error"; code: string; message: string };

/** What this page asks of it. */
export type ToWrapper = { type: "navigate"; request: string } | { type: "take" } | { type: "begin" } | { type: "leave" } | ({ type: "kept" } & Kept);

const types = new Set(["state", "saving", "offline", "online", "elsewhere", "taken", "ended", "recall", "keep", "error"]);

/**
 * The message in an event, or nothing when it is not the wrapper's: another origin, another
 * window, another shape. What a `state` or `ended` carries may be beside the type or under
 * `state`.
 */
export function fromWrapper(event: MessageEvent, origin: string, frame: Window | null | undefined): FromWrapper | undefined {
  if (event.origin !== origin || !frame || event.source !== frame) return undefined;
  const data: unknown = event.data;
  if (typeof data !== "object" || data === null) return undefined;
  const message = data as { preau?: unknown; type?: unknown; state?: unknown };
  if (message.preau !== "scorm" || typeof message.type !== "string" || !types.has(message.type)) return undefined;
  if ((message.type === "state" || message.type === "ended") && message.state === undefined) {
    return { type: message.type, state: data as PackageState };
  }
  return data as FromWrapper;
}

/** Whether an event says that the part in the frame has ended and sent its learner back. */
export function isBack(event: MessageEvent, origin: string, frame: Window | null | undefined): boolean {
  if (event.origin !== origin || !frame || event.source !== frame) return false;
  const message = event.data as { preau?: unknown; type?: unknown } | null;
  return message?.preau === "scorm" && message.type === "back";
}
