import type { ReactNode } from "react";

/** A grey line where text will be. */
export function Line({ width = "100%", height = "1em" }: { width?: string; height?: string }) {
  return <span className="sk" style={{ width, height }} />;
}

/** The place of something that is on its way, said once to a screen reader. */
export function Waiting({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="status" aria-live="polite">
      <span className="sr">{label}</span>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}

/** A card of a list, waiting. */
export function CardSkeleton() {
  return (
    <div className="card pad stack" style={{ gap: 10 }}>
      <Line width="9rem" height=".8em" />
      <Line width="60%" height="1.3em" />
      <Line width="85%" />
      <Line width="40%" height=".9em" />
    </div>
  );
}
