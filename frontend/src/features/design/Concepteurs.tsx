import { useNavigate } from "@tanstack/react-router";
import { client, read } from "@/shared/api";
import { Team } from "@/shared/team";
import type { Parcours } from "./edit";
import { useMessages } from "./messages";

/** Who designs the parcours. */
export function Concepteurs({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  const navigate = useNavigate();
  const path = { id: p.id };
  return (
    <div className="tab-body team-tab">
      <Team
        title={t.teamTitle}
        help={t.teamHelp}
        query={read("/api/v1/parcours/{id}/concepteurs", { path })}
        add={(email) => client.POST("/api/v1/parcours/{id}/concepteurs", { params: { path }, body: { email } })}
        remove={(person) => client.DELETE("/api/v1/parcours/{id}/concepteurs/{person}", { params: { path: { ...path, person } } })}
        refresh={[`/api/v1/parcours/${p.id}`]}
        keepsOne={false}
        onLeft={() => void navigate({ to: "/concevoir" })}
      />
    </div>
  );
}
