import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { read, useMe, type Me, type Schemas } from "@/shared/api";
import { useFormat, useLabel } from "@/shared/i18n";
import { NoticeLine } from "@/shared/notices";
import { Row } from "@/shared/offer";
import { Loaded } from "@/shared/state";
import { Button, buttonClass, CardSkeleton, Empty, Frieze, Heading, Icon, Line, steps } from "@/shared/ui";
import { useMessages } from "./messages";
import "./home.css";

/** Home: a welcome for visitors, what comes next for those who are signed in. */
export function HomePage() {
  const me = useMe();
  if (me === undefined) return <div className="wrap page-pending"><Line width="60%" height="2.6rem" /><Line width="40%" /></div>;
  return me ? <Next me={me} /> : <Welcome />;
}

function SearchForm() {
  const t = useMessages();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  return (
    <form
      role="search"
      className="home-search"
      onSubmit={(event) => {
        event.preventDefault();
        void navigate({ to: "/catalogue", search: { q: text.trim() || undefined } });
      }}
    >
      <label className="field">
        <Icon name="search" />
        <input type="search" name="q" value={text} onChange={(e) => setText(e.target.value)} aria-label={t.searchLabel} placeholder={t.placeholder} autoComplete="off" enterKeyHint="search" maxLength={200} />
      </label>
      <Button type="submit" aria-label={t.search}>
        <Icon name="right" />
        <span>{t.search}</span>
      </Button>
    </form>
  );
}

function Welcome() {
  const t = useMessages();
  const recent = useQuery(read("/api/v1/catalogue", { query: { sort: "recent", limit: 3 } }));
  return (
    <>
      <div className="seyes welcome">
        <div className="wrap">
          <div className="in">
            <Heading title="Préau">{t.welcome}</Heading>
            <p className="muted">{t.lead}</p>
            <SearchForm />
            <p>
              <Link to="/catalogue">{t.browse}</Link>
            </p>
          </div>
        </div>
      </div>
      <div className="wrap">
        <section className="promises" aria-label={t.promisesTitle}>
          {t.promises.map((promise) => (
            <div key={promise.title}>
              <h2>{promise.title}</h2>
              <p className="muted">{promise.text}</p>
            </div>
          ))}
        </section>
        <section className="home-section">
          <div className="row-flex section-head">
            <h2>{t.recent}</h2>
            <Link to="/catalogue" search={{ sort: "recent", all: "1" }} className="push">
              {t.allRecent}
            </Link>
          </div>
          <Loaded query={recent} waiting={<div className="stack"><CardSkeleton /><CardSkeleton /></div>}>
            {(page) => page.items.map((item) => <Row key={item.id} item={item} />)}
          </Loaded>
        </section>
      </div>
    </>
  );
}

function Next({ me }: { me: Me }) {
  const t = useMessages();
  const current = useQuery(read("/api/v1/me/enrolments", { query: { state: "current", limit: 3 } }));
  const toStart = useQuery(read("/api/v1/me/enrolments", { query: { state: "toStart", limit: 4 } }));
  const nothing = current.data?.items.length === 0 && toStart.data?.items.length === 0;
  return (
    <div className="wrap next">
      <div className="page-head">
        <Heading title={t.title}>{t.hello(me.givenName)}</Heading>
        <SearchForm />
      </div>
      <div className="next-cols">
        <div className="stack">
          <section className="stack" aria-labelledby="suite">
            <div className="row-flex section-head">
              <h2 id="suite">{t.next}</h2>
              <Link to="/formations" className="push">
                {t.allTrainings}
              </Link>
            </div>
            {nothing ? (
              <Empty
                title={t.nothingTitle}
                action={
                  <Link to="/catalogue" className={buttonClass()}>
                    {t.browse}
                  </Link>
                }
              >
                {t.nothingText}
              </Empty>
            ) : (
              <Loaded query={current} waiting={<CardSkeleton />}>
                {(page) => page.items.map((item, i) => <Continue key={item.enrolment.id} item={item} first={i === 0} />)}
              </Loaded>
            )}
          </section>
          <ToStart items={toStart.data?.items ?? []} lead={current.data?.items.length === 0} />
        </div>
        <Notices />
      </div>
    </div>
  );
}

type Item = Schemas["CoursesMyEnrolment"];

function Continue({ item, first }: { item: Item; first: boolean }) {
  const t = useMessages();
  const label = useLabel();
  const { progress, session, parcours } = item;
  const title = session.title || parcours.title;
  return (
    <article className="card row" data-tab={parcours.domain.tab}>
      <div>
        <div className="kick">{label(parcours.domain)}</div>
        <h3>{title}</h3>
        <div className="meta">
          <span>
            <Frieze steps={steps(progress.done, progress.total, true)} /> {t.progress(progress.done, progress.total)}
          </span>
        </div>
        {progress.nextActivity ? <p>{t.nextActivity(progress.nextActivity.title)}</p> : null}
      </div>
      <div className="side">
        <span />
        <Link to="/apprendre/$session" params={{ session: session.id }} className={buttonClass(first ? "main" : "quiet")} aria-label={t.goOnAbout(title)}>
          {t.goOn}
        </Link>
      </div>
    </article>
  );
}

function ToStart({ items, lead }: { items: Item[]; lead: boolean }) {
  const t = useMessages();
  const f = useFormat();
  if (items.length === 0) return null;
  return (
    <section className="card pad">
      <h2 className="h3">{t.toStart}</h2>
      <ul className="simple-list">
        {items.map(({ session, parcours, enrolment }, i) => {
          const title = session.title || parcours.title;
          const future = session.start && new Date(session.start) > new Date();
          return (
            <li key={enrolment.id}>
              <div>
                <b>{title}</b>
                <div className="muted small">{future && session.start ? t.starts(f.day(session.start)) : t.anyTime}</div>
              </div>
              <Link to="/apprendre/$session" params={{ session: session.id }} className={buttonClass(lead && i === 0 ? "main" : "quiet", true)} aria-label={t.startAbout(title)}>
                {t.start}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Notices() {
  const t = useMessages();
  const { data } = useQuery(read("/api/v1/me/notices", { query: { limit: 4 } }));
  if (!data || data.items.length === 0) return null;
  return (
    <section className="card pad">
      <div className="row-flex section-head">
        <h2 className="h3">{t.notices}</h2>
        <Link to="/avis" className="push small">
          {t.allNotices}
        </Link>
      </div>
      <ul className="simple-list">
        {data.items.map((notice) => (
          <li key={notice.id}>
            <NoticeLine notice={notice} />
          </li>
        ))}
      </ul>
    </section>
  );
}
