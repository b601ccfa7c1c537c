import { Icon } from "@/shared/ui";
import { useMessages } from "./messages";
import type { TocLine } from "./protocol";

interface PartsProps {
  toc: TocLine[];
  whole: TocLine | null | undefined;
  onChoose: (id: string) => void;
}

/** The parts of a package, with where one is in each; those that sequencing allows may be chosen, the package from its beginning too. */
export function PackageParts({ toc, whole, onChoose }: PartsProps) {
  const t = useMessages();
  const words: Record<TocLine["state"], string> = { ...t.states, passed: t.states.completed, waived: t.partWaived };
  return (
    <nav className="parts" aria-label={t.parts}>
      {whole ? (
        <button type="button" className="part-whole" onClick={() => onChoose(whole.id)}>
          {whole.title}
        </button>
      ) : null}
      <ol>
        {toc.map((part) => (
          <li key={part.id} style={{ paddingInlineStart: `${part.depth * 14}px` }}>
            {part.leaf || part.enabled ? (
              <button type="button" aria-current={part.current ? "true" : undefined} disabled={!part.enabled || part.locked} onClick={() => onChoose(part.id)}>
                <span className={part.state === "completed" || part.state === "passed" ? "st d" : part.state === "started" ? "st n" : part.state === "failed" ? "st f" : part.state === "waived" ? "st w" : part.locked ? "st l" : "st"} aria-hidden="true">
                  {part.state === "completed" || part.state === "passed" || part.state === "waived" ? <Icon name="check" /> : part.state === "failed" ? "!" : null}
                </span>
                <span>
                  {part.title}
                  <span className="sr">, </span>
                  <span className={part.state === "waived" ? "part-waived" : "sr"}>{words[part.state]}</span>
                </span>
              </button>
            ) : (
              <b className="part-group">{part.title}</b>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
