// Who needs help, from what is known of each participant: never a score, never a time spent.
import type { Schemas } from "@/shared/api";

export type Participant = Schemas["TrackingParticipantProgress"];
export type Group = "never" | "stopped" | "onTrack" | "finished";

export const groups: readonly Group[] = ["never", "stopped", "onTrack", "finished"];

const stopAfter = 10 * 86_400_000; // ten days without any activity

/** The one group a participant is in. */
export function groupOf(p: Participant, now: Date): Group {
  if (p.progress.completedAt) return "finished";
  if (!p.progress.startedAt && !p.progress.lastAt) return "never";
  const last = p.progress.lastAt ?? p.progress.startedAt;
  return last && now.getTime() - new Date(last).getTime() > stopAfter ? "stopped" : "onTrack";
}

/** How many are in each group. */
export function count(list: readonly Participant[], now: Date): Record<Group, number> {
  const n: Record<Group, number> = { never: 0, stopped: 0, onTrack: 0, finished: 0 };
  for (const p of list) n[groupOf(p, now)]++;
  return n;
}

/** Whether a name or an establishment holds what is typed, accents and case left aside. */
export function matches(p: Participant, text: string): boolean {
  const plain = (s: string) => s.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
  return plain(`${p.name} ${p.establishment ?? ""}`).includes(plain(text.trim()));
}
