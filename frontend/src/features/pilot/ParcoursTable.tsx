import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Schemas } from "@/shared/api";
import { typeset, useFormat } from "@/shared/i18n";
import { Button, Icon } from "@/shared/ui";
import { useMessages } from "./messages";

const few = 15;

/** Letters without their accents, for a filter that forgives. */
function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
}

/** The figures of each parcours, the most followed first; each opens its page. */
export function ParcoursTable({ rows }: { rows: readonly Schemas["TrackingParcoursRow"][] }) {
  const t = useMessages();
  const f = useFormat();
  const [filter, setFilter] = useState("");
  const [all, setAll] = useState(false);
  const found = filter ? rows.filter((r) => plain(r.title).includes(plain(filter))) : rows;
  const shown = all ? found : found.slice(0, few);
  return (
    <section className="stack">
      <div className="row-flex">
        <h2>{t.parcours}</h2>
        <label className="field push parcours-filter">
          <Icon name="search" />
          <input type="search" value={filter} onChange={(e) => setFilter(e.target.value)} placeholder={t.search} aria-label={t.search} />
        </label>
      </div>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t.parcours}>
        <table className="table parcours-table">
          <thead>
            <tr>
              <th scope="col">{t.parcoursName}</th>
              {[t.colEnrolled, t.colStarted, t.colCompleted, t.colRate, t.colHours].map((name) => (
                <th key={name} scope="col" className="r">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id} data-parcours={row.id}>
                <th scope="row">
                  <Link to="/parcours/$parcours" params={{ parcours: row.id }}>
                    {typeset(row.title)}
                  </Link>
                </th>
                <td className="r num">{f.number(row.figures.enrolled)}</td>
                <td className="r num">{f.number(row.figures.started)}</td>
                <td className="r num">{f.number(row.figures.completed)}</td>
                <td className="r num">{row.figures.enrolled > 0 ? f.percent(row.figures.completed / row.figures.enrolled) : "–"}</td>
                <td className="r num">{f.hours(row.figures.minutesDistance + row.figures.minutesPresence)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.length > shown.length ? (
        <div>
          <Button look="quiet" small onClick={() => setAll(true)}>
            {t.more(found.length - shown.length)}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
