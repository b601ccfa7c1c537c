import { useFormat } from "@/shared/i18n";
import { EnrolAction, usePeriod } from "@/shared/offer";
import { useMessages } from "./messages";
import type { Parcours } from "./page";

/** The sessions one may join, soonest first, each with its own way in. */
export function Sessions({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  return (
    <section className="card pad stack">
      <h2>{t.sessions}</h2>
      {p.sessions.length === 0 ? (
        <p className="muted">
          {t.noSession} {t.noSessionHelp}
        </p>
      ) : (
        <ul className="session-list">
          {p.sessions.map((s) => (
            <Session key={s.id} parcours={p} session={s} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Session({ parcours: p, session: s }: { parcours: Parcours; session: Parcours["sessions"][number] }) {
  const t = useMessages();
  const f = useFormat();
  const period = usePeriod();
  const now = new Date();
  const status = s.status as keyof typeof t.status;
  const mine = p.mine?.session === s.id ? p.mine : undefined;
  const elsewhere = p.mine !== undefined && p.mine.session !== s.id && p.mine.state !== "refused";
  return (
    <li>
      <div className="row-flex">
        <b>{period(s.start, s.end) || s.title}</b>
        <span className={status === "full" ? "chip stop" : status === "soon" ? "chip warn" : "chip led"}>{t.status[status]}</span>
      </div>
      <p className="muted small">
        {[
          s.place,
          s.seatsLeft !== undefined && status !== "full" ? t.seats(s.seatsLeft) : "",
          s.enrolFrom && new Date(s.enrolFrom) > now ? t.opens(f.day(s.enrolFrom)) : "",
          s.enrolUntil && new Date(s.enrolUntil) > now ? t.until(f.day(s.enrolUntil)) : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {elsewhere ? null : <EnrolAction parcours={p.id} title={`${p.card.title}, ${period(s.start, s.end)}`} session={s} status={s.status} nature={p.summary.nature} mine={mine} here />}
    </li>
  );
}
