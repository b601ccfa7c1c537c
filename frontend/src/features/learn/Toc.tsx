import { Link } from "@tanstack/react-router";
import { Suspense, useState } from "react";
import { useFormat } from "@/shared/i18n";
import { Button, Dialog, Frieze, Icon, steps } from "@/shared/ui";
import { useMessages } from "./messages";
import type { Learn, LearnActivity } from "./page";

function Progress({ learn }: { learn: Learn }) {
  const { done, total, startedAt } = learn.progress;
  return <Frieze steps={steps(done, total, Boolean(startedAt))} />;
}

/** The table of contents: sections, activities, and where one is in each. */
export function Contents({ learn, level, onChoose }: { learn: Learn; level: 2 | 3; onChoose?: () => void }) {
  const t = useMessages();
  const Title = `h${level}` as const;
  return (
    <>
      <Title className="toc-title">
        <Link to="/parcours/$parcours" params={{ parcours: learn.session.parcours }}>
          {learn.session.title}
        </Link>
      </Title>
      <div className="prog small muted">
        <Progress learn={learn} /> {t.progress(learn.progress.done, learn.progress.total)}
      </div>
      <ol>
        {(learn.sections ?? []).map((section, i) => (
          <li key={section.id}>
            <div className="sec">
              {i + 1}. {section.title}
            </div>
            <ol>
              {(section.activities ?? []).map((activity) => (
                <li key={activity.id}>
                  <Entry session={learn.session.id} activity={activity} {...(onChoose ? { onChoose } : {})} />
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </>
  );
}

function Entry({ session, activity, onChoose }: { session: string; activity: LearnActivity; onChoose?: () => void }) {
  const t = useMessages();
  const f = useFormat();
  const titles = f.list((activity.lockedBy ?? []).map((a) => t.quoted(a.title)));
  return (
    <Link to="/apprendre/$session/$activity" params={{ session, activity: activity.id }} activeOptions={{ exact: true }} onClick={onChoose}>
      <StateMark activity={activity} />
      <span>
        {activity.title}
        {activity.locked ? (
          <small>
            <br />
            {t.locked(titles)}
          </small>
        ) : null}
        {activity.required ? null : <small> ({t.optional})</small>}
        <span className="sr">, {t.states[activity.state]}</span>
      </span>
      <small className="num nowrap">{activity.score !== undefined ? f.percent(activity.score) : activity.minutes > 0 ? f.minutes(activity.minutes) : ""}</small>
    </Link>
  );
}

function StateMark({ activity }: { activity: LearnActivity }) {
  const kind = activity.locked ? "l" : activity.state === "completed" ? "d" : activity.state === "started" ? "n" : activity.state === "failed" ? "f" : "";
  return (
    <span className={`st ${kind}`} aria-hidden="true">
      {kind === "d" ? <Icon name="check" /> : kind === "f" ? "!" : null}
    </span>
  );
}

/** On a small screen: the progress, and the table of contents on demand. */
export function Where({ learn }: { learn: Learn }) {
  const t = useMessages();
  const [open, setOpen] = useState(false);
  return (
    <div className="where">
      <Progress learn={learn} />
      <span className="small">{t.where(learn.progress.done, learn.progress.total)}</span>
      <Button look="quiet" small aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t.toc}
      </Button>
      {open ? (
        <Suspense>
          <Dialog title={t.toc} onClose={() => setOpen(false)}>
            <div className="toc in-dialog">
              <Contents learn={learn} level={3} onChoose={() => setOpen(false)} />
            </div>
          </Dialog>
        </Suspense>
      ) : null}
    </div>
  );
}
