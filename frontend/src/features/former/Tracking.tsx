import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { readPages, type Schemas } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { More, Trouble, useStateMessages } from "@/shared/state";
import { Button, Empty, Icon, Line, Waiting } from "@/shared/ui";
import { AttestationDialog } from "./AttestationDialog";
import { count, groupOf, groups, matches, type Group, type Participant } from "./attention";
import { useMessages } from "./messages";
import type { Session } from "./page";
import { TickDialog } from "./TickDialog";
import { WriteDialog } from "./WriteDialog";

const PartsDialog = lazy(() => import("./PartsDialog"));

type Column = Schemas["TrackingColumn"];

/** The progress of the participants of a session, one page at a time. */
export function useProgress(session: string) {
  const queryClient = useQueryClient();
  return useInfiniteQuery(readPages(queryClient, "/api/v1/sessions/{session}/progress", { path: { session }, query: { limit: 100 } }));
}

/** Who needs help before the table, then the table: a square an activity. */
export function Tracking({ session }: { session: Session }) {
  const t = useMessages();
  const wait = useStateMessages();
  const query = useProgress(session.id);
  const [group, setGroup] = useState<Group>();
  const [text, setText] = useState("");
  const [all, setAll] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const people = query.data?.pages.flatMap((p) => p.items ?? []);
  if (!people) {
    return query.error ? (
      <Trouble error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Waiting label={wait.loading}>
        <div className="stack page-pending">
          <Line height="5rem" />
          <Line height="20rem" />
        </div>
      </Waiting>
    );
  }
  if (people.length === 0) {
    return (
      <div className="tab-body">
        <Empty title={t.nobodyTitle}>{t.nobodyText}</Empty>
      </div>
    );
  }
  const now = new Date();
  const counts = count(people, now);
  const shown = people.filter((p) => (!group || groupOf(p, now) === group) && matches(p, text));
  const columns = (query.data?.pages[0]?.activities ?? []).filter((a) => all || a.required);
  const selection = people.filter((p) => chosen.has(p.person));
  return (
    <div className="tab-body">
      <div className="attn" role="group" aria-label={t.attention}>
        {groups.map((g) => (
          <button key={g} type="button" className={g === "never" && counts.never > 0 ? "card hot" : "card"} aria-pressed={group === g} onClick={() => setGroup(group === g ? undefined : g)}>
            <b className="num">{counts[g]}</b> {t[g](counts[g])}
          </button>
        ))}
      </div>
      <div className="tools">
        <label className="field">
          <Icon name="search" />
          <input type="search" value={text} onChange={(e) => setText(e.target.value)} placeholder={t.search} aria-label={t.search} />
        </label>
        <select className="input sm" aria-label={t.activitiesShown} value={all ? "all" : "required"} onChange={(e) => setAll(e.target.value === "all")}>
          <option value="required">{t.required}</option>
          <option value="all">{t.all}</option>
        </select>
      </div>
      <Table session={session.id} people={shown} columns={columns} chosen={chosen} onChoose={setChosen} />
      {shown.length === 0 ? <p className="muted">{t.noMatch}</p> : null}
      <More query={query} />
      {selection.length > 0 ? <SelectionBar session={session} selection={selection} activities={query.data?.pages[0]?.activities ?? []} onClear={() => setChosen(new Set())} /> : null}
    </div>
  );
}

interface TableProps {
  session: string;
  people: Participant[];
  columns: Column[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

function Table({ session, people, columns, chosen, onChoose }: TableProps) {
  const t = useMessages();
  const f = useFormat();
  const every = people.length > 0 && people.every((p) => chosen.has(p.person));
  const some = people.some((p) => chosen.has(p.person));
  const toggle = (person: string) => {
    const next = new Set(chosen);
    if (!next.delete(person)) next.add(person);
    onChoose(next);
  };
  return (
    <div className="card table-scroll grid" tabIndex={0} role="region" aria-label={t.tabs.suivi}>
      <table className="follow">
        <thead>
          <tr>
            <th scope="col" className="pick">
              <input
                type="checkbox"
                className="box"
                aria-label={t.selectAll}
                checked={every}
                ref={(box) => {
                  if (box) box.indeterminate = some && !every;
                }}
                onChange={() => onChoose(every ? new Set() : new Set(people.map((p) => p.person)))}
              />
            </th>
            <th scope="col" className="who">
              {t.participant}
            </th>
            <th scope="col">{t.school}</th>
            {columns.map((c) => (
              <th key={c.id} scope="col" className="v">
                {c.title}
              </th>
            ))}
            <th scope="col" className="r">
              {t.progress}
            </th>
            <th scope="col">{t.seen}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((p) => (
            <tr key={p.person} className={chosen.has(p.person) ? "sel" : undefined} data-person={p.person}>
              <td className="pick">
                <input type="checkbox" className="box" aria-label={t.select(p.name)} checked={chosen.has(p.person)} onChange={() => toggle(p.person)} />
              </td>
              <th scope="row" className="who">
                <Link to="/former/sessions/$session" params={{ session }} search={{ onglet: "traces", person: p.person }} aria-label={t.tracesOf(p.name)}>
                  {p.name}
                </Link>
              </th>
              <td className="muted">{p.establishment}</td>
              {columns.map((c) => (
                <td key={c.id} className="c">
                  <Square cell={p.activities[c.id]} />
                </td>
              ))}
              <td className="r num">{f.percent(p.progress.percent / 100)}</td>
              <td className="muted num">{p.progress.lastAt ? f.ago(p.progress.lastAt) : t.neverSeen}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Square({ cell }: { cell: Schemas["TrackingCell"] | undefined }) {
  const t = useMessages();
  const f = useFormat();
  const state = cell?.state ?? "notStarted";
  const look = state === "completed" ? "m d" : state === "started" ? "m n" : state === "failed" ? "m late" : "m";
  const score = cell?.score;
  const words = [t.cells[state], score !== undefined ? f.percent(score) : "", cell?.ticked ? t.ticked : ""].filter(Boolean).join(", ");
  return (
    <>
      <span className={score !== undefined && state === "completed" ? `${look} num wide` : look} aria-hidden="true" title={words}>
        {state === "completed" ? score !== undefined ? Math.round(score * 100) : <Icon name="check" /> : state === "failed" ? "!" : null}
      </span>
      <span className="sr">{words}</span>
    </>
  );
}

function SelectionBar({ session, selection, activities, onClear }: { session: Session; selection: Participant[]; activities: Column[]; onClear: () => void }) {
  const t = useMessages();
  const [doing, setDoing] = useState<"write" | "tick" | "attestation" | "parts">();
  const one = selection.length === 1 ? selection[0] : undefined;
  return (
    <div className="selbar" role="region" aria-label={t.selected(selection.length)}>
      <span aria-live="polite">{t.selected(selection.length)}</span>
      <Button small onClick={() => setDoing("write")} aria-haspopup="dialog">
        {t.write}
      </Button>
      <Button small className="q" onClick={() => setDoing("tick")} aria-haspopup="dialog">
        {t.tick}
      </Button>
      {one ? (
        <Button small className="q" onClick={() => setDoing("attestation")} aria-haspopup="dialog">
          {t.attestation}
        </Button>
      ) : null}
      {one && activities.some((a) => a.kind === "package") ? (
        <Button small className="q" onClick={() => setDoing("parts")} aria-haspopup="dialog">
          {t.modules}
        </Button>
      ) : null}
      <Button small className="q" onClick={onClear} aria-label={t.clear}>
        <Icon name="cross" />
      </Button>
      <Suspense>
        {doing === "write" ? <WriteDialog session={session} people={selection} onClose={() => setDoing(undefined)} /> : null}
        {doing === "attestation" && one ? <AttestationDialog session={session} person={one} onClose={() => setDoing(undefined)} /> : null}
        {doing === "parts" && one ? <PartsDialog session={session} person={one} onClose={() => setDoing(undefined)} /> : null}
        {doing === "tick" ? <TickDialog session={session} people={selection} activities={activities} onClose={() => setDoing(undefined)} /> : null}
      </Suspense>
    </div>
  );
}
