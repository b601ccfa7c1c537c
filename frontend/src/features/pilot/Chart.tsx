import { useEffect, useRef, useState } from "react";
import { useFormat, useLocale } from "@/shared/i18n";
import { useMessages } from "./messages";
import type { Summary } from "./page";
import { line, roundUp } from "./scale";

const height = 190;
const margins = { left: 56, right: 14, top: 14, bottom: 36 };

/** The width that the column leaves for the drawing: its words keep their size on a telephone. */
function useWidth() {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(620);
  useEffect(() => {
    if (!ref.current) return;
    const watch = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(180, Math.round(entry.contentRect.width) - margins.left - margins.right));
    });
    watch.observe(ref.current);
    return () => watch.disconnect();
  }, []);
  return { ref, width };
}

/** The trend, as two lines that differ by more than their colour; the same as a table. */
export function Chart({ summary: s }: { summary: Summary }) {
  const t = useMessages();
  const [table, setTable] = useState(false);
  const title = s.step === "week" ? t.seriesWeek : t.seriesDay;
  return (
    <section className="chart">
      <h2>{title}</h2>
      <div className="legend small muted">
        <span>
          <svg width="26" height="8" aria-hidden="true">
            <path d="M0 4h26" className="line-enrolled" />
          </svg>{" "}
          {t.lineEnrolled}
        </span>
        <span>
          <svg width="26" height="8" aria-hidden="true">
            <path d="M0 4h26" className="line-completed" />
          </svg>{" "}
          {t.lineCompleted}
        </span>
        {s.series?.some((p) => p.partial) ? (
          <span>
            <svg width="26" height="8" aria-hidden="true">
              <path d="M3 4h23" className="line-enrolled line-current" />
            </svg>{" "}
            {s.step === "week" ? t.currentWeek : t.currentDay}
          </span>
        ) : null}
        <button type="button" className="link" aria-pressed={table} onClick={() => setTable(!table)}>
          {table ? t.asChart : t.asTable}
        </button>
      </div>
      {table ? <Table summary={s} title={title} /> : <Drawing summary={s} title={title} />}
    </section>
  );
}

function Drawing({ summary: s, title }: { summary: Summary; title: string }) {
  const t = useMessages();
  const f = useFormat();
  const locale = useLocale();
  const { ref, width } = useWidth();
  const series = s.series ?? [];
  const { top, step } = roundUp(Math.max(1, ...series.flatMap((p) => [p.enrolled, p.completed])));
  const over = series.filter((p) => !p.partial).length; // the last one may be under way
  const lines = Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step);
  const dx = series.length > 1 ? width / (series.length - 1) : 0;
  const month = new Intl.DateTimeFormat(locale, { month: "short" });
  const labels = series.flatMap((p, i) => {
    const date = new Date(p.period);
    if (s.step === "day") return i % Math.ceil(series.length / Math.max(2, Math.floor(width / 90))) === 0 ? [{ x: i * dx, text: f.day(p.period) }] : [];
    return i === 0 || new Date(series[i - 1]?.period ?? p.period).getMonth() !== date.getMonth() ? [{ x: i * dx, text: month.format(date) }] : [];
  });
  const total = (key: "enrolled" | "completed") => f.number(series.reduce((n, p) => n + p[key], 0));
  return (
    <div ref={ref}>
    <svg className="plot" viewBox={`${-margins.left} ${-margins.top} ${width + margins.left + margins.right} ${height + margins.top + margins.bottom}`} role="img" aria-label={t.chartLabel(title, total("enrolled"), total("completed"))}>
      {lines.map((v) => {
        const y = height - (v / top) * height;
        return (
          <g key={v}>
            <path d={`M0 ${y}H${width}`} className="grid-line" />
            <text x={-10} y={y + 4} textAnchor="end">
              {f.number(v)}
            </text>
          </g>
        );
      })}
      {(["enrolled", "completed"] as const).map((key) => {
        const values = series.map((p) => p[key]);
        return (
          <g key={key}>
            <path className={`line-${key}`} d={line(values, top, width, height, 0, over)} />
            {over < series.length ? <path className={`line-${key} line-current`} d={line(values, top, width, height, Math.max(0, over - 1))} /> : null}
          </g>
        );
      })}
      {labels.map((l) => (
        <text key={l.x} x={l.x} y={height + 26}>
          {l.text}
        </text>
      ))}
    </svg>
    </div>
  );
}

function Table({ summary: s, title }: { summary: Summary; title: string }) {
  const t = useMessages();
  const f = useFormat();
  return (
    <div className="table-scroll chart-table" tabIndex={0} role="region" aria-label={title}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{s.step === "week" ? t.week : t.day}</th>
            <th scope="col" className="r">
              {t.lineEnrolled}
            </th>
            <th scope="col" className="r">
              {t.lineCompleted}
            </th>
          </tr>
        </thead>
        <tbody>
          {(s.series ?? []).map((p) => (
            <tr key={p.period}>
              <th scope="row">
                {f.day(p.period)}
                {p.partial ? <span className="muted"> {t.current}</span> : null}
              </th>
              <td className="r num">{f.number(p.enrolled)}</td>
              <td className="r num">{f.number(p.completed)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
