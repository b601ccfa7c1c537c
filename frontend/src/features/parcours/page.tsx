import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { client, read, useMe, type Schemas } from "@/shared/api";
import { useFormat, useLabel } from "@/shared/i18n";
import { EnrolAction, Favourite, ItemProgress, NatureChip, useDuration } from "@/shared/offer";
import { Loaded, useSend } from "@/shared/state";
import { Button, buttonClass, Dialog, Heading, Icon, Line } from "@/shared/ui";
import { Facts } from "./Facts";
import { useMessages } from "./messages";
import { Outline } from "./Outline";
import { Sessions } from "./Sessions";
import "./parcours.css";

export type Parcours = Schemas["CoursesParcoursPage"];

/** The page of a parcours: its whole card, its programme, its sessions, and the way in. */
export function ParcoursPage() {
  const { parcours } = useParams({ from: "/parcours/$parcours" });
  const query = useQuery(read("/api/v1/parcours/{id}", { path: { id: parcours } }));
  return (
    <Loaded query={query} waiting={<Skeleton />} page>
      {(p) => (
        <>
          <Top parcours={p} />
          <div className="wrap card-page">
            <div className="stack main-part">
              <Presentation parcours={p} />
              <Outline parcours={p} />
              <Privacy parcours={p} />
            </div>
            <aside className="stack">
              {p.summary.nature === "autoformation" ? null : <Sessions parcours={p} />}
              <Facts parcours={p} />
            </aside>
          </div>
        </>
      )}
    </Loaded>
  );
}

function Top({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  const label = useLabel();
  const duration = useDuration();
  const s = p.summary;
  return (
    <div className="card-top" data-tab={s.domain.tab}>
      <div className={p.thumbnailUrl ? "wrap pictured" : "wrap"}>
        <div>
          {p.state === "draft" ? <p className="note warn">{t.draft}</p> : p.state === "archived" ? <p className="note warn">{t.archived}</p> : null}
          <div className="kick">{label(s.domain)}</div>
          <Heading>{p.card.title}</Heading>
          <div className="meta">
            <NatureChip nature={s.nature} />
            {s.minutesDistance + s.minutesPresence > 0 ? <span>{duration(s.minutesDistance, s.minutesPresence)}</span> : null}
            <span>{label(s.origin)}</span>
            {s.status !== "open" && s.status !== "none" ? <span className={s.status === "full" ? "chip stop" : "chip"}>{t.status[s.status]}</span> : null}
          </div>
          {p.mine?.state === "enrolled" && p.mine.done > 0 ? (
            <div className="meta">
              <ItemProgress done={p.mine.done} total={p.mine.total} />
            </div>
          ) : null}
          <div className="row-flex top-actions">
            <EnrolAction parcours={p.id} title={p.card.title} session={s.session} status={s.status} nature={s.nature} mine={p.mine} here />
            <Favourite parcours={p.id} title={p.card.title} kept={p.favourite} />
            <Withdraw parcours={p} />
            <span className="push" />
            {p.mayOpenSession && s.nature !== "autoformation" ? (
              <Link to="/former/sessions/nouvelle" search={{ parcours: p.id }} className={buttonClass("quiet")}>
                <Icon name="plus" /> {t.openSession}
              </Link>
            ) : null}
            {p.mayDesign ? (
              <Link to="/concevoir/$parcours" params={{ parcours: p.id }} className={buttonClass("quiet")}>
                <Icon name="edit" /> {t.edit}
              </Link>
            ) : null}
          </div>
        </div>
        {p.thumbnailUrl ? <img src={p.thumbnailUrl} alt="" width={320} height={180} /> : null}
      </div>
    </div>
  );
}

/** Leaving is as easy as coming, and says what is kept. */
function Withdraw({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  const [asking, setAsking] = useState(false);
  const leave = useSend(() => client.DELETE("/api/v1/sessions/{id}/enrolment", { params: { path: { id: p.mine?.session ?? "" } } }), {
    refresh: ["/api/v1/parcours", "/api/v1/catalogue", "/api/v1/me/enrolments", "/api/v1/learn"],
    say: () => t.withdrawn,
    onDone: () => setAsking(false),
  });
  if (!p.mine || p.mine.state === "refused" || p.mine.step === "done") return null;
  const verb = p.mine.state === "enrolled" ? t.withdraw : t.withdrawRequest;
  return (
    <>
      <Button look="plain" onClick={() => setAsking(true)} aria-haspopup="dialog">
        {verb}
      </Button>
      {asking ? (
        <Suspense>
          <Dialog title={verb} onClose={() => setAsking(false)}>
            <p>{t.withdrawSure}</p>
            <div className="dialog-foot">
              <Button look="quiet" onClick={() => setAsking(false)}>
                {t.cancel}
              </Button>
              <Button look="danger" busy={leave.isPending} onClick={() => leave.mutate()}>
                {verb}
              </Button>
            </div>
          </Dialog>
        </Suspense>
      ) : null}
    </>
  );
}

function Paragraphs({ text }: { text: string }) {
  return text.split(/\n{2,}|\r\n/).map((part, i) => (
    <p key={i} className="lines" lang="fr">
      {part}
    </p>
  ));
}

function Presentation({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  return (
    <section className="stack presentation">
      <Paragraphs text={p.card.description ?? ""} />
      {p.card.objectives ? (
        <>
          <h2>{t.objectives}</h2>
          <Paragraphs text={p.card.objectives} />
        </>
      ) : null}
      <Required parcours={p} />
    </section>
  );
}

/** What is asked and what is offered, in plain numbers. */
function Required({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  const f = useFormat();
  const all = p.sections.flatMap((s) => s.activities);
  if (all.length === 0) return null;
  const required = all.filter((a) => a.required);
  const optional = all.filter((a) => !a.required);
  const sum = (list: typeof all) => list.reduce((n, a) => n + a.minutes, 0);
  const Title = p.card.objectives ? "h3" : "h2"; // under the objectives, where there are some
  const minutes = (list: typeof all) => (sum(list) > 0 ? f.minutes(sum(list)) : "");
  return (
    <div className="note">
      <Title>{t.required}</Title>
      <p>
        {t.requiredText(required.length, minutes(required))}
        {optional.length > 0 ? <><br />{t.optionalText(optional.length, minutes(optional))}</> : null}
      </p>
    </div>
  );
}

function Privacy({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  const me = useMe();
  return (
    <section className="stack">
      <h2>{t.who}</h2>
      <p className="muted">{p.summary.nature === "autoformation" ? t.whoAlone : t.whoLed}</p>
      {me ? (
        <p>
          <Link to="/profil/visibilite">{t.whoMore}</Link>
        </p>
      ) : null}
    </section>
  );
}

function Skeleton() {
  return (
    <>
      <div className="card-top">
        <div className="wrap stack">
          <Line width="9rem" />
          <Line width="70%" height="2.4rem" />
          <Line width="40%" />
          <Line width="9rem" height="2.8rem" />
        </div>
      </div>
      <div className="wrap card-page">
        <div className="stack">
          <Line />
          <Line width="94%" />
          <Line width="88%" />
          <Line height="14rem" />
        </div>
        <Line height="20rem" />
      </div>
    </>
  );
}
