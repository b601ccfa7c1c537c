export type Step = "done" | "now" | "todo";

const most = 12; // squares that are read at a glance; beyond, a bar

/** The steps of a progress of which only the numbers are known. */
export function steps(done: number, total: number, started = done > 0): Step[] {
  return Array.from({ length: total }, (_, i) => (i < done ? "done" : i === done && started ? "now" : "todo"));
}

/** Progress, one square an activity. Decorative: the words beside it say it all. */
export function Frieze({ steps: list }: { steps: readonly Step[] }) {
  if (list.length === 0) return null;
  if (list.length > most) {
    const done = list.filter((s) => s === "done").length;
    return (
      <span className="frieze-bar" aria-hidden="true">
        <i style={{ width: `${(100 * done) / list.length}%` }} />
      </span>
    );
  }
  return (
    <span className="frieze" aria-hidden="true">
      {list.map((step, i) => (
        <i key={i} className={step === "done" ? "d" : step === "now" ? "n" : undefined} />
      ))}
    </span>
  );
}
