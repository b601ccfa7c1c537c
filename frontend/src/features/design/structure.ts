// The structure of a version as it is edited: plain values and the moves on them.
import type { Schemas } from "@/shared/api";
import { newId } from "@/shared/browser";

export type Section = Schemas["CoursesSection"];
export type Activity = Schemas["CoursesActivity"];
export type Kind = Activity["kind"];
export type RuleKind = Activity["rule"]["kind"];

/** The rules that make sense for a kind, the usual one first. */
export const rulesOf: Record<Kind, readonly RuleKind[]> = {
  page: ["viewed", "byTrainer", "none"],
  video: ["viewed", "byTrainer", "none"],
  file: ["viewed", "byTrainer", "none"],
  link: ["viewed", "byTrainer", "none"],
  package: ["completed", "passed", "score", "byTrainer", "none"],
  meeting: ["attended", "byTrainer", "none"],
};

/** The kinds that one may add, the commonest first. */
export const kinds: readonly Kind[] = ["page", "video", "file", "link", "package", "meeting"];

/** A new activity of a kind; a film or a document has no file yet. */
export function newActivity(kind: Kind, title: string): Activity {
  const rule = rulesOf[kind][0] ?? "viewed";
  const base: Activity = { id: newId(), kind, title, minutes: 10, required: true, rule: { kind: rule } };
  switch (kind) {
    case "page":
      return { ...base, page: { html: "" } };
    case "link":
      return { ...base, link: { url: "" } };
    case "package":
      return { ...base, package: { id: "" } };
    default:
      return base;
  }
}

/** A list with an item moved by one place, or the same list at its ends. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): T[] {
  const next = [...list];
  const to = from + by;
  const item = next[from];
  const other = next[to];
  if (item === undefined || other === undefined) return next;
  next[from] = other;
  next[to] = item;
  return next;
}

/** An activity moved by one place in the whole: past the end of its section it enters the next. */
export function movedActivity(sections: readonly Section[], section: number, at: number, by: -1 | 1): Section[] {
  const next = sections.map((s) => ({ ...s, activities: [...s.activities] }));
  const here = next[section];
  const item = here?.activities[at];
  if (!here || !item) return next;
  if (here.activities[at + by]) {
    here.activities = moved(here.activities, at, by);
    return next;
  }
  const there = next[section + by];
  if (!there) return next;
  here.activities.splice(at, 1);
  if (by > 0) there.activities.unshift(item);
  else there.activities.push(item);
  return next;
}

/** The structure without an activity, and without prerequisites that name it. */
export function without(sections: readonly Section[], id: string): Section[] {
  return sections.map((s) => ({
    ...s,
    activities: s.activities.filter((a) => a.id !== id).map((a) => ({ ...a, ...(a.requires ? { requires: a.requires.filter((r) => r !== id) } : {}) })),
  }));
}
