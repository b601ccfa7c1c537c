import { dictionary, useLabel, type Labelled } from "@/shared/i18n";
import fr from "./messages.fr";

export const useMessages = dictionary(fr, () => import("./messages.en"));

type Values = Record<string, Record<string, string> | undefined>;

/** The words for a value of a facet: ours where we know it, else the label that came with it. */
export function useValueLabel(): (facet: string, value: string, came?: Labelled) => string {
  const t = useMessages();
  const label = useLabel();
  return (facet, value, came) => (t.values as Values)[facet]?.[value] ?? (came ? label(came) : value);
}

/** The order in which the values of a facet are known; what it does not know keeps its place after. */
export function inOrder<T extends { value: string }>(known: readonly string[], values: readonly T[]): T[] {
  const rank = (v: T) => (known.includes(v.value) ? known.indexOf(v.value) : known.length);
  return [...values].sort((a, b) => rank(a) - rank(b));
}
