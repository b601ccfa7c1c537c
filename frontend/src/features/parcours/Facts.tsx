import type { ReactNode } from "react";
import { useFormat, useLabel } from "@/shared/i18n";
import { useDuration } from "@/shared/offer";
import { useMessages } from "./messages";
import type { Parcours } from "./page";

/** Every field of the index card that has a value. */
export function Facts({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  const f = useFormat();
  const label = useLabel();
  const duration = useDuration();
  const c = p.card;
  const s = p.summary;
  const rows: [string, ReactNode][] = [
    [t.duration, s.minutesDistance + s.minutesPresence > 0 ? duration(s.minutesDistance, s.minutesPresence) : ""],
    [t.pace, c.pace],
    [t.support, c.support],
    [t.publics, f.list(s.publics.map(label))],
    [t.origin, [label(s.origin), p.academieLabel && p.academieLabel !== s.origin.label ? p.academieLabel : "", c.inspe].filter(Boolean).join(" · ")],
    [t.authors, c.authors],
    [t.validatedBy, c.validatedBy],
    [t.contact, c.contact ? <a href={`mailto:${c.contact}`}>{c.contact}</a> : ""],
    [t.certification, p.certification ? label(p.certification) : ""],
    [t.entry, c.entry ? t.entryYes : ""],
    [
      t.competences,
      p.competences.length > 0 ? (
        <ul>
          {p.competences.map((k) => (
            <li key={k.code}>
              <span className="num">{k.code}</span> {label(k)}
            </li>
          ))}
        </ul>
      ) : (
        ""
      ),
    ],
    [t.keywords, (c.keywords ?? []).join(", ")],
    [t.version, p.version],
    [t.matricule, p.matricule],
  ];
  return (
    <section className="card pad stack facts-card">
      <h2>{t.card}</h2>
      <dl>
        {rows
          .filter(([, value]) => Boolean(value))
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {p.notes.some((n) => n.text) ? (
        <details>
          <summary>{t.notes}</summary>
          <ul className="stack">
            {[...p.notes].reverse().map((n) => (
              <li key={n.label}>
                <b>{n.label}</b> <span className="muted small">{f.day(n.at)}</span>
                <p className="lines">{n.text}</p>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}
