import { useState } from "react";
import { client } from "@/shared/api";
import { useSend } from "@/shared/state";
import { Button, Dialog, TextArea, TextField } from "@/shared/ui";
import type { Participant } from "./attention";
import { useMessages } from "./messages";
import type { Session } from "./page";

/** A message to the participants chosen. */
export function WriteDialog({ session, people, onClose }: { session: Session; people: Participant[]; onClose: () => void }) {
  const t = useMessages();
  const [subject, setSubject] = useState("");
  const [body, setBody] = useState("");
  const send = useSend(() => client.POST("/api/v1/sessions/{id}/messages", { params: { path: { id: session.id } }, body: { persons: people.map((p) => p.person), subject, body } }), {
    say: () => t.sent(people.length),
    onDone: onClose,
  });
  return (
    <Dialog title={t.writeTitle(people.length)} onClose={onClose} insist>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (subject.trim() && body.trim()) send.mutate();
        }}
      >
        <TextField label={t.subject} value={subject} onChange={(e) => setSubject(e.target.value)} maxLength={200} required autoFocus />
        <TextArea label={t.body} help={t.bodyHelp} rows={8} value={body} onChange={(e) => setBody(e.target.value)} maxLength={10_000} required />
        <div className="row-flex">
          <Button type="submit" busy={send.isPending}>
            {t.send}
          </Button>
          <Button look="plain" onClick={onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
