import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { client, read, type Schemas } from "@/shared/api";
import { useFormat } from "@/shared/i18n";
import { Trouble, useSend } from "@/shared/state";
import { Button, Dialog, Icon, Line } from "@/shared/ui";
import { useMessages } from "./messages";

type Target = Schemas["LrsTarget"];

const targetsPath = "/api/v1/records/targets";
const idle = 180_000; // an idle target is that close, milliseconds
const aDay = 86_400_000;
const beat = 10_000; // how often the page asks how far it is

const AddTarget = lazy(() => import("./AddTarget"));
const Refusals = lazy(() => import("./Refusals"));

/** The record stores to which traces are sent, and how far each is. */
export function Targets() {
  const t = useMessages().targets;
  const query = useQuery({ ...read(targetsPath), refetchInterval: beat });
  const [adding, setAdding] = useState(false);
  return (
    <section className="records-part" aria-labelledby="targets-title">
      <div className="page-head">
        <div>
          <h2 id="targets-title">{t.title}</h2>
          <p className="muted">{t.lead}</p>
        </div>
        <Button look="quiet" onClick={() => setAdding(true)} aria-haspopup="dialog">
          <Icon name="plus" /> {t.add}
        </Button>
      </div>
      {query.data ? (
        query.data.items.length > 0 ? (
          <Table targets={query.data.items} now={query.dataUpdatedAt} />
        ) : (
          <p className="card pad">{t.empty}</p>
        )
      ) : query.error ? (
        <Trouble error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Line height="6rem" />
      )}
      {adding ? (
        <Suspense>
          <AddTarget onClose={() => setAdding(false)} />
        </Suspense>
      ) : null}
    </section>
  );
}

function Table({ targets, now }: { targets: Target[]; now: number }) {
  const t = useMessages().targets;
  const f = useFormat();
  const [removing, setRemoving] = useState<Target>();
  const [reading, setReading] = useState<Target>();
  return (
    <div className="card table-scroll" tabIndex={0} role="region" aria-label={t.list}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t.where}</th>
            <th scope="col">{t.what}</th>
            <th scope="col">{t.state}</th>
            <th scope="col" className="r">
              {t.sent}
            </th>
            <th scope="col" className="r">
              {t.refused}
            </th>
            <th scope="col">
              <span className="sr">{t.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {targets.map((target) => (
            <tr key={target.id}>
              <th scope="row">
                {target.name}
                <div className="small muted key">{target.url}</div>
              </th>
              <td>{[target.verbs.length > 0 ? t.verbs(target.verbs.length) : "", target.activity ? t.activity : ""].filter(Boolean).join(", ") || t.all}</td>
              <td>
                <State target={target} now={now} />
              </td>
              <td className="r num">{f.number(target.sent)}</td>
              <td className="r num">
                {target.refused > 0 ? (
                  <Button small look="plain" aria-haspopup="dialog" aria-label={`${f.number(target.refused)}, ${t.refusedWhich(target.name)}`} onClick={() => setReading(target)}>
                    {f.number(target.refused)}
                  </Button>
                ) : (
                  f.number(0)
                )}
              </td>
              <td className="r">
                <div className="row-flex target-actions">
                  <Pause target={target} />
                  <Button small look="quiet" aria-haspopup="dialog" aria-label={t.removeWhich(target.name)} onClick={() => setRemoving(target)}>
                    {t.remove}
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {removing ? <Remove target={removing} onClose={() => setRemoving(undefined)} /> : null}
      {reading ? (
        <Suspense>
          <Refusals target={reading} onClose={() => setReading(undefined)} />
        </Suspense>
      ) : null}
    </div>
  );
}

function State({ target, now }: { target: Target; now: number }) {
  const t = useMessages().targets;
  const f = useFormat();
  const failure = target.failure;
  const behind = now - Date.parse(target.through);
  const fresh = !target.paused && !failure && behind < idle;
  return (
    <div className="target-state">
      <span className={failure ? "chip warn" : "chip"}>{target.paused ? t.paused : failure ? t.failing : fresh ? t.fresh : t.late}</span>
      {fresh ? null : <div className="small muted">{t.through(behind > aDay ? f.day(target.through) : f.moment(target.through))}</div>}
      {failure ? (
        <div className="small">
          <span lang="fr">{failure.message}</span> {failure.next ? t.next(f.moment(failure.next)) : null}
        </div>
      ) : null}
    </div>
  );
}

function Pause({ target }: { target: Target }) {
  const t = useMessages().targets;
  const { id, name, paused } = target;
  const change = useSend(() => client.PUT(`${targetsPath}/{target}/paused`, { params: { path: { target: id } }, body: { paused: !paused } }), {
    refresh: [targetsPath],
    say: () => (paused ? t.resumeDone(name) : t.pauseDone(name)),
  });
  return (
    <Button small look="quiet" busy={change.isPending} aria-label={paused ? t.resumeWhich(name) : t.pauseWhich(name)} onClick={() => change.mutate()}>
      {paused ? t.resume : t.pause}
    </Button>
  );
}

function Remove({ target, onClose }: { target: Target; onClose: () => void }) {
  const all = useMessages();
  const t = all.targets;
  const remove = useSend(() => client.DELETE(`${targetsPath}/{target}`, { params: { path: { target: target.id } } }), {
    refresh: [targetsPath],
    say: () => t.removeDone(target.name),
    onDone: onClose,
  });
  return (
    <Dialog title={t.removeWhich(target.name)} onClose={onClose} insist>
      <p>{t.removeSure}</p>
      <div className="dialog-foot">
        <Button look="quiet" onClick={onClose}>
          {all.cancel}
        </Button>
        <Button look="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
          {t.remove}
        </Button>
      </div>
    </Dialog>
  );
}
