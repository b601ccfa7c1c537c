import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { read, type Answer, type Schemas } from "@/shared/api";
import { typeset, useFormat } from "@/shared/i18n";
import { Loaded } from "@/shared/state";
import { buttonClass, Heading, Icon, Line } from "@/shared/ui";
import { useMessages } from "./messages";
import "./profile.css";

/** Everything that others can see of the person, and who looked. */
export function VisibilityPage() {
  const t = useMessages();
  const query = useQuery(read("/api/v1/me/visibility"));
  return (
    <div className="wrap profile">
      <div className="page-head">
        <div>
          <Heading>{t.visTitle}</Heading>
          <p className="muted">{t.visLead}</p>
        </div>
        <Link to="/profil/traces" className={buttonClass("quiet")}>
          <Icon name="clock" /> {t.visTraces}
        </Link>
      </div>
      <Loaded query={query} waiting={<Line height="18rem" />}>
        {(v) => (
          <>
            <Rules visibility={v} />
            <Sessions sessions={v.sessions ?? []} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Rules({ visibility: v }: { visibility: Answer<"/api/v1/me/visibility"> }) {
  const t = useMessages();
  const f = useFormat();
  const { data: lists } = useQuery({ ...read("/api/v1/reference/people"), staleTime: 3_600_000 });
  const academie = lists?.academies.find((a) => a.code === v.academie);
  const place = [
    academie?.name ?? v.academie,
    academie?.departements.find((d) => d.code === v.departement)?.name ?? v.departement,
    v.degree ? (t.degrees as Record<string, string>)[v.degree] : "",
    v.sector ? (t.sectors as Record<string, string>)[v.sector] : "",
  ].filter((x): x is string => Boolean(x));
  const rules: [string, string][] = [
    [t.visPeers, t.visPeersText],
    [t.visTrainers, t.visTrainersText],
    [t.visPilots, place.length > 0 ? t.visPilotsText(f.list(place)) : t.visPilotsNone],
  ];
  return (
    <dl className="card pad stack rules">
      {rules.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="muted">{text}</dd>
        </div>
      ))}
    </dl>
  );
}

type Visible = Schemas["TrackingSessionVisibility"];

function Sessions({ sessions }: { sessions: Visible[] }) {
  const t = useMessages();
  if (sessions.length === 0) return <p className="muted">{t.visEmpty}</p>;
  return (
    <section className="stack">
      <h2>{t.visSessions}</h2>
      <div className="card table-scroll" tabIndex={0} role="region" aria-label={t.visSessions}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t.visSession}</th>
              <th scope="col">{t.visWho}</th>
              <th scope="col">{t.visLooked}</th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((s) => (
              <Lines key={s.session.id} visible={s} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Lines({ visible }: { visible: Visible }) {
  const t = useMessages();
  const f = useFormat();
  const seers = [...(visible.trainers ?? []).map((s) => ({ ...s, other: false })), ...(visible.others ?? []).map((s) => ({ ...s, other: true }))];
  if (seers.length === 0) {
    return (
      <tr>
        <th scope="row">{typeset(visible.session.title)}</th>
        <td className="muted">{t.visNobody}</td>
        <td className="muted">–</td>
      </tr>
    );
  }
  return seers.map((seer, i) => (
    <tr key={seer.person}>
      {i === 0 ? (
        <th scope="rowgroup" rowSpan={seers.length}>
          {typeset(visible.session.title)}
        </th>
      ) : null}
      <td>
        {seer.name}
        {seer.other ? <span className="muted small"> {t.visOther}</span> : null}
      </td>
      <td>{seer.times > 0 && seer.last ? t.visTimes(seer.times, f.ago(seer.last)) : <span className="muted">{t.visNever}</span>}</td>
    </tr>
  ));
}
