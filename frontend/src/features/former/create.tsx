import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { client, ProblemError, read, useMe, type Schemas } from "@/shared/api";
import { typeset, useLabel } from "@/shared/i18n";
import { useDuration } from "@/shared/offer";
import { Loaded, useSend } from "@/shared/state";
import { Button, Heading, Icon, Line } from "@/shared/ui";
import { useMessages } from "./messages";
import { SessionFields, type Edit } from "./SessionFields";
import "./former.css";

/** A new session: which parcours, when, for whom. */
export function CreateSessionPage() {
  const t = useMessages();
  const { parcours } = useSearch({ from: "/former/sessions/nouvelle" });
  return (
    <div className="wrap create">
      <div className="page-head">
        <div>
          <Heading>{t.createTitle}</Heading>
          <p className="muted">{t.createLead}</p>
        </div>
      </div>
      {parcours ? <Chosen key={parcours} parcours={parcours} /> : <Choose />}
    </div>
  );
}

function Choose() {
  const t = useMessages();
  const duration = useDuration();
  const label = useLabel();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  const query = useQuery({ ...read("/api/v1/catalogue", { query: { q: asked, nature: ["accompanied"], toOpen: true, limit: 10 } }), placeholderData: keepPreviousData });
  return (
    <section className="card pad stack">
      <h2>{t.choose}</h2>
      <form
        role="search"
        className="row-flex nowrap-form"
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(text.trim());
        }}
      >
        <label className="field grow">
          <Icon name="search" />
          <input type="search" value={text} onChange={(e) => setText(e.target.value)} aria-label={t.chooseSearch} placeholder={t.chooseSearch} />
        </label>
        <Button type="submit">{t.chooseSearch}</Button>
      </form>
      <Loaded query={query} waiting={<Line height="10rem" />}>
        {(page) =>
          page.items.length === 0 ? (
            <p className="muted">{t.noParcours}</p>
          ) : (
            <ul className="people">
              {page.items.map((item) => (
                <li key={item.id}>
                  <div>
                    <b>{typeset(item.title)}</b>
                    <div className="muted small">
                      {label(item.domain)} · {duration(item.minutesDistance, item.minutesPresence)} · {label(item.origin)}
                    </div>
                  </div>
                  <Button small look="quiet" aria-label={t.use(item.title)} onClick={() => void navigate({ to: "/former/sessions/nouvelle", search: { parcours: item.id } })}>
                    {t.useShort}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function Chosen({ parcours }: { parcours: string }) {
  const query = useQuery(read("/api/v1/parcours/{id}", { path: { id: parcours } }));
  return (
    <Loaded query={query} waiting={<Line height="16rem" />}>
      {(p) => <Form parcours={p} />}
    </Loaded>
  );
}

function Form({ parcours: p }: { parcours: Schemas["CoursesParcoursPage"] }) {
  const t = useMessages();
  const me = useMe();
  const navigate = useNavigate();
  const [edit, setEdit] = useState<Edit>({
    title: p.card.title,
    admission: "request",
    minutesDistance: p.summary.minutesDistance,
    minutesPresence: p.summary.minutesPresence,
    ...(me?.profile.academie ? { academie: me.profile.academie } : {}),
  });
  const [tried, setTried] = useState(false);
  const create = useSend(() => client.POST("/api/v1/sessions", { body: { parcours: p.id, ...edit } }), {
    refresh: ["/api/v1/me/sessions"],
    say: () => t.created,
    onDone: ({ data }) => {
      if (data) void navigate({ to: "/former/sessions/$session", params: { session: data.id }, search: { onglet: "reglages" }, replace: true });
    },
  });
  const problem = create.error instanceof ProblemError ? create.error : undefined;
  return (
    <form
      className="card pad stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (edit.start && edit.end) create.mutate();
      }}
    >
      <div className="row-flex">
        <div>
          <div className="help">{t.chosen}</div>
          <h2>{typeset(p.card.title)}</h2>
        </div>
        <Button look="quiet" small className="push" onClick={() => void navigate({ to: "/former/sessions/nouvelle", search: {} })}>
          {t.change}
        </Button>
      </div>
      <SessionFields
        edit={edit}
        onChange={(change) => setEdit((e) => ({ ...e, ...change }))}
        error={(field) => problem?.field(field) ?? (tried && ((field === "start" && !edit.start) || (field === "end" && !edit.end)) ? t.missingDates : undefined)}
      />
      <div>
        <Button type="submit" busy={create.isPending}>
          {t.createDo}
        </Button>
      </div>
    </form>
  );
}
