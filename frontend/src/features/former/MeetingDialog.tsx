import { useState } from "react";
import { client, ProblemError, type Schemas } from "@/shared/api";
import { newId } from "@/shared/browser";
import { useSend } from "@/shared/state";
import { Button, Dialog, Select, TextField } from "@/shared/ui";
import { useMessages } from "./messages";
import type { Session } from "./page";
import { fromField, toField } from "./times";

export type Meeting = Schemas["CoursesMeeting"];

/** One meeting of a session: when, where, in which form. */
export function MeetingDialog({ session, meeting, onClose }: { session: Session; meeting: Meeting | undefined; onClose: () => void }) {
  const t = useMessages();
  const [title, setTitle] = useState(meeting?.title ?? "");
  const [start, setStart] = useState(toField(meeting?.start));
  const [end, setEnd] = useState(toField(meeting?.end));
  const [place, setPlace] = useState(meeting?.place ?? "");
  const [kind, setKind] = useState<Meeting["kind"]>(meeting?.kind ?? "presence");
  const save = useSend(
    () => {
      const id = meeting?.id ?? newId();
      return client.PUT("/api/v1/sessions/{id}/meetings/{meeting}", {
        params: { path: { id: session.id, meeting: id } },
        body: { title: title.trim(), start: fromField(start) ?? "", end: fromField(end) ?? "", kind, ...(place.trim() ? { place: place.trim() } : {}) },
      });
    },
    { refresh: [`/api/v1/sessions/${session.id}`], onDone: onClose },
  );
  const problem = save.error instanceof ProblemError ? save.error : undefined;
  return (
    <Dialog title={meeting ? t.editMeeting(meeting.title) : t.addMeeting} onClose={onClose} insist>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim() && fromField(start) && fromField(end)) save.mutate();
        }}
      >
        <TextField label={t.meetingTitle} value={title} onChange={(e) => setTitle(e.target.value)} required maxLength={300} autoFocus error={problem?.field("title")} />
        <div className="two-fields">
          <TextField
            label={t.start}
            type="datetime-local"
            value={start}
            onChange={(e) => {
              setStart(e.target.value);
              const from = new Date(e.target.value);
              if (!end && !Number.isNaN(from.getTime())) setEnd(toField(new Date(from.getTime() + 7_200_000).toISOString()));
            }}
            required
            error={problem?.field("start")}
          />
          <TextField label={t.end} type="datetime-local" value={end} min={start} onChange={(e) => setEnd(e.target.value)} required error={problem?.field("end")} />
          <Select label={t.meetingKind} value={kind} onChange={(e) => setKind(e.target.value === "virtual" ? "virtual" : "presence")}>
            <option value="presence">{t.presenceKinds.presence}</option>
            <option value="virtual">{t.presenceKinds.virtual}</option>
          </Select>
          <TextField label={t.meetingPlace} value={place} onChange={(e) => setPlace(e.target.value)} maxLength={300} error={problem?.field("place")} />
        </div>
        <div className="row-flex">
          <Button type="submit" busy={save.isPending}>
            {t.save}
          </Button>
          <Button look="plain" onClick={onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
