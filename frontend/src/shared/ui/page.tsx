// What every page has: a title in the window, one h1 that takes the focus when one arrives by
// a link, and states that say what to do.
import { typeset } from "@/shared/i18n";
import { createContext, useContext, useEffect, useRef, type ReactNode } from "react";

/** Whether the reader came by a link inside the app: then, and only then, the heading takes the focus. */
export const ArrivalContext = createContext<{ arrived: () => boolean }>({ arrived: () => false });

/** Sets the window's title. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title) document.title = title === "Préau" ? title : `${title} – Préau`;
  }, [title]);
}

/** The heading of the page. It names the window too, unless another title is given. */
export function Heading({ children, title, className }: { children: ReactNode; title?: string; className?: string }) {
  const ref = useRef<HTMLHeadingElement>(null);
  const { arrived } = useContext(ArrivalContext);
  useTitle(title ?? (typeof children === "string" ? children : undefined));
  useEffect(() => {
    if (arrived()) ref.current?.focus({ preventScroll: true });
  }, [arrived]);
  return (
    <h1 ref={ref} tabIndex={-1} className={className}>
      {typeof children === "string" ? typeset(children) : children}
    </h1>
  );
}

/** An empty state, on the ruled page: what is not there yet, and how it comes. */
export function Empty({ title, children, action, level = 2 }: { title: string; children?: ReactNode; action?: ReactNode; level?: 1 | 2 }) {
  return (
    <div className="seyes card empty-state">
      {level === 1 ? <Heading>{title}</Heading> : <h2>{title}</h2>}
      {children ? <div className="muted">{children}</div> : null}
      {action ? <div className="row-flex">{action}</div> : null}
    </div>
  );
}
