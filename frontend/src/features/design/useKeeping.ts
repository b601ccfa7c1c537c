import { useEffect, useRef, useState } from "react";
import { client, OfflineError, ProblemError, type Schemas } from "@/shared/api";
import { pause, upload } from "./upload";

export type Use = Schemas["CoursesMediaBody"]["use"];

type Step = { at: "idle" } | { at: "sending"; file: File; sent: number; lost: boolean } | { at: "checking"; file: File; done: number; total: number } | { at: "failed"; error: unknown };

interface Keeping {
  step: Step;
  start: (file: File) => void;
  stop: () => void;
}

/** Sends a file for a parcours and has it looked at and kept; tells the object that it became. */
export function useKeeping(parcours: string, use: Use, onKept: (object: string, file: File) => void): Keeping {
  const [step, setStep] = useState<Step>({ at: "idle" });
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), []);
  const kept = useRef(onKept);
  useEffect(() => {
    kept.current = onKept;
  }, [onKept]);

  const start = async (file: File) => {
    const control = new AbortController();
    abort.current?.abort();
    abort.current = control;
    setStep({ at: "sending", file, sent: 0, lost: false });
    const move = (change: Partial<Extract<Step, { at: "sending" }>>) => setStep((s) => (s.at === "sending" ? { ...s, ...change } : s));
    try {
      const id = await upload(file, { signal: control.signal, progress: (sent) => move({ sent }), line: (lost) => move({ lost }) });
      const { data } = await client.POST("/api/v1/parcours/{id}/media", { params: { path: { id: parcours } }, body: { upload: id, use }, signal: control.signal });
      if (!data) return;
      setStep({ at: "checking", file, done: 0, total: 0 });
      await ended(data.job, control.signal, (done, total) => setStep({ at: "checking", file, done, total }));
      setStep({ at: "idle" });
      kept.current(data.object, file);
    } catch (error) {
      if (abort.current === control) setStep(control.signal.aborted ? { at: "idle" } : { at: "failed", error });
    }
  };
  return { step, start: (file) => void start(file), stop: () => abort.current?.abort() };
}

/** Waits for a job; its failure is thrown as a refusal would be. A line that is lost is waited for. */
async function ended(job: string, signal: AbortSignal, tell: (done: number, total: number) => void): Promise<void> {
  for (;;) {
    try {
      const { data } = await client.GET("/api/v1/jobs/{id}", { params: { path: { id: job } }, signal });
      if (data?.state === "done") return;
      if (data?.state === "failed") throw new ProblemError(422, { code: data.failure?.code ?? "internal", detail: data.failure?.message ?? "", errors: data.failure?.errors ?? [] });
      tell(data?.done ?? 0, data?.total ?? 0);
    } catch (error) {
      if (!(error instanceof OfflineError)) throw error;
    }
    await pause(300, signal);
  }
}
