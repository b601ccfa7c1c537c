import { useState } from "react";
import { client, type Schemas } from "@/shared/api";
import { useSend } from "@/shared/state";
import { Button, Dialog, Select } from "@/shared/ui";
import type { Participant } from "./attention";
import { useMessages } from "./messages";
import type { Session } from "./page";

interface Props {
  session: Session;
  people: Participant[];
  activities: Schemas["TrackingColumn"][];
  onClose: () => void;
}

/** The trainer's word that an activity is done, for all those chosen. */
export function TickDialog({ session, people, activities, onClose }: Props) {
  const t = useMessages();
  const mine = activities.filter((a) => a.rule === "byTrainer");
  const [activity, setActivity] = useState(mine[0]?.id ?? "");
  const tick = useSend(
    async (completed: boolean) => {
      for (const p of people) {
        await client.PUT("/api/v1/sessions/{session}/participants/{person}/activities/{activity}", { params: { path: { session: session.id, person: p.person, activity } }, body: { completed } });
      }
    },
    { refresh: [`/api/v1/sessions/${session.id}`], say: () => t.tickedDone(people.length), onDone: onClose },
  );
  return (
    <Dialog title={t.tickTitle} onClose={onClose}>
      {mine.length === 0 ? (
        <p className="muted">{t.tickNone}</p>
      ) : (
        <div className="stack">
          <Select label={t.tickWhich} value={activity} onChange={(e) => setActivity(e.target.value)}>
            {mine.map((a) => (
              <option key={a.id} value={a.id}>
                {a.title}
              </option>
            ))}
          </Select>
          <div className="row-flex">
            <Button busy={tick.isPending} onClick={() => tick.mutate(true)}>
              {t.tickDo}
            </Button>
            <Button look="quiet" busy={tick.isPending} onClick={() => tick.mutate(false)}>
              {t.tickUndo}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
