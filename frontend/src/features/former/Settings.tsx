import { useQueryClient } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { client, ProblemError, under } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { useSend } from "@/shared/state";
import { announce, Button, Dialog, Icon } from "@/shared/ui";
import { MeetingDialog, type Meeting } from "./MeetingDialog";
import { useMessages } from "./messages";
import type { Session } from "./page";
import { Trainers } from "./Trainers";
import { SessionFields, type Edit } from "./SessionFields";

/** What is said of the session, its meetings, and its life. */
export function Settings({ session }: { session: Session }) {
  return (
    <div className="tab-body settings">
      <General key={session.etag} session={session} />
      <div className="stack">
        <Life session={session} />
        <Meetings session={session} />
        <Trainers session={session} />
      </div>
    </div>
  );
}

function editOf(s: Session): Edit {
  const { title, academie, start, end, enrolFrom, enrolUntil, place, admission, capacity, trainers, gaia, meetings, minutesDistance, minutesPresence } = s;
  const kept = { title, academie, start, end, enrolFrom, enrolUntil, place, admission, capacity, trainers, gaia, meetings, minutesDistance, minutesPresence };
  return Object.fromEntries(Object.entries(kept).filter(([, v]) => v !== undefined));
}

function General({ session }: { session: Session }) {
  const t = useMessages();
  const queryClient = useQueryClient();
  const [edit, setEdit] = useState<Edit>(() => editOf(session));
  const save = useSend(() => client.PUT("/api/v1/sessions/{id}", { params: { path: { id: session.id }, header: { "If-Match": session.etag } }, body: edit }), {
    refresh: ["/api/v1/sessions", "/api/v1/me/sessions", "/api/v1/catalogue", "/api/v1/parcours"],
    say: () => t.savedSession,
    quiet: (error) => error.status === 412,
  });
  const problem = save.error instanceof ProblemError ? save.error : undefined;
  return (
    <form
      className="card pad stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined, {
          onError: (error) => {
            if (!(error instanceof ProblemError) || error.status !== 412) return;
            announce(t.stale, true);
            void queryClient.invalidateQueries(under(`/api/v1/sessions/${session.id}`));
          },
        });
      }}
    >
      <h2>{t.general}</h2>
      <SessionFields session={session} edit={edit} onChange={(change) => setEdit((e) => ({ ...e, ...change }))} error={(field) => problem?.field(field)} />
      <div>
        <Button type="submit" busy={save.isPending} disabled={session.state === "cancelled"}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}

type Action = "announce" | "open" | "close" | "reopen" | "cancel";

/** What its dates will do to the session, and what they no longer will. */
function Dates({ session: s }: { session: Session }) {
  const t = useMessages();
  const f = useFormat();
  const toOpen = s.state === "preparing" || s.state === "announced";
  const past = (at: string | undefined) => at !== undefined && new Date(at) < new Date();
  if (s.kind === "permanent" || (!toOpen && s.state !== "open")) return null;
  const say: string[] = [];
  if (s.heldUp) say.push(s.moves.length > 0 ? t.heldUp : t.neverOpened);
  else if (toOpen && past(s.start) && !s.moves.some((m) => m.action === "open")) say.push(t.startPassed);
  if (s.state === "open" && s.moves.length === 0) say.push(s.end ? t.endPassed : t.noEnd);
  return (
    <div className="stack dates">
      {say.map((sentence) => (
        <p key={sentence} className={s.heldUp ? "note warn" : "note"}>
          {sentence}
        </p>
      ))}
      {s.moves.length > 0 ? (
        <>
          <ul className="bullets">
            {s.moves.map((m) => (
              <li key={m.action}>{(s.heldUp && m.action !== "close" ? t.retry : t.moves[m.action])(f.longDay(`${m.day}T12:00:00`))}</li>
            ))}
          </ul>
          <p className="muted small">{t.movesHelp}</p>
        </>
      ) : null}
    </div>
  );
}

function Life({ session: s }: { session: Session }) {
  const t = useMessages();
  const [asking, setAsking] = useState<"close" | "cancel">();
  const said: Record<Action, string> = { announce: t.announced, open: t.opened, close: t.closed, reopen: t.reopened, cancel: t.cancelled };
  const act = useSend(
    (action: Action) => {
      const params = { params: { path: { id: s.id } } };
      switch (action) {
        case "announce":
          return client.POST("/api/v1/sessions/{id}/announce", params);
        case "open":
          return client.POST("/api/v1/sessions/{id}/open", params);
        case "close":
          return client.POST("/api/v1/sessions/{id}/close", params);
        case "reopen":
          return client.POST("/api/v1/sessions/{id}/reopen", params);
        case "cancel":
          return client.POST("/api/v1/sessions/{id}/cancel", params);
      }
    },
    { refresh: ["/api/v1/sessions", "/api/v1/me/sessions", "/api/v1/catalogue", "/api/v1/parcours"], say: (_answer, action) => said[action], onDone: () => setAsking(undefined) },
  );
  const label = asking === "close" ? t.closeSession : t.cancelSession;
  return (
    <section className="card pad stack">
      <h2>{t.life}</h2>
      <p>
        <span className={s.state === "open" ? "chip led" : "chip"}>{t.states[s.state]}</span>
      </p>
      <Dates session={s} />
      {s.obstacles.length > 0 ? (
        <div className="note warn">
          <b>{t.obstacles}</b>
          <ul className="bullets">
            {s.obstacles.map((o) => (
              <li key={o.path + o.code}>{o.message}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className="row-flex">
        {s.state === "preparing" || s.state === "announced" ? (
          <Button busy={act.isPending} disabled={s.obstacles.length > 0} onClick={() => act.mutate("open")}>
            {t.openSession}
          </Button>
        ) : null}
        {s.state === "preparing" && s.admission !== "list" ? (
          <Button look="quiet" busy={act.isPending} disabled={s.obstacles.length > 0} onClick={() => act.mutate("announce")}>
            {t.announceSession}
          </Button>
        ) : null}
        {s.state === "open" ? (
          <Button look="quiet" onClick={() => setAsking("close")} aria-haspopup="dialog">
            {t.closeSession}
          </Button>
        ) : null}
        {s.state === "closed" ? (
          <Button look="quiet" busy={act.isPending} onClick={() => act.mutate("reopen")}>
            {t.reopenSession}
          </Button>
        ) : null}
        {s.kind === "accompanied" && (s.state === "preparing" || s.state === "announced" || s.state === "open") ? (
          <Button look="danger" onClick={() => setAsking("cancel")} aria-haspopup="dialog">
            {t.cancelSession}
          </Button>
        ) : null}
      </div>
      {asking ? (
        <Suspense>
          <Dialog title={label} onClose={() => setAsking(undefined)} insist>
            <p>{asking === "close" ? t.sureClose : t.sureCancel}</p>
            <div className="dialog-foot">
              <Button look="quiet" onClick={() => setAsking(undefined)}>
                {t.cancel}
              </Button>
              <Button look={asking === "cancel" ? "danger" : "main"} busy={act.isPending} onClick={() => act.mutate(asking)}>
                {label}
              </Button>
            </div>
          </Dialog>
        </Suspense>
      ) : null}
    </section>
  );
}

function Meetings({ session: s }: { session: Session }) {
  const t = useMessages();
  const f = useFormat();
  const [editing, setEditing] = useState<Meeting | "new">();
  const drop = useSend((meeting: string) => client.DELETE("/api/v1/sessions/{id}/meetings/{meeting}", { params: { path: { id: s.id, meeting } } }), { refresh: [`/api/v1/sessions/${s.id}`] });
  if (s.kind === "permanent") return null;
  return (
    <section className="card pad stack">
      <h2>{t.meetings}</h2>
      <ul className="people">
        {s.meetings.map((m) => (
          <li key={m.id}>
            <div>
              <b>{m.title}</b>
              <div className="muted small">
                {f.longDay(m.start)}, {f.hour(m.start)} – {f.hour(m.end)} · {t.presenceKinds[m.kind]}
                {m.place ? ` · ${m.place}` : ""}
              </div>
            </div>
            <div className="row-flex">
              <Button small look="quiet" onClick={() => setEditing(m)} aria-label={t.editMeeting(m.title)} aria-haspopup="dialog">
                {t.edit}
              </Button>
              <Button small look="plain" busy={drop.isPending} onClick={() => m.id && drop.mutate(m.id)} aria-label={t.deleteMeeting(m.title)}>
                {t.delete}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <div>
        <Button look="quiet" onClick={() => setEditing("new")} aria-haspopup="dialog">
          <Icon name="plus" /> {t.addMeeting}
        </Button>
      </div>
      {editing ? (
        <Suspense>
          <MeetingDialog session={s} meeting={editing === "new" ? undefined : editing} onClose={() => setEditing(undefined)} />
        </Suspense>
      ) : null}
    </section>
  );
}
