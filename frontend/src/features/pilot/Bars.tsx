import type { Schemas } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { useMessages } from "./messages";

interface Props {
  title: string;
  rows: readonly Schemas["TrackingRow"][];
  names?: Readonly<Record<string, string>>;
}

/** Completion rates side by side; each bar is said in words. */
export function Bars({ title, rows, names }: Props) {
  const t = useMessages();
  const f = useFormat();
  const shown = rows.filter((r) => r.figures.enrolled > 0);
  if (shown.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul className="bars">
        {shown.map((row) => {
          const name = names?.[row.key] ?? (row.label || (row.key === "none" ? t.unknown : row.key));
          const rate = row.figures.completed / row.figures.enrolled;
          return (
            <li key={row.key}>
              <span className="sr">{t.rate(name, f.percent(rate), f.number(row.figures.completed), f.number(row.figures.enrolled))}</span>
              <span aria-hidden="true">{name}</span>
              <u aria-hidden="true">
                <i style={{ width: `${Math.min(100, 100 * rate)}%` }} />
              </u>
              <b className="num" aria-hidden="true">
                {f.percent(rate)}
              </b>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
