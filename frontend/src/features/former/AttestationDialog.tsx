import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { client, ProblemError, read, useMe, type Schemas } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { Loaded, useSend } from "@/shared/state";
import { Button, Dialog, Line, TextArea } from "@/shared/ui";
import type { Participant } from "./attention";
import { useMessages } from "./messages";
import type { Session } from "./page";

type Attestation = Schemas["TrackingAttestation"];

interface Props {
  session: Session;
  person: Participant;
  onClose: () => void;
}

/** What a participant was given, and for administrators the way to end it or to give it back. */
export function AttestationDialog({ session, person, onClose }: Props) {
  const t = useMessages();
  const me = useMe();
  const path = { session: session.id, person: person.person };
  const query = useQuery(read("/api/v1/sessions/{session}/participants/{person}/attestations", { path }));
  const administers = me?.abilities.administer ?? false;
  return (
    <Dialog title={t.attestationsOf(person.name)} onClose={onClose} insist>
      <Loaded query={query} waiting={<Line height="6rem" />}>
        {(given) => {
          const items = given.items ?? [];
          return items.length === 0 ? (
            <p className="muted">{t.noAttestation}</p>
          ) : (
            <div className="stack">
              <ul className="given">
                {items.map((a) => (
                  <Given key={a.number} attestation={a} />
                ))}
              </ul>
              {items[0] ? administers ? <Ending key={items[0].number + items[0].state} latest={items[0]} refresh={`/api/v1/sessions/${session.id}`} /> : <p className="help">{session.meetings.length > 0 ? t.correctHours : t.onlyAdministrators}</p> : null}
            </div>
          );
        }}
      </Loaded>
      <div className="dialog-foot">
        <Button look="quiet" onClick={onClose}>
          {t.closeWindow}
        </Button>
      </div>
    </Dialog>
  );
}

function Given({ attestation: a }: { attestation: Attestation }) {
  const t = useMessages();
  const f = useFormat();
  return (
    <li>
      <span className={a.state === "valid" ? "chip alone" : a.state === "revoked" ? "chip stop" : "chip"}>{t.attestationStates[a.state]}</span>
      <Link to="/attestations/$number" params={{ number: a.number }} className="num">
        {a.display}
      </Link>
      <span className="muted small">{t.issuedOn(f.day(a.issuedAt))}</span>
      {a.reason ? <p className="small">{t.revokedFor(a.reason)}</p> : null}
    </li>
  );
}

/** Revoking asks for a reason and says what it does; giving back is one press, and another number. */
function Ending({ latest, refresh }: { latest: Attestation; refresh: string }) {
  const t = useMessages();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const path = { number: latest.number };
  const old = [refresh, "/api/v1/attestations"];
  const revoke = useSend(() => client.POST("/api/v1/attestations/{number}/revoke", { params: { path }, body: { reason: reason.trim() } }), { refresh: old, say: () => t.revokedDone, quiet: (error) => error.fields.length > 0 });
  const reissue = useSend(() => client.POST("/api/v1/attestations/{number}/reissue", { params: { path } }), { refresh: old, say: () => t.reissuedDone });
  if (latest.state === "revoked") {
    return (
      <div className="stack">
        <p className="help">{t.reissueHelp}</p>
        <div>
          <Button look="quiet" busy={reissue.isPending} onClick={() => reissue.mutate()}>
            {t.reissue}
          </Button>
        </div>
      </div>
    );
  }
  if (latest.state !== "valid") return null;
  if (!asking) {
    return (
      <div>
        <Button look="danger" aria-expanded={false} onClick={() => setAsking(true)}>
          {t.revoke}
        </Button>
      </div>
    );
  }
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        revoke.mutate();
      }}
    >
      <p className="note warn">{t.revokeSure}</p>
      <TextArea label={t.revokeReason} help={t.revokeReasonHelp} rows={2} value={reason} onChange={(e) => setReason(e.target.value)} error={revoke.error instanceof ProblemError ? revoke.error.field("reason") : undefined} maxLength={500} required autoFocus />
      <div className="row-flex">
        <Button type="submit" look="danger" busy={revoke.isPending} disabled={!reason.trim()}>
          {t.revokeDo}
        </Button>
        <Button look="quiet" onClick={() => setAsking(false)}>
          {t.cancel}
        </Button>
      </div>
    </form>
  );
}
