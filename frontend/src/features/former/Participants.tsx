import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { client, read, readPages, type Schemas } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { Loaded, More, Trouble, useSend } from "@/shared/state";
import { Button, Line, TextArea } from "@/shared/ui";
import { useMessages } from "./messages";
import type { Session } from "./page";

type Person = Schemas["CoursesParticipant"];

/** Who is in the session, who asks to be, and the pasting of addresses. */
export function Participants({ session }: { session: Session }) {
  const t = useMessages();
  return (
    <div className="tab-body people-cols">
      <div className="stack">
        {session.requested > 0 ? <Group session={session} state="requested" title={t.requestsTitle} /> : null}
        {session.waiting > 0 ? <Group session={session} state="waiting" title={t.waitingTitle} /> : null}
        <Group session={session} state="enrolled" title={t.enrolledTitle} />
      </div>
      <div className="stack">
        <Add session={session} />
        <Invitations session={session} />
      </div>
    </div>
  );
}

function Group({ session, state, title }: { session: Session; state: "requested" | "waiting" | "enrolled"; title: string }) {
  const t = useMessages();
  const f = useFormat();
  const queryClient = useQueryClient();
  const query = useInfiniteQuery(readPages(queryClient, "/api/v1/sessions/{id}/participants", { path: { id: session.id }, query: { state, limit: 50 } }));
  const people = query.data?.pages.flatMap((p) => p.items);
  return (
    <section className="card pad">
      <h2>{title}</h2>
      {people ? (
        people.length > 0 ? (
          <ul className="people">
            {people.map((p) => (
              <li key={p.person}>
                <div>
                  <b>{p.name}</b>
                  <div className="muted small">{[p.establishment, f.ago(p.at)].filter(Boolean).join(" · ")}</div>
                </div>
                {state === "enrolled" ? <Remove session={session} person={p} /> : <Answer session={session} person={p} />}
              </li>
            ))}
          </ul>
        ) : (
          <p className="muted">{t.none}</p>
        )
      ) : query.error ? (
        <Trouble error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <div className="stack" aria-hidden="true">
          <Line />
          <Line width="80%" />
          <Line width="90%" />
        </div>
      )}
      <More query={query} />
    </section>
  );
}

function Answer({ session, person }: { session: Session; person: Person }) {
  const t = useMessages();
  const path = { params: { path: { id: session.id, person: person.person } } };
  const refresh = [`/api/v1/sessions/${session.id}`, "/api/v1/me/sessions"];
  const accept = useSend(() => client.POST("/api/v1/sessions/{id}/participants/{person}/accept", path), {
    refresh,
    say: ({ data }) => (data?.enrolment.state === "waiting" ? t.acceptedWaiting(person.name) : t.accepted(person.name)),
  });
  const refuse = useSend(() => client.POST("/api/v1/sessions/{id}/participants/{person}/refuse", path), { refresh, say: () => t.refused(person.name) });
  return (
    <div className="row-flex">
      <Button small busy={accept.isPending} onClick={() => accept.mutate()} aria-label={t.acceptWho(person.name)}>
        {t.accept}
      </Button>
      <Button small look="quiet" busy={refuse.isPending} onClick={() => refuse.mutate()} aria-label={t.refuseWho(person.name)}>
        {t.refuse}
      </Button>
    </div>
  );
}

function Remove({ session, person }: { session: Session; person: Person }) {
  const t = useMessages();
  const remove = useSend(() => client.DELETE("/api/v1/sessions/{id}/participants/{person}", { params: { path: { id: session.id, person: person.person } } }), {
    refresh: [`/api/v1/sessions/${session.id}`, "/api/v1/me/sessions"],
    say: () => t.removed(person.name),
  });
  return (
    <Button small look="plain" busy={remove.isPending} onClick={() => remove.mutate()} aria-label={t.remove(person.name)}>
      {t.removeShort}
    </Button>
  );
}

function Add({ session }: { session: Session }) {
  const t = useMessages();
  const [addresses, setAddresses] = useState("");
  const add = useSend(() => client.POST("/api/v1/sessions/{id}/participants", { params: { path: { id: session.id } }, body: { addresses } }), {
    refresh: [`/api/v1/sessions/${session.id}`, "/api/v1/me/sessions"],
    onDone: ({ data }) => setAddresses((data?.invalid ?? []).join("\n")),
  });
  const done = add.data?.data;
  return (
    <section className="card pad">
      <h2>{t.addTitle}</h2>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (addresses.trim()) add.mutate();
        }}
      >
        <TextArea label={t.addLabel} help={t.addHelp} rows={5} value={addresses} onChange={(e) => setAddresses(e.target.value)} spellCheck={false} />
        <div>
          <Button type="submit" busy={add.isPending}>
            {t.add}
          </Button>
        </div>
      </form>
      <div role="status">
        {done ? (
          <ul className="stack added">
            {done.enrolled.length > 0 ? <li className="note">{t.addedEnrolled(done.enrolled.length)}</li> : null}
            {done.waiting.length > 0 ? <li className="note warn">{t.addedWaiting(done.waiting.length)}</li> : null}
            {done.already.length > 0 ? <li className="note">{t.addedAlready(done.already.length)}</li> : null}
            {done.invited.length > 0 ? (
              <li className="note warn">
                {t.addedInvited(done.invited.join(", "))}
              </li>
            ) : null}
            {done.invalid.length > 0 ? (
              <li className="note stop">
                {t.addedInvalid(done.invalid.join(", "))}
              </li>
            ) : null}
          </ul>
        ) : null}
      </div>
    </section>
  );
}

function Invitations({ session }: { session: Session }) {
  const t = useMessages();
  const query = useQuery(read("/api/v1/sessions/{id}/invitations", { path: { id: session.id }, query: { limit: 100 } }));
  return (
    <Loaded query={query} waiting={<Line height="4rem" />}>
      {(page) =>
        page.items.length === 0 ? null : (
          <section className="card pad">
            <h2>{t.invitedTitle}</h2>
            <p className="help">{t.invitedHelp}</p>
            <ul className="people">
              {page.items.map((i) => (
                <li key={i.id}>
                  <span className="address">{i.email}</span>
                  <Uninvite session={session} id={i.id} email={i.email} />
                </li>
              ))}
            </ul>
          </section>
        )
      }
    </Loaded>
  );
}

function Uninvite({ session, id, email }: { session: Session; id: string; email: string }) {
  const t = useMessages();
  const drop = useSend(() => client.DELETE("/api/v1/sessions/{id}/invitations/{invitation}", { params: { path: { id: session.id, invitation: id } } }), { refresh: [`/api/v1/sessions/${session.id}/invitations`] });
  return (
    <Button small look="plain" busy={drop.isPending} onClick={() => drop.mutate()} aria-label={t.uninvite(email)}>
      {t.removeShort}
    </Button>
  );
}
