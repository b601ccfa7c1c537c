import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useParams } from "@tanstack/react-router";
import { read, type Answer } from "@/shared/api";
import { Loaded } from "@/shared/state";
import { buttonClass, Empty, Line } from "@/shared/ui";
import { ActivityView } from "./Activity";
import { Finished } from "./Finished";
import { useMessages } from "./messages";
import { Contents, Where } from "./Toc";
import "./learn.css";

export type Learn = Answer<"/api/v1/learn/{session}">;
export type LearnActivity = NonNullable<NonNullable<Learn["sections"]>[number]["activities"]>[number];

/** Every activity in the order of the table of contents. */
export function activities(learn: Learn): LearnActivity[] {
  return (learn.sections ?? []).flatMap((section) => section.activities ?? []);
}

/** The learning page: the table of contents, one activity, what comes before and after it. */
export function LearnPage() {
  const { session, activity } = useParams({ strict: false });
  const query = useQuery(read("/api/v1/learn/{session}", { path: { session: session ?? "" } }));
  return (
    <Loaded query={query} waiting={<LearnSkeleton />} page>
      {(learn) => <Room learn={learn} activity={activity} />}
    </Loaded>
  );
}

function Room({ learn, activity }: { learn: Learn; activity: string | undefined }) {
  const t = useMessages();
  const all = activities(learn);
  const session = learn.session.id;
  if (all.length === 0) {
    return (
      <div className="wrap lesson">
        <Empty
          level={1}
          title={t.emptyTitle}
          action={
            <Link to="/parcours/$parcours" params={{ parcours: learn.session.parcours }} className={buttonClass()}>
              {learn.session.parcoursTitle}
            </Link>
          }
        >
          {t.emptyText}
        </Empty>
      </div>
    );
  }
  if (!activity) {
    const first = learn.next ?? all[0]?.id;
    if (learn.progress.completedAt && !learn.next) return <Navigate to="/apprendre/$session/$activity" params={{ session, activity: "fin" }} replace />;
    return first ? <Navigate to="/apprendre/$session/$activity" params={{ session, activity: first }} replace /> : null;
  }
  return (
    <>
      <Where learn={learn} />
      <div className="shell">
        <nav className="toc" aria-label={t.toc}>
          <Contents learn={learn} level={2} />
        </nav>
        {activity === "fin" ? <Finished learn={learn} /> : <ActivityView key={activity} learn={learn} activity={activity} />}
      </div>
    </>
  );
}

function LearnSkeleton() {
  return (
    <div className="shell">
      <div className="toc">
        <div className="stack">
          <Line height="1.4rem" />
          <Line width="60%" />
          {[70, 85, 60, 75, 65].map((w) => (
            <Line key={w} width={`${w}%`} />
          ))}
        </div>
      </div>
      <div className="lesson">
        <div className="in stack">
          <Line width="30%" />
          <Line width="70%" height="2.4rem" />
          <Line />
          <Line width="90%" />
          <Line height="18rem" />
        </div>
      </div>
    </div>
  );
}
