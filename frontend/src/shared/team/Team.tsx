import { useQuery } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { ProblemError, read, useMe, type Schemas } from "@/shared/api";
import { useLocale } from "@/shared/i18n";
import { Loaded, useSend } from "@/shared/state";
import { Button, Dialog, Line, TextField } from "@/shared/ui";
import { useTeamMessages } from "./messages";
import "./team.css";

type Question = ReturnType<typeof read<"/api/v1/sessions/{id}/trainers">>;
type Member = Schemas["CoursesMember"];

interface Props {
  title: string;
  help: string;
  /** The question of who is in it. */
  query: Question;
  add: (email: string) => Promise<unknown>;
  remove: (person: string) => Promise<unknown>;
  /** Addresses whose answers are old once the team has changed. */
  refresh: string[];
  /** The last one may not leave. */
  keepsOne: boolean;
  /** Nothing can change any more. */
  closed?: boolean;
  /** The reader took themselves out: this page is no longer theirs. */
  onLeft: () => void;
}

/** Who works on something together: a list, a way in by address, a way out that asks first. */
export function Team({ title, help, query: question, add, remove, refresh, keepsOne, closed = false, onLeft }: Props) {
  const query = useQuery(question);
  return (
    <section className="card pad stack">
      <h2>{title}</h2>
      <p className="muted small">{help}</p>
      <Loaded query={query} waiting={<Line height="6rem" />}>
        {(team) => (
          <>
            <ul className="team">
              {team.items.map((m) => (
                <li key={m.person}>
                  <One member={m} alone={keepsOne && team.items.length === 1} closed={closed} {...{ remove, refresh, onLeft }} />
                </li>
              ))}
            </ul>
            {closed ? null : <Add add={add} refresh={refresh} />}
          </>
        )}
      </Loaded>
    </section>
  );
}

function One({ member: m, alone, closed, remove, refresh, onLeft }: { member: Member; alone: boolean; closed: boolean } & Pick<Props, "remove" | "refresh" | "onLeft">) {
  const t = useTeamMessages();
  const me = useMe();
  const [asking, setAsking] = useState(false);
  const mine = m.person === me?.id;
  const name = m.name || t.gone;
  const send = useSend(() => remove(m.person), {
    refresh: mine ? ["/api/v1/me/parcours", "/api/v1/me/sessions"] : refresh,
    say: () => t.removed(name),
    onDone: () => {
      setAsking(false);
      if (mine) onLeft();
    },
  });
  const verb = mine ? t.leave : t.remove;
  return (
    <>
      <span>
        <b>{name}</b> {mine ? <span className="muted">({t.you})</span> : null}
      </span>
      {m.owner ? <span className="chip">{t.owner}</span> : null}
      {closed || m.owner ? null : alone ? (
        <span className="muted small">{t.last}</span>
      ) : (
        <Button look="plain" small className="push" aria-label={mine ? t.leave : t.removeWho(name)} aria-haspopup="dialog" onClick={() => setAsking(true)}>
          {verb}
        </Button>
      )}
      {asking ? (
        <Suspense>
          <Dialog title={mine ? t.leave : t.removeWho(name)} onClose={() => setAsking(false)} insist>
            <p>{mine ? t.sureMe : t.sure(name)}</p>
            <div className="team-foot">
              <Button look="quiet" onClick={() => setAsking(false)}>
                {t.cancel}
              </Button>
              <Button look="danger" busy={send.isPending} onClick={() => send.mutate()}>
                {verb}
              </Button>
            </div>
          </Dialog>
        </Suspense>
      ) : null}
    </>
  );
}

function Add({ add, refresh }: Pick<Props, "add" | "refresh">) {
  const t = useTeamMessages();
  const locale = useLocale();
  const [email, setEmail] = useState("");
  const send = useSend(() => add(email), { refresh, say: () => t.added, quiet: (error) => error.fields.length > 0, onDone: () => setEmail("") });
  const field = send.error instanceof ProblemError ? send.error.fields.find((f) => f.path.endsWith("email")) : undefined;
  const known = field && locale !== "fr" ? (t.codes as Record<string, string>)[field.code] : undefined;
  return (
    <form
      className="team-add"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <TextField label={t.email} type="email" autoComplete="off" value={email} onChange={(e) => setEmail(e.target.value)} error={known ?? field?.message} maxLength={254} />
      <Button type="submit" look="quiet" busy={send.isPending} disabled={!email.trim()}>
        {t.add}
      </Button>
    </form>
  );
}
