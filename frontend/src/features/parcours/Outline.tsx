import { useFormat } from "@/shared/i18n";
import { Icon, type IconName } from "@/shared/ui";
import { useMessages } from "./messages";
import type { Parcours } from "./page";

/** What one will do, section by section, with how long each takes. */
export function Outline({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  const f = useFormat();
  if (p.sections.length === 0) return null;
  return (
    <section className="stack">
      <h2>{t.outline}</h2>
      <ol className="outline">
        {p.sections.map((section, i) => (
          <li key={i} className="card">
            <h3>
              {i + 1}. {section.title} <span className="muted small">{t.activities(section.activities.length)}</span>
            </h3>
            <ol>
              {section.activities.map((a, j) => (
                <li key={j}>
                  <Icon name={icon(a.kind)} />
                  <span>
                    <span lang="fr">{a.title}</span> <span className="sr">({t.kinds[kind(a.kind)]})</span>
                    {a.required ? null : <span className="muted small"> {t.optional}</span>}
                  </span>
                  <span className="muted small num nowrap">{a.minutes > 0 ? f.minutes(a.minutes) : ""}</span>
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </section>
  );
}

const kinds = ["page", "video", "file", "link", "package", "meeting"] as const;

function kind(name: string): (typeof kinds)[number] {
  return kinds.find((k) => k === name) ?? "page";
}

function icon(name: string): IconName {
  return kind(name);
}
