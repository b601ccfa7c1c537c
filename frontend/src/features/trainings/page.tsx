import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { readPages, useMe, type Schemas } from "@/shared/api";
import { typeset, useFormat, useLabel } from "@/shared/i18n";
import { Row, usePeriod } from "@/shared/offer";
import { More, Trouble, useStateMessages } from "@/shared/state";
import { buttonClass, CardSkeleton, Empty, Frieze, Heading, steps, Waiting } from "@/shared/ui";
import { useMessages } from "./messages";
import "./trainings.css";

const lists = ["current", "toStart", "done", "requested", "favourites"] as const;
type List = (typeof lists)[number];

/** What one follows, has asked for, has finished and keeps. */
export function TrainingsPage() {
  const t = useMessages();
  const { liste } = useSearch({ from: "/formations" });
  const list = lists.find((l) => l === liste) ?? "current";
  return (
    <div className="wrap">
      <div className="page-head">
        <Heading>{t.title}</Heading>
      </div>
      <Roles />
      <nav className="row-flex lists" aria-label={t.lists}>
        {lists.map((l) => (
          <Link key={l} to="/formations" search={{ liste: l === "current" ? undefined : l }} className={l === list ? "pill on" : "pill"} activeOptions={{ exact: true, includeSearch: true }}>
            {t[l]}
          </Link>
        ))}
      </nav>
      {list === "favourites" ? <Favourites /> : <Enrolments key={list} list={list} />}
    </div>
  );
}

/** The same person learns, trains and designs: the three are one press apart. */
function Roles() {
  const t = useMessages();
  const me = useMe();
  if (!me?.abilities.train && !me?.abilities.design) return null;
  return (
    <nav className="tabs" aria-label={t.roles}>
      <Link to="/formations" aria-current="page">
        {t.learn}
      </Link>
      {me.abilities.train ? <Link to="/former">{t.train}</Link> : null}
      {me.abilities.design ? <Link to="/concevoir">{t.design}</Link> : null}
    </nav>
  );
}

function Waits() {
  const t = useStateMessages();
  return (
    <Waiting label={t.loading}>
      <div className="stack">
        <CardSkeleton />
        <CardSkeleton />
      </div>
    </Waiting>
  );
}

function Enrolments({ list }: { list: Exclude<List, "favourites"> }) {
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(readPages(queryClient, "/api/v1/me/enrolments", { query: { state: list } }));
  const items = query.data?.pages.flatMap((p) => p.items);
  if (!items) return query.error ? <Trouble error={query.error} onRetry={() => void query.refetch()} /> : <Waits />;
  if (items.length === 0) return <Nothing list={list} />;
  return (
    <>
      {items.map((item) => (
        <Training key={item.enrolment.id} item={item} list={list} />
      ))}
      <More query={query} />
    </>
  );
}

function Favourites() {
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(readPages(queryClient, "/api/v1/me/favourites"));
  const items = query.data?.pages.flatMap((p) => p.items);
  if (!items) return query.error ? <Trouble error={query.error} onRetry={() => void query.refetch()} /> : <Waits />;
  if (items.length === 0) return <Nothing list="favourites" />;
  return (
    <>
      {items.map((item) => (
        <Row key={item.id} item={item} level={2} />
      ))}
      <More query={query} />
    </>
  );
}

function Nothing({ list }: { list: List }) {
  const t = useMessages();
  return (
    <Empty
      title={t.empty[list].title}
      action={
        <Link to="/catalogue" className={buttonClass()}>
          {t.catalogue}
        </Link>
      }
    >
      {t.empty[list].text}
    </Empty>
  );
}

function Training({ item, list }: { item: Schemas["CoursesMyEnrolment"]; list: Exclude<List, "favourites"> }) {
  const t = useMessages();
  const label = useLabel();
  const f = useFormat();
  const period = usePeriod();
  const { parcours, session, progress, enrolment } = item;
  const title = session.title || parcours.title;
  const verb = list === "done" ? t.review : progress.state === "toStart" ? t.start : t.continue;
  const when = session.kind === "accompanied" ? period(session.start, session.end) : "";
  const future = session.start && new Date(session.start) > new Date();
  return (
    <article className="card row" data-tab={parcours.domain.tab}>
      <div>
        <div className="kick">{label(parcours.domain)}</div>
        <h2>
          <Link to="/parcours/$parcours" params={{ parcours: parcours.id }}>
            {typeset(title)}
          </Link>
        </h2>
        {list === "requested" ? (
          <div className="meta">
            <span className="chip warn">{enrolment.state === "waiting" ? t.waiting : enrolment.state === "refused" ? t.refused : t.asked}</span>
            {when ? <span>{when}</span> : null}
          </div>
        ) : (
          <>
            <div className="meta">
              {progress.total > 0 ? (
                <span>
                  <Frieze steps={steps(progress.done, progress.total, progress.state !== "toStart")} /> {t.progress(progress.done, progress.total)}
                </span>
              ) : null}
              {when ? <span>{future && session.start ? t.starts(f.day(session.start)) : when}</span> : null}
              {progress.completedAt ? <span>{t.completed(f.day(progress.completedAt))}</span> : progress.lastActivity ? <span>{t.last(f.ago(progress.lastActivity))}</span> : null}
            </div>
            {progress.nextActivity && list !== "done" ? <p>{t.next(progress.nextActivity.title)}</p> : null}
          </>
        )}
      </div>
      <div className="side">
        <span />
        {list === "requested" ? (
          <Link to="/parcours/$parcours" params={{ parcours: parcours.id }} className={buttonClass("quiet")} aria-label={t.about(t.see, title)}>
            {t.see}
          </Link>
        ) : (
          <div className="row-flex">
            {list === "done" ? (
              <Link to="/attestations" className={buttonClass("quiet")}>
                {t.attestations}
              </Link>
            ) : null}
            <Link to="/apprendre/$session" params={{ session: session.id }} className={buttonClass(list === "done" ? "quiet" : "main")} aria-label={t.about(verb, title)}>
              {verb}
            </Link>
          </div>
        )}
      </div>
    </article>
  );
}
