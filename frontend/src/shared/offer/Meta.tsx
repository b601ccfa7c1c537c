import { useFormat } from "@/shared/i18n";
import type { Schemas } from "@/shared/api";
import { Frieze, steps } from "@/shared/ui";
import { useOfferMessages } from "./messages";

export type Item = Schemas["CoursesCatalogueItem"];

/** How one trains: alone or led. Colour says it too, never alone. */
export function NatureChip({ nature }: { nature: string }) {
  const t = useOfferMessages();
  const label = nature === "autoformation" ? t.autoformation : nature === "community" ? t.community : t.accompanied;
  return <span className={nature === "autoformation" ? "chip alone" : "chip led"}>{label}</span>;
}

/** The declared durations, in words. */
export function useDuration(): (distance: number, presence: number) => string {
  const t = useOfferMessages();
  const f = useFormat();
  return (distance, presence) => {
    const all = f.minutes(distance + presence);
    if (presence === 0) return all;
    return distance === 0 ? t.presenceOnly(all) : t.presence(all, f.minutes(presence));
  };
}

/** When a session runs, in words; "" when it always does. */
export function usePeriod(): (start: string | undefined, end: string | undefined) => string {
  const t = useOfferMessages();
  const f = useFormat();
  return (start, end) => (start && end ? t.period(f.days(start, end)) : start ? t.from(f.day(start)) : "");
}

/** Progress in an item: the frieze and its words. */
export function ItemProgress({ done, total }: { done: number; total: number }) {
  const t = useOfferMessages();
  return (
    <span>
      <Frieze steps={steps(done, total)} /> {t.done(done, total)}
    </span>
  );
}
