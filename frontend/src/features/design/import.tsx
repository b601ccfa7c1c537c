import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { client, ProblemError, read, type Schemas } from "@/shared/api";
import { copyText } from "@/shared/browser";
import { useFormat } from "@/shared/i18n";
import { Trouble } from "@/shared/state";
import { announce, Button, Heading, Icon } from "@/shared/ui";
import { Bar, Drop } from "./Drop";
import { useMessages } from "./messages";
import { standards } from "./standards";
import { upload } from "./upload";
import "./design.css";

type Step = { at: "choose" } | { at: "sending"; file: File; sent: number; lost: boolean } | { at: "checking"; file: File; job: string; package: string } | { at: "failed"; error: unknown };

/** Importing a package: choosing a file, sending it, and the report of what was found in it. */
export function ImportPage() {
  const t = useMessages();
  const [step, setStep] = useState<Step>({ at: "choose" });
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);

  const start = async (file: File) => {
    const control = new AbortController();
    abort.current = control;
    setStep({ at: "sending", file, sent: 0, lost: false });
    const move = (change: Partial<Extract<Step, { at: "sending" }>>) => setStep((s) => (s.at === "sending" ? { ...s, ...change } : s));
    try {
      const id = await upload(file, { signal: control.signal, progress: (sent) => move({ sent }), line: (lost) => move({ lost }) });
      const { data } = await client.POST("/api/v1/packages", { body: { upload: id } });
      if (data) setStep({ at: "checking", file, job: data.job, package: data.package });
    } catch (error) {
      if (control.signal.aborted) setStep({ at: "choose" });
      else setStep({ at: "failed", error });
    }
  };
  const again = () => setStep({ at: "choose" });

  return (
    <div className="wrap import">
      <div className="page-head">
        <div>
          <Heading>{t.importTitle}</Heading>
          <p className="muted">{t.importLead}</p>
        </div>
      </div>
      <div aria-live="polite">
        {step.at === "choose" ? <Drop icon="package" label={t.chooseFile} accept=".zip,.h5p,application/zip,.xml,application/xml,text/xml" onFile={(file) => void start(file)} /> : null}
        {step.at === "sending" ? <Sending step={step} onStop={() => abort.current?.abort()} /> : null}
        {step.at === "checking" ? <Checking step={step} onAgain={again} /> : null}
        {step.at === "failed" ? step.error instanceof ProblemError && step.error.status < 500 && step.error.status !== 401 ? <Refused message={step.error.message} fields={step.error.fields} onAgain={again} /> : <Trouble error={step.error} onRetry={again} /> : null}
      </div>
    </div>
  );
}

function Sending({ step, onStop }: { step: Extract<Step, { at: "sending" }>; onStop: () => void }) {
  const t = useMessages();
  return (
    <section className="card pad stack">
      <Bar label={t.sending} name={step.file.name} done={step.sent} total={step.file.size} />
      {step.lost ? (
        <p className="note warn" role="status">
          {t.lost}
        </p>
      ) : null}
      <div>
        <Button look="quiet" onClick={onStop}>
          {t.cancelUpload}
        </Button>
      </div>
    </section>
  );
}

function Checking({ step, onAgain }: { step: Extract<Step, { at: "checking" }>; onAgain: () => void }) {
  const t = useMessages();
  const job = useQuery({
    ...read("/api/v1/jobs/{id}", { path: { id: step.job } }),
    refetchInterval: (query) => (query.state.data?.state === "done" || query.state.data?.state === "failed" ? false : 700),
  });
  const done = job.data?.state === "done";
  const result = useQuery({ ...read("/api/v1/packages/{package}", { path: { package: step.package } }), enabled: done });
  if (job.data?.state === "failed") return <Refused message={job.data.failure?.message ?? ""} fields={job.data.failure?.errors ?? []} onAgain={onAgain} />;
  if (result.data) return <Imported imported={result.data} onAgain={onAgain} />;
  if (result.error) return <Trouble error={result.error} onRetry={() => void result.refetch()} />;
  return (
    <section className="card pad">
      <Bar label={t.checking} name={step.file.name} done={job.data?.done ?? 0} total={job.data?.total ?? 0} />
    </section>
  );
}


function Imported({ imported: p, onAgain }: { imported: Schemas["ScormPackage"]; onAgain: () => void }) {
  const t = useMessages();
  const f = useFormat();
  return (
    <section className="card pad stack report">
      <h2>
        <Icon name="check" /> {t.importedTitle}
      </h2>
      <dl>
        <dt>{t.package}</dt>
        <dd>
          <b>{p.title}</b>
        </dd>
        <dt>{t.standard}</dt>
        <dd>
          {standards[p.standard]} {p.edition ?? ""}
        </dd>
        <dt>{t.files}</dt>
        <dd className="num">
          {f.number(p.files)}, {f.bytes(p.size)}
        </dd>
        <dt>{t.identifier}</dt>
        <dd>
          <code>{p.id}</code>
        </dd>
      </dl>
      {p.warnings && p.warnings.length > 0 ? (
        <div className="note warn">
          <b>{t.warnings}</b>
          <ul className="bullets">
            {p.warnings.map((w, i) => (
              <li key={i}>
                {w.message} {w.path ? <code>{w.path}</code> : null}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className="row-flex">
        <Button onClick={() => void copyText(p.id).then((done) => done && announce(t.copiedId))}>{t.useIt}</Button>
        <Button look="quiet" onClick={onAgain}>
          {t.again}
        </Button>
      </div>
    </section>
  );
}

function Refused({ message, fields, onAgain }: { message: string; fields: readonly { path: string; code: string; message: string }[]; onAgain: () => void }) {
  const t = useMessages();
  return (
    <section className="card pad stack report">
      <h2>
        <Icon name="warn" /> {t.refusedTitle}
      </h2>
      <div className="note stop">
        <p>{message}</p>
        {fields.length > 0 ? (
          <ul className="bullets">
            {fields.map((x) => (
              <li key={x.path + x.code}>
                {x.message} {x.path ? <code>{x.path}</code> : null}
              </li>
            ))}
          </ul>
        ) : null}
      </div>
      <p className="muted">{t.refusedText}</p>
      <div>
        <Button onClick={onAgain}>{t.again}</Button>
      </div>
    </section>
  );
}
