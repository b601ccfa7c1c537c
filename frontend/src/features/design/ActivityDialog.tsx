import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { read } from "@/shared/api";
import { Button, Check, Dialog, Icon, Line, Select, TextField } from "@/shared/ui";
import { FileField } from "./FileField";
import { useMessages } from "./messages";
import { standards } from "./standards";
import { rulesOf, type Activity, type RuleKind } from "./structure";
import { VideoFields } from "./VideoFields";

const RichText = lazy(() => import("./RichText"));

interface Props {
  parcours: string;
  activity: Activity;
  others: Activity[];
  onDone: (activity: Activity) => void;
  onClose: () => void;
}

/** One activity: what it holds, how long, by which rule it counts, after what it opens. */
export function ActivityDialog({ parcours, activity, others, onDone, onClose }: Props) {
  const t = useMessages();
  const [a, setA] = useState(activity);
  const [early, setEarly] = useState(false);
  const lacking = (a.kind === "video" && !a.video) || (a.kind === "file" && !a.file);
  const set = (change: Partial<Activity>) => setA((x) => ({ ...x, ...change }));
  const requires = a.requires ?? [];
  return (
    <Dialog title={t.kinds[a.kind]} onClose={onClose} wide insist>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!a.title.trim()) return;
          setEarly(lacking);
          if (lacking) return;
          onDone({ ...a, title: a.title.trim() });
          onClose();
        }}
      >
        <TextField label={t.activityTitle} value={a.title} onChange={(e) => set({ title: e.target.value })} maxLength={300} required autoFocus />
        <Body parcours={parcours} activity={a} set={set} />
        {early && lacking ? (
          <p className="wrong" role="alert">
            <Icon name="warn" /> {t.fileFirst}
          </p>
        ) : null}
        <div className="two-fields">
          <TextField label={t.minutes} type="number" min={0} value={a.minutes} onChange={(e) => set({ minutes: Math.max(0, Math.round(Number(e.target.value))) })} />
          <Select label={t.rule} value={a.rule.kind} onChange={(e) => set(withRule(a, e.target.value as RuleKind))}>
            {rulesOf[a.kind].map((r) => (
              <option key={r} value={r}>
                {t.rules[r]}
              </option>
            ))}
          </Select>
          {a.rule.kind === "score" ? <TextField label={t.score} type="number" min={0} max={100} value={Math.round((a.rule.score ?? 0) * 100)} onChange={(e) => set({ rule: { kind: "score", score: Math.min(1, Math.max(0, Number(e.target.value) / 100)) } })} /> : null}
        </div>
        <Check checked={a.required} disabled={a.rule.kind === "none"} onChange={(e) => set({ required: e.target.checked })}>
          {t.isRequired}
        </Check>
        <fieldset>
          <legend className="label">{t.requires}</legend>
          {others.length === 0 ? <p className="help">{t.requiresNone}</p> : null}
          <div className="tick-list">
            {others.map((o) => (
              <Check key={o.id} checked={requires.includes(o.id)} onChange={() => set({ requires: requires.includes(o.id) ? requires.filter((r) => r !== o.id) : [...requires, o.id] })}>
                {o.title}
              </Check>
            ))}
          </div>
        </fieldset>
        <div className="row-flex">
          <Button type="submit">{t.done}</Button>
          <Button look="plain" onClick={onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** An activity that never counts cannot be required. */
function withRule(a: Activity, kind: RuleKind): Partial<Activity> {
  return { rule: kind === "score" ? { kind, score: 0.8 } : { kind }, required: kind === "none" ? false : a.required };
}

function Body({ parcours, activity: a, set }: { parcours: string; activity: Activity; set: (change: Partial<Activity>) => void }) {
  const t = useMessages();
  switch (a.kind) {
    case "page":
      return (
        <Suspense fallback={<Line height="14rem" />}>
          <RichText label={t.text} html={a.page?.html ?? ""} onChange={(html) => set({ page: { html } })} />
        </Suspense>
      );
    case "link":
      return <TextField label={t.address} type="url" value={a.link?.url ?? ""} onChange={(e) => set({ link: { url: e.target.value } })} required maxLength={2000} placeholder="https://" />;
    case "package":
      return <PackageChoice id={a.package?.id ?? ""} onChange={(id) => set({ package: { id } })} />;
    case "video":
      return <VideoFields parcours={parcours} activity={a} set={set} />;
    case "file":
      return <FileField parcours={parcours} file={a.file} onChange={(file) => set({ file })} />;
    case "meeting":
      return null;
  }
}

/** One of the packages imported before; the import opens beside, and its package comes into the list. */
function PackageChoice({ id, onChange }: { id: string; onChange: (id: string) => void }) {
  const t = useMessages();
  const { data } = useQuery({ ...read("/api/v1/me/packages", { query: { limit: 100 } }), refetchOnWindowFocus: "always" });
  const mine = data?.items ?? [];
  return (
    <Select
      label={t.package}
      help={
        <a href="/concevoir/import" target="_blank" rel="noreferrer">
          {t.packageImport}
        </a>
      }
      value={id}
      onChange={(e) => onChange(e.target.value)}
      required
    >
      <option value="">{t.choose}</option>
      {id && !mine.some((p) => p.id === id) ? <option value={id}>{id}</option> : null}
      {mine.map((p) => (
        <option key={p.id} value={p.id}>
          {p.title} ({standards[p.standard]})
        </option>
      ))}
    </Select>
  );
}
