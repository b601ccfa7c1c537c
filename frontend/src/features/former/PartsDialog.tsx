import { useQuery } from "@tanstack/react-query";
import { Suspense, useEffect, useRef, useState } from "react";
import { client, read, type Schemas } from "@/shared/api";
import { Loaded, useSend } from "@/shared/state";
import { Button, Dialog, Line, Select } from "@/shared/ui";
import type { Participant } from "./attention";
import { useMessages } from "./messages";
import type { Session } from "./page";

type Module = Schemas["ScormPartedPackage"];
type Part = Schemas["ScormPart"];
type Reason = Schemas["WaiveInputBody"]["reason"];

interface Props {
  session: Session;
  person: Participant;
  onClose: () => void;
}

/** Where a participant is in the parts of their modules, and the way to say that one need not be done. */
export default function PartsDialog({ session, person, onClose }: Props) {
  const t = useMessages();
  const query = useQuery(read("/api/v1/sessions/{session}/participants/{person}/parts", { path: { session: session.id, person: person.person } }));
  const [asked, setAsked] = useState<{ module: Module; part: Part }>();
  const [waived, setWaived] = useState<string>();
  return (
    <Dialog title={t.partsOf(person.name)} onClose={onClose} insist>
      <Loaded query={query} waiting={<Line height="10rem" />}>
        {({ items }) =>
          !items?.length ? (
            <p className="muted">{t.noParts}</p>
          ) : (
            <div className="stack">
              {items.map((module) => (
                <section key={module.activity} aria-labelledby={`parts-${module.activity}`}>
                  <h3 id={`parts-${module.activity}`}>{module.title}</h3>
                  <ul className="module-parts">
                    {(module.parts ?? []).map((part) => (
                      <PartLine key={part.id} part={part} arrived={waived === module.activity + part.id} onAsk={() => setAsked({ module, part })} />
                    ))}
                  </ul>
                </section>
              ))}
            </div>
          )
        }
      </Loaded>
      <div className="dialog-foot">
        <Button look="quiet" onClick={onClose}>
          {t.closeWindow}
        </Button>
      </div>
      {asked ? (
        <Suspense>
          <WaiveDialog session={session} person={person} activity={asked.module.activity} part={asked.part} onDone={() => setWaived(asked.module.activity + asked.part.id)} onClose={() => setAsked(undefined)} />
        </Suspense>
      ) : null}
    </Dialog>
  );
}

/** A part, its state in words. The button that had the focus goes when the part is waived: the line takes it. */
function PartLine({ part, arrived, onAsk }: { part: Part; arrived: boolean; onAsk: () => void }) {
  const t = useMessages();
  const line = useRef<HTMLLIElement>(null);
  const taken = arrived && part.state === "waived";
  useEffect(() => {
    if (taken) line.current?.focus();
  }, [taken]);
  const indent = { paddingInlineStart: `${8 + part.depth * 16}px` };
  if (!part.leaf) {
    return (
      <li style={indent}>
        <b>{part.title}</b>
      </li>
    );
  }
  const optional = part.state === "notStarted" && !part.waivable;
  const look = part.state === "completed" || part.state === "passed" ? "chip alone" : part.state === "waived" ? "chip led" : part.state === "failed" ? "chip stop" : "chip";
  return (
    <li ref={line} style={indent} tabIndex={taken ? -1 : undefined}>
      <span className="part-title">{part.title}</span>
      <span className={look}>{optional ? t.partOptional : t.partStates[part.state]}</span>
      {part.waivable ? (
        <Button small look="quiet" aria-haspopup="dialog" aria-label={t.waiveWhich(part.title)} onClick={onAsk}>
          {t.waive}
        </Button>
      ) : null}
    </li>
  );
}

const reasons: readonly Reason[] = ["Tested Out", "Equivalent AU", "Equivalent Outside Activity", "Administrative"];

interface WaiveProps {
  session: Session;
  person: Participant;
  activity: string;
  part: Part;
  onDone: () => void;
  onClose: () => void;
}

function WaiveDialog({ session, person, activity, part, onDone, onClose }: WaiveProps) {
  const t = useMessages();
  const [reason, setReason] = useState<Reason>();
  const waive = useSend(
    (why: Reason) => client.POST("/api/v1/sessions/{session}/participants/{person}/activities/{activity}/waive", { params: { path: { session: session.id, person: person.person, activity } }, body: { part: part.id, reason: why } }),
    {
      refresh: [`/api/v1/sessions/${session.id}`],
      say: () => t.waived(part.title),
      onDone: () => {
        onDone();
        onClose();
      },
    },
  );
  return (
    <Dialog title={t.waiveTitle(part.title)} onClose={onClose} insist>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason && !waive.isPending) waive.mutate(reason);
        }}
      >
        <p className="note warn">{t.waiveSure(person.name)}</p>
        <Select label={t.waiveReason} value={reason ?? ""} onChange={(e) => setReason(reasons.find((r) => r === e.target.value))} required autoFocus>
          <option value="" disabled>
            {t.waiveChoose}
          </option>
          {reasons.map((r) => (
            <option key={r} value={r}>
              {t.waiveReasons[r]}
            </option>
          ))}
        </Select>
        <div className="row-flex">
          <Button type="submit" look="danger" busy={waive.isPending} disabled={!reason}>
            {t.waiveDo}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
