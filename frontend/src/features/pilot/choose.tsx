import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ProblemError, read, useMe } from "@/shared/api";
import { Trouble } from "@/shared/state";
import { Empty, Heading, Icon } from "@/shared/ui";
import { useMessages } from "./messages";
import "./pilot.css";

/** For those who pilot several académies: which one. */
export function PilotHome() {
  const t = useMessages();
  const me = useMe();
  const { data: lists } = useQuery({ ...read("/api/v1/reference/people"), staleTime: 3_600_000 });
  if (me === undefined) return null;
  if (me === null) return <Trouble error={new ProblemError(401, {})} page />;
  if (me.abilities.pilot.length === 0) {
    return (
      <div className="wrap page-pending">
        <Empty level={1} title={t.noneTitle}>
          {t.noneText}
        </Empty>
      </div>
    );
  }
  return (
    <div className="wrap">
      <div className="page-head">
        <div>
          <Heading>{t.chooseTitle}</Heading>
          <p className="muted">{t.chooseLead}</p>
        </div>
      </div>
      <ul className="academies">
        {me.abilities.pilot.map((code) => (
          <li key={code}>
            <Link to="/piloter/$academie" params={{ academie: code }} className="card">
              {lists?.academies.find((a) => a.code === code)?.name ?? code} <Icon name="right" />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
