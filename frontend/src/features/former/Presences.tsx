import { useState } from "react";
import { client, type Schemas } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { More, Trouble, useSend } from "@/shared/state";
import { Button, Empty, Line, Select, TextField } from "@/shared/ui";
import type { Participant } from "./attention";
import { useMessages } from "./messages";
import type { Session } from "./page";
import { useProgress } from "./Tracking";

type Word = "present" | "absent" | "";

/** The trainer's word on who was at each meeting. */
export function Presences({ session }: { session: Session }) {
  const t = useMessages();
  const f = useFormat();
  const query = useProgress(session.id);
  const meetings = session.meetings;
  const past = [...meetings].filter((m) => new Date(m.start) <= new Date()).at(-1) ?? meetings[0];
  const [chosen, setChosen] = useState<string>();
  const meeting = meetings.find((m) => m.id === chosen) ?? past;
  const people = query.data?.pages.flatMap((p) => p.items ?? []);
  if (!meeting) {
    return (
      <div className="tab-body">
        <Empty title={t.noMeetingTitle}>{t.noMeetingText}</Empty>
      </div>
    );
  }
  return (
    <div className="tab-body stack">
      <div className="meeting-choice">
        <Select label={t.meeting} value={meeting.id} onChange={(e) => setChosen(e.target.value)}>
          {meetings.map((m) => (
            <option key={m.id} value={m.id}>
              {m.title}, {f.moment(m.start)}
            </option>
          ))}
        </Select>
        <p className="muted">
          {f.longDay(meeting.start)}, {f.hour(meeting.start)} – {f.hour(meeting.end)} · {t.presenceKinds[meeting.kind]}
          {meeting.place ? ` · ${meeting.place}` : ""}
        </p>
      </div>
      {people ? <Marks key={meeting.id ?? ""} session={session} meeting={meeting} people={people} /> : query.error ? <Trouble error={query.error} onRetry={() => void query.refetch()} /> : <Line height="14rem" />}
      <More query={query} />
    </div>
  );
}

function Marks({ session, meeting, people }: { session: Session; meeting: Schemas["CoursesMeeting"]; people: Participant[] }) {
  const t = useMessages();
  const f = useFormat();
  const id = meeting.id ?? "";
  const said = (p: Participant): Word => {
    const presence = p.presences[id];
    return presence ? (presence.present ? "present" : "absent") : "";
  };
  const [marks, setMarks] = useState<Record<string, Word>>({});
  const [reason, setReason] = useState("");
  const changed = people.filter((p) => marks[p.person] !== undefined && marks[p.person] !== said(p));
  const corrects = session.state === "closed" || changed.some((p) => said(p) !== "");
  const save = useSend(
    () =>
      client.PUT("/api/v1/sessions/{session}/meetings/{meeting}/attendance", {
        params: { path: { session: session.id, meeting: id } },
        body: {
          present: changed.filter((p) => marks[p.person] === "present").map((p) => p.person),
          absent: changed.filter((p) => marks[p.person] === "absent").map((p) => p.person),
          ...(corrects ? { reason } : {}),
        },
      }),
    {
      refresh: [`/api/v1/sessions/${session.id}`],
      say: () => t.savedPresence,
      onDone: () => {
        setMarks({});
        setReason("");
      },
    },
  );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed.length > 0 && (!corrects || reason.trim())) save.mutate();
      }}
    >
      <div>
        <Button look="quiet" small onClick={() => setMarks(Object.fromEntries(people.map((p) => [p.person, "present" as const])))}>
          {t.allPresent}
        </Button>
      </div>
      <ul className="card presences">
        {people.map((p) => {
          const mark = marks[p.person] ?? said(p);
          return (
            <li key={p.person}>
              <fieldset>
                <legend className="sr">{t.presenceOf(p.name)}</legend>
                <span className="who-is">
                  <b>{p.name}</b> <span className="muted small">{p.establishment}</span>
                </span>
                {(["present", "absent"] as const).map((word) => (
                  <label key={word} className="check">
                    <input type="radio" name={`presence-${p.person}`} checked={mark === word} onChange={() => setMarks({ ...marks, [p.person]: word })} />
                    <span>{t[word]}</span>
                  </label>
                ))}
                <span className="muted small num minutes">{p.presences[id]?.present ? f.minutes(p.presences[id].minutes) : mark === "" ? t.unsaid : ""}</span>
              </fieldset>
            </li>
          );
        })}
      </ul>
      {changed.length > 0 && corrects ? <TextField label={t.reason} help={t.reasonHelp} value={reason} onChange={(e) => setReason(e.target.value)} required maxLength={500} /> : null}
      <div>
        <Button type="submit" busy={save.isPending} disabled={changed.length === 0}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
