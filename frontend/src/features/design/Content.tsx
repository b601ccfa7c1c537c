import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Suspense, useState } from "react";
import { client, ProblemError, read, under, type Schemas } from "@/shared/api";
import { newId } from "@/shared/browser";
import { useFormat } from "@/shared/i18n";
import { Loaded, useSend } from "@/shared/state";
import { announce, Button, Icon, Line } from "@/shared/ui";
import { ActivityDialog } from "./ActivityDialog";
import type { Parcours } from "./edit";
import { useMessages } from "./messages";
import { kinds, moved, movedActivity, newActivity, without, type Activity, type Section } from "./structure";
import { useUnsaved } from "./useUnsaved";

type Version = Schemas["CoursesVersion"];

/** The content of the latest version: edited while it is a draft, read once it is published. */
export function Content({ parcours: p }: { parcours: Parcours }) {
  const query = useQuery(read("/api/v1/parcours/{id}/versions/{n}", { path: { id: p.id, n: p.lastVersion } }));
  return (
    <div className="tab-body">
      <Loaded query={query} waiting={<Line height="20rem" />}>
        {(version) => (
          <>
            {version.published ? <Frozen parcours={p} /> : null}
            <Structure key={version.etag} parcours={p} version={version} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Frozen({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  const start = useSend(() => client.POST("/api/v1/parcours/{id}/versions", { params: { path: { id: p.id } } }), { refresh: [`/api/v1/parcours/${p.id}`, "/api/v1/me/parcours"] });
  return (
    <div className="note warn row-flex frozen">
      <span>{t.frozen}</span>
      <Button small className="push" busy={start.isPending} onClick={() => start.mutate()}>
        {t.newVersion}
      </Button>
    </div>
  );
}

function Structure({ parcours: p, version }: { parcours: Parcours; version: Version }) {
  const t = useMessages();
  const queryClient = useQueryClient();
  const [sections, setSections] = useState<Section[]>(version.sections);
  const [editing, setEditing] = useState<string>();
  const [adding, setAdding] = useState<{ section: string; activity: Activity }>();
  const dirty = sections !== version.sections;
  useUnsaved(dirty, t.unsaved);
  const address = `/api/v1/parcours/${p.id}`;
  const save = useSend(() => client.PUT("/api/v1/parcours/{id}/versions/{n}/structure", { params: { path: { id: p.id, n: version.number }, header: { "If-Match": version.etag } }, body: { sections } }), {
    refresh: [address],
    say: () => t.savedContent,
    quiet: (error) => error.status === 412 || error.status === 422,
  });
  const all = sections.flatMap((s) => s.activities);
  const edited = all.find((a) => a.id === editing);
  const replace = (activity: Activity) => setSections(sections.map((s) => ({ ...s, activities: s.activities.map((a) => (a.id === activity.id ? activity : a)) })));
  const problem = save.error instanceof ProblemError ? save.error : undefined;
  const frozen = version.published;
  return (
    <div className="stack">
      {sections.length === 0 ? <p className="muted">{t.emptyContent}</p> : null}
      <ol className="stack">
        {sections.map((section, i) => (
          <li key={section.id} className="card pad">
            <SectionHead
              section={section}
              index={i}
              count={sections.length}
              frozen={frozen}
              onTitle={(title) => setSections(sections.map((s) => (s.id === section.id ? { ...s, title } : s)))}
              onMove={(by) => setSections(moved(sections, i, by))}
              onRemove={() => setSections(section.activities.reduce((list, a) => without(list, a.id), sections).filter((s) => s.id !== section.id))}
            />
            <ol className="activity-list">
              {section.activities.map((a, j) => (
                <ActivityRow key={a.id} activity={a} frozen={frozen} onEdit={() => setEditing(a.id)} onMove={(by) => setSections(movedActivity(sections, i, j, by))} onRemove={() => setSections(without(sections, a.id))} />
              ))}
            </ol>
            {frozen ? null : (
              <AddActivity
                onAdd={(kind) => setAdding({ section: section.id, activity: newActivity(kind, t.kinds[kind]) })}
              />
            )}
          </li>
        ))}
      </ol>
      {problem && problem.fields.length > 0 ? (
        <div className="note stop" role="alert">
          <ul className="bullets">
            {problem.fields.map((f) => (
              <li key={f.path + f.code}>{f.message}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {frozen ? null : (
        <div className="row-flex content-foot">
          <Button look="quiet" onClick={() => setSections([...sections, { id: newId(), title: t.sectionDefault, activities: [] }])}>
            <Icon name="plus" /> {t.addSection}
          </Button>
          <span className="push small muted">{dirty ? t.unsaved : ""}</span>
          <Button
            busy={save.isPending}
            disabled={!dirty}
            onClick={() =>
              save.mutate(undefined, {
                onError: (error) => {
                  if (!(error instanceof ProblemError) || error.status !== 412) return;
                  announce(t.stale, true);
                  void queryClient.invalidateQueries(under(address));
                },
              })
            }
          >
            {t.save}
          </Button>
        </div>
      )}
      {edited ? (
        <Suspense>
          <ActivityDialog parcours={p.id} activity={edited} others={all.filter((a) => a.id !== edited.id)} onDone={replace} onClose={() => setEditing(undefined)} />
        </Suspense>
      ) : null}
      {adding ? (
        <Suspense>
          <ActivityDialog parcours={p.id} activity={adding.activity} others={all} onDone={(made) => setSections(sections.map((s) => (s.id === adding.section ? { ...s, activities: [...s.activities, made] } : s)))} onClose={() => setAdding(undefined)} />
        </Suspense>
      ) : null}
    </div>
  );
}

interface HeadProps {
  section: Section;
  index: number;
  count: number;
  frozen: boolean;
  onTitle: (title: string) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function SectionHead({ section, index, count, frozen, onTitle, onMove, onRemove }: HeadProps) {
  const t = useMessages();
  if (frozen) {
    return (
      <h2>
        {index + 1}. {section.title}
      </h2>
    );
  }
  return (
    <div className="section-head">
      <input className="input" aria-label={t.sectionTitle(index + 1)} value={section.title} maxLength={300} onChange={(e) => onTitle(e.target.value)} />
      <Moves title={section.title} first={index === 0} last={index === count - 1} onMove={onMove} onRemove={onRemove} />
    </div>
  );
}

function Moves({ title, first = false, last = false, onMove, onRemove }: { title: string; first?: boolean; last?: boolean; onMove: (by: -1 | 1) => void; onRemove: () => void }) {
  const t = useMessages();
  return (
    <span className="moves">
      <Button look="plain" small disabled={first} aria-label={t.up(title)} onClick={() => onMove(-1)}>
        <Icon name="up" />
      </Button>
      <Button look="plain" small disabled={last} aria-label={t.down(title)} onClick={() => onMove(1)}>
        <Icon name="up" className="turned" />
      </Button>
      <Button look="plain" small aria-label={t.remove(title)} onClick={onRemove}>
        <Icon name="trash" />
      </Button>
    </span>
  );
}

function ActivityRow({ activity: a, frozen, onEdit, onMove, onRemove }: { activity: Activity; frozen: boolean; onEdit: () => void; onMove: (by: -1 | 1) => void; onRemove: () => void }) {
  const t = useMessages();
  const f = useFormat();
  return (
    <li>
      <Icon name={a.kind} />
      <span className="grow">
        <b>{a.title}</b>
        <span className="muted small">
          {" "}
          {t.kinds[a.kind]} · {f.minutes(a.minutes)} · {a.required ? t.required : t.optional} · {t.rule.toLowerCase()} {t.rules[a.rule.kind]}
          {a.rule.kind === "score" ? ` ${f.percent(a.rule.score ?? 0)}` : ""}
        </span>
      </span>
      {frozen ? null : (
        <>
          <Button look="quiet" small aria-label={t.editIt(a.title)} aria-haspopup="dialog" onClick={onEdit}>
            {t.edit}
          </Button>
          <Moves title={a.title} onMove={onMove} onRemove={onRemove} />
        </>
      )}
    </li>
  );
}

function AddActivity({ onAdd }: { onAdd: (kind: Activity["kind"]) => void }) {
  const t = useMessages();
  return (
    <div className="row-flex add-activity" role="group" aria-label={t.addActivity}>
      <span className="small muted">{t.addActivity}</span>
      {kinds.map((kind) => (
        <Button key={kind} look="quiet" small onClick={() => onAdd(kind)}>
          <Icon name={kind} /> {t.kinds[kind]}
        </Button>
      ))}
    </div>
  );
}
