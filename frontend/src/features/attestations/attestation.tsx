import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { read, useMe, type Schemas } from "@/shared/api";
import { copyText } from "@/shared/browser";
import { typeset, useFormat } from "@/shared/i18n";
import { Loaded } from "@/shared/state";
import { announce, Button, buttonClass, Heading, Icon, Line, Mark, useTitle } from "@/shared/ui";
import { useMessages } from "./messages";
import "./attestations.css";

/** An attestation as a page that everyone can read: the same content as the PDF. */
export function AttestationPage() {
  const t = useMessages();
  const { number } = useParams({ from: "/attestations/$number" });
  const query = useQuery(read("/api/v1/attestations/{number}", { path: { number } }));
  useTitle(t.docTitle);
  return (
    <Loaded query={query} waiting={<div className="wrap page-pending"><Line height="2rem" width="60%" /><Line height="20rem" /></div>} page>
      {(a) => (
        <div className="wrap attestation-page">
          <p className="no-print">
            <Link to="/attestations" className={buttonClass("plain", true)}>
              <Icon name="left" /> {t.back}
            </Link>
          </p>
          <State attestation={a} />
          <Sheet attestation={a} />
          <Actions attestation={a} />
        </div>
      )}
    </Loaded>
  );
}

type Attestation = Schemas["TrackingAttestation"];

/** What became of it, when it is no longer worth anything. */
function State({ attestation: a }: { attestation: Attestation }) {
  const t = useMessages();
  if (a.state === "valid") return null;
  return (
    <p className="note stop">
      {a.state === "replaced" ? t.replaced : t.revoked} {a.reason ? t.reason(a.reason) : ""}{" "}
      {a.replacedBy ? (
        <Link to="/attestations/$number" params={{ number: a.replacedBy }}>
          {t.replacement}
        </Link>
      ) : null}
    </p>
  );
}

function Sheet({ attestation: a }: { attestation: Attestation }) {
  const t = useMessages();
  const f = useFormat();
  const rows: [string, string][] = [
    [t.distance, a.minutesDistance > 0 ? f.minutes(a.minutesDistance) : ""],
    [t.presence, a.minutesPresence > 0 ? f.minutes(a.minutesPresence) : ""],
    [t.dates, f.dates(a.startedAt ?? a.completedAt, a.completedAt)],
    [t.origin, a.origin],
    [t.matricule, a.matricule],
    [t.issued, f.longDay(a.issuedAt)],
    [t.number, a.display],
  ];
  return (
    <article className="card sheet">
      <div className="sheet-top">
        <span className="sheet-brand">
          <Mark /> Préau
        </span>
        <Heading>{t.docTitle}</Heading>
      </div>
      <p className="muted">Préau {t.certifies}</p>
      <p className="sheet-name">{a.name}</p>
      <p className="muted">{t.followed}</p>
      <p className="sheet-title">{typeset(a.title)}</p>
      <dl className="facts">
        {rows
          .filter(([, value]) => value !== "")
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="num">{value}</dd>
            </div>
          ))}
      </dl>
      {a.meetings && a.meetings.length > 0 ? (
        <>
          <h2>{t.meetings}</h2>
          <ul className="sheet-meetings">
            {a.meetings.map((m, i) => (
              <li key={i}>
                {m.title}, {f.longDay(m.day)}, {f.minutes(m.minutes)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </article>
  );
}

function Actions({ attestation: a }: { attestation: Attestation }) {
  const t = useMessages();
  const me = useMe();
  const address = `${location.origin}/verifier/${a.number}`;
  return (
    <div className="no-print stack actions">
      <div className="row-flex">
        <a className={buttonClass()} href={`/api/v1/attestations/${a.number}.pdf`} download={`attestation-${a.number}.pdf`}>
          <Icon name="download" /> {t.download}
        </a>
        <Button look="quiet" onClick={() => print()}>
          <Icon name="print" /> {t.print}
        </Button>
        {me?.abilities.administer ? (
          <Link to="/former/sessions/$session" params={{ session: a.session }} className={buttonClass("quiet")}>
            {t.session}
          </Link>
        ) : null}
      </div>
      <section>
        <h2>{t.verifyTitle}</h2>
        <p className="muted">{t.verifyText}</p>
        <p className="row-flex">
          <a href={`/verifier/${a.number}`} className="address">
            {address}
          </a>
          <Button look="quiet" small onClick={() => void copyText(address).then((done) => done && announce(t.copied))}>
            {t.copy}
          </Button>
        </p>
      </section>
    </div>
  );
}
