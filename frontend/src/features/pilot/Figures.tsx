import { useFormat } from "@/shared/i18n";
import { useMessages } from "./messages";
import type { Summary } from "./page";

/** The four figures, each saying what it counts. */
export function Figures({ summary: s }: { summary: Summary }) {
  const t = useMessages();
  const f = useFormat();
  const x = s.figures;
  const rate = x.enrolled > 0 ? x.completed / x.enrolled : 0;
  return (
    <dl className="kpi" aria-live="polite">
      <div>
        <dt>{s.trained === undefined ? t.trainedNone : t.trained(s.trained)}</dt>
        <dd className="num">{s.trained === undefined ? "–" : f.number(s.trained)}</dd>
        <dd className="d">{s.trained === undefined ? "" : t.trainedHelp}</dd>
      </div>
      <div>
        <dt>{t.enrolled(x.enrolled)}</dt>
        <dd className="num" data-figure="enrolled">
          {f.number(x.enrolled)}
        </dd>
        <dd className="d num">{t.autonomous(f.number(x.autonomous))}</dd>
      </div>
      <div>
        <dt>{t.completed}</dt>
        <dd className="num" data-figure="completed">
          {f.percent(rate)}
        </dd>
        <dd className="d num">{t.completedOf(f.number(x.completed), f.number(x.attested))}</dd>
      </div>
      <div>
        <dt>{t.hours}</dt>
        <dd className="num" data-figure="hours">
          {f.hours(x.minutesDistance + x.minutesPresence)}
        </dd>
        <dd className="d num">{t.hoursDistance(f.hours(x.minutesDistance))}</dd>
      </div>
    </dl>
  );
}
