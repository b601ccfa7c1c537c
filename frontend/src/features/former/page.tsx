import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { readPages, useMe, type Schemas } from "@/shared/api";
import { typeset, useLabel } from "@/shared/i18n";
import { usePeriod } from "@/shared/offer";
import { More, Trouble, useStateMessages } from "@/shared/state";
import { buttonClass, CardSkeleton, Empty, Heading, Icon, Waiting } from "@/shared/ui";
import { useMessages } from "./messages";
import "./former.css";

export type Session = Schemas["CoursesSession"];

/** The sessions that a trainer leads. */
export function SessionsPage() {
  const t = useMessages();
  const wait = useStateMessages();
  const me = useMe();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(readPages(queryClient, "/api/v1/me/sessions"));
  const items = query.data?.pages.flatMap((p) => p.items);
  const create = (
    <Link to="/former/sessions/nouvelle" className={buttonClass()}>
      <Icon name="plus" /> {t.create}
    </Link>
  );
  return (
    <div className="wrap">
      <div className="page-head">
        <div>
          <Heading>{t.title}</Heading>
          <p className="muted">{t.lead}</p>
        </div>
        {items && items.length > 0 ? create : null}
      </div>
      <nav className="tabs under-head" aria-label={t.roles}>
        <Link to="/formations">{t.learn}</Link>
        <Link to="/former" aria-current="page">
          {t.train}
        </Link>
        {me?.abilities.design ? <Link to="/concevoir">{t.design}</Link> : null}
      </nav>
      {items ? (
        items.length === 0 ? (
          <Empty title={t.emptyTitle} action={create}>
            {t.emptyText}
          </Empty>
        ) : (
          items.map((s) => <SessionRow key={s.id} session={s} />)
        )
      ) : query.error ? (
        <Trouble error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Waiting label={wait.loading}>
          <div className="stack">
            <CardSkeleton />
            <CardSkeleton />
          </div>
        </Waiting>
      )}
      <More query={query} />
    </div>
  );
}

function SessionRow({ session: s }: { session: Session }) {
  const t = useMessages();
  const label = useLabel();
  const period = usePeriod();
  return (
    <article className="card row" data-tab={s.domain.tab}>
      <div>
        <div className="kick">{label(s.domain)}</div>
        <h2>
          <Link to="/former/sessions/$session" params={{ session: s.id }}>
            {typeset(s.title)}
          </Link>
        </h2>
        <div className="meta">
          <span className={s.state === "open" ? "chip led" : "chip"}>{t.states[s.state]}</span>
          {s.kind === "accompanied" ? <span>{period(s.start, s.end)}</span> : null}
          {s.place ? <span>{s.place}</span> : null}
          <span>{t.people(s.enrolled)}</span>
        </div>
      </div>
      <div className="side">
        <div className="side-top">
          {s.requested > 0 ? <span className="chip warn">{t.requests(s.requested)}</span> : null}
          {s.waiting > 0 ? <span className="chip">{t.waitingCount(s.waiting)}</span> : null}
        </div>
        <Link to="/former/sessions/$session" params={{ session: s.id }} search={s.requested > 0 ? { onglet: "participants" } : s.state === "preparing" ? { onglet: "reglages" } : {}} className={buttonClass("quiet")} aria-label={t.openIt(s.title)}>
          {t.follow}
        </Link>
      </div>
    </article>
  );
}
