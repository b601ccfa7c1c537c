import { useNavigate } from "@tanstack/react-router";
import { client, read } from "@/shared/api";
import { Team } from "@/shared/team";
import { useMessages } from "./messages";
import type { Session } from "./page";

/** Who trains the session. */
export function Trainers({ session: s }: { session: Session }) {
  const t = useMessages();
  const navigate = useNavigate();
  const path = { id: s.id };
  return (
    <Team
      title={t.trainers}
      help={t.trainersHelp}
      query={read("/api/v1/sessions/{id}/trainers", { path })}
      add={(email) => client.POST("/api/v1/sessions/{id}/trainers", { params: { path }, body: { email } })}
      remove={(person) => client.DELETE("/api/v1/sessions/{id}/trainers/{person}", { params: { path: { ...path, person } } })}
      refresh={[`/api/v1/sessions/${s.id}`, "/api/v1/me/sessions"]}
      keepsOne={s.kind === "accompanied"}
      closed={s.state === "cancelled"}
      onLeft={() => void navigate({ to: "/former" })}
    />
  );
}
