import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { client, ProblemError, read, readPages, useMe, type Schemas } from "@/shared/api";
import { typeset, useFormat, useLabel } from "@/shared/i18n";
import { More, Trouble, useSend, useStateMessages } from "@/shared/state";
import { Button, buttonClass, CardSkeleton, Dialog, Empty, Heading, Icon, Select, TextField, Waiting } from "@/shared/ui";
import { useMessages } from "./messages";
import "./design.css";

/** The parcours one builds. */
export function DesignPage() {
  const t = useMessages();
  const wait = useStateMessages();
  const me = useMe();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(readPages(queryClient, "/api/v1/me/parcours"));
  const items = query.data?.pages.flatMap((p) => p.items);
  const [creating, setCreating] = useState(false);
  const create = (
    <Button onClick={() => setCreating(true)} aria-haspopup="dialog">
      <Icon name="plus" /> {t.create}
    </Button>
  );
  return (
    <div className="wrap">
      <div className="page-head">
        <div>
          <Heading>{t.title}</Heading>
          <p className="muted">{t.lead}</p>
        </div>
        <Link to="/concevoir/import" className={buttonClass("quiet")}>
          <Icon name="upload" /> {t.import}
        </Link>
        {items && items.length > 0 ? create : null}
      </div>
      <nav className="tabs under-head" aria-label={t.roles}>
        <Link to="/formations">{t.learn}</Link>
        {me?.abilities.train ? <Link to="/former">{t.train}</Link> : null}
        <Link to="/concevoir" aria-current="page" activeOptions={{ exact: true }}>
          {t.design}
        </Link>
      </nav>
      {items ? (
        items.length === 0 ? (
          <Empty title={t.emptyTitle} action={create}>
            {t.emptyText}
          </Empty>
        ) : (
          items.map((p) => <ParcoursRow key={p.id} parcours={p} />)
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
      {creating ? (
        <Suspense>
          <CreateDialog onClose={() => setCreating(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function ParcoursRow({ parcours: p }: { parcours: Schemas["CoursesMyParcours"] }) {
  const t = useMessages();
  const f = useFormat();
  const label = useLabel();
  const { data: lists } = useQuery({ ...read("/api/v1/reference/offer"), staleTime: 3_600_000 });
  const domain = lists?.domains.find((d) => d.code === p.domain);
  const state = p.state as keyof typeof t.states;
  return (
    <article className="card row" style={{ "--tab": `var(--tab-${domain?.tab ?? 1})` } as React.CSSProperties}>
      <div>
        <div className="kick">{domain && label(domain)}</div>
        <h2>
          <Link to="/concevoir/$parcours" params={{ parcours: p.id }}>
            {typeset(p.title)}
          </Link>
        </h2>
        <div className="meta">
          <span className={state === "published" ? "chip alone" : "chip"}>{t.states[state]}</span>
          {p.version ? <span>{t.version(p.version)}</span> : null}
          {p.publishedVersion > 0 && p.lastVersion > p.publishedVersion ? <span>{t.pending}</span> : null}
          <span>{t.updated(f.ago(p.updated))}</span>
        </div>
      </div>
      <div className="side">
        <div className="side-top">{p.missing.length > 0 ? <span className="chip warn">{t.missing(p.missing.length)}</span> : null}</div>
        <Link to="/concevoir/$parcours" params={{ parcours: p.id }} className={buttonClass("quiet")} aria-label={t.openIt(p.title)}>
          {t.open}
        </Link>
      </div>
    </article>
  );
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const t = useMessages();
  const navigate = useNavigate();
  const label = useLabel();
  const { data: lists } = useQuery({ ...read("/api/v1/reference/offer"), staleTime: 3_600_000 });
  const [title, setTitle] = useState("");
  const [collection, setCollection] = useState("autoformation");
  const create = useSend(() => client.POST("/api/v1/parcours", { body: { title: title.trim(), collection } }), {
    refresh: ["/api/v1/me/parcours"],
    onDone: ({ data }) => {
      if (data) void navigate({ to: "/concevoir/$parcours", params: { parcours: data.id } });
    },
  });
  const problem = create.error instanceof ProblemError ? create.error : undefined;
  return (
    <Dialog title={t.createTitle} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim()) create.mutate();
        }}
      >
        <TextField label={t.createName} help={t.createHelp} value={title} onChange={(e) => setTitle(e.target.value)} maxLength={300} required autoFocus error={problem?.field("title")} />
        <Select label={t.collection} value={collection} onChange={(e) => setCollection(e.target.value)}>
          {lists?.collections.map((c) => (
            <option key={c.code} value={c.code}>
              {label(c)}
            </option>
          ))}
        </Select>
        <div>
          <Button type="submit" busy={create.isPending}>
            {t.createDo}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
