import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { readPages, type Schemas } from "@/shared/api";
import { typeset, useFormat } from "@/shared/i18n";
import { More, Trouble, useStateMessages } from "@/shared/state";
import { buttonClass, Empty, Heading, Icon, Line, Waiting } from "@/shared/ui";
import { useMessages } from "./messages";
import "./attestations.css";

type Training = Schemas["TrackingTraining"];

/** What one has been trained in, with the attestations, and ways to take it all away. */
export function HistoryPage() {
  const t = useMessages();
  const wait = useStateMessages();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(readPages(queryClient, "/api/v1/me/history"));
  const items = query.data?.pages.flatMap((page) => page.items ?? []);
  return (
    <div className="wrap">
      <div className="page-head">
        <div>
          <Heading>{t.title}</Heading>
          <p className="muted">
            {t.lead} <Link to="/profil/traces">{t.traces}</Link>
          </p>
        </div>
        {items && items.length > 0 ? (
          <nav className="row-flex" aria-label={t.export}>
            {([["pdf", t.pdf], ["csv", t.csv], ["json", t.json]] as const).map(([ext, label]) => (
              <a key={ext} className={buttonClass("quiet", true)} href={`/api/v1/me/history.${ext}`} download={`historique-preau.${ext}`}>
                <Icon name="download" /> {label}
              </a>
            ))}
          </nav>
        ) : null}
      </div>
      {items ? (
        items.length > 0 ? (
          <History items={items} />
        ) : (
          <Empty
            title={t.emptyTitle}
            action={
              <Link to="/catalogue" className={buttonClass()}>
                {t.catalogue}
              </Link>
            }
          >
            {t.emptyText}
          </Empty>
        )
      ) : query.error ? (
        <Trouble error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Waiting label={wait.loading}>
          <div className="card pad stack">
            {[1, 2, 3, 4].map((n) => (
              <Line key={n} height="1.4rem" />
            ))}
          </div>
        </Waiting>
      )}
      <More query={query} />
    </div>
  );
}

function History({ items }: { items: Training[] }) {
  const t = useMessages();
  const f = useFormat();
  const minutes = items.reduce((sum, i) => sum + (i.completedAt ? i.minutesDistance : 0) + i.minutesPresence, 0);
  return (
    <>
      <p className="muted totals">{t.totals(items.length, f.number(items.length), f.hours(minutes))}</p>
      <div className="card table-scroll" tabIndex={0} role="region" aria-label={t.title}>
        <table className="table history">
          <thead>
            <tr>
              <th scope="col">{t.training}</th>
              <th scope="col">{t.period}</th>
              <th scope="col" className="r">
                {t.hours}
              </th>
              <th scope="col">{t.attestation}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.enrolment}>
                <th scope="row">
                  <Link to="/parcours/$parcours" params={{ parcours: item.parcours }}>
                    {typeset(item.title)}
                  </Link>
                  <div className="muted small">
                    {item.kind === "permanent" ? t.permanent : t.accompanied} · {item.origin}
                  </div>
                </th>
                <td className="nowrap">{item.startedAt && item.completedAt ? f.days(item.startedAt, item.completedAt) : item.startedAt ? f.day(item.startedAt) : ""}</td>
                <td className="r num nowrap">{f.minutes(item.minutesDistance + item.minutesPresence)}</td>
                <td>
                  {item.attestation ? (
                    <Link to="/attestations/$number" params={{ number: item.attestation }} className={buttonClass("quiet", true)} aria-label={t.see(item.title)}>
                      {t.seeShort}
                    </Link>
                  ) : item.revoked ? (
                    <Link to="/attestations/$number" params={{ number: item.revoked }} className="chip stop" aria-label={t.seeRevoked(item.title)}>
                      {t.revokedShort}
                    </Link>
                  ) : (
                    <span className="muted">{item.minutesPresence > 0 ? t.partial : t.none}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
