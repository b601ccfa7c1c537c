import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { read, type Schemas } from "@/shared/api";
import { Loaded } from "@/shared/state";
import { buttonClass, Heading, Icon, Line } from "@/shared/ui";
import { CardEditor } from "./CardEditor";
import { Concepteurs } from "./Concepteurs";
import { Content } from "./Content";
import { useMessages } from "./messages";
import { Publication } from "./Publication";
import "./design.css";

export type Parcours = Schemas["CoursesParcoursPage"];

const tabs = ["fiche", "contenu", "equipe", "publication"] as const;

/** A parcours being built: its card, its content, its publication. */
export function EditPage() {
  const { parcours } = useParams({ from: "/concevoir/$parcours" });
  const query = useQuery(read("/api/v1/parcours/{id}", { path: { id: parcours } }));
  return (
    <Loaded query={query} waiting={<div className="wrap page-pending"><Line width="60%" height="2.2rem" /><Line height="20rem" /></div>} page>
      {(p) => <Editor parcours={p} />}
    </Loaded>
  );
}

function Editor({ parcours: p }: { parcours: Parcours }) {
  const t = useMessages();
  const { onglet } = useSearch({ from: "/concevoir/$parcours" });
  const tab = tabs.find((x) => x === onglet) ?? "fiche";
  return (
    <div className="wrap">
      <div className="session-head">
        <div className="row-flex">
          <span className={p.state === "published" ? "chip alone" : "chip"}>{t.states[p.state]}</span>
          {p.version ? <span className="muted">{t.version(p.version)}</span> : null}
          <span className="muted num">{p.matricule}</span>
        </div>
        <div className="row-flex head-line">
          <Heading>{p.card.title}</Heading>
          <Link to="/parcours/$parcours" params={{ parcours: p.id }} className={buttonClass("quiet")}>
            <Icon name="eye" /> {t.see}
          </Link>
        </div>
        <nav className="tabs" aria-label={t.tabsLabel}>
          {tabs.map((x) => (
            <Link key={x} to="/concevoir/$parcours" params={{ parcours: p.id }} search={x === "fiche" ? {} : { onglet: x }} activeOptions={{ exact: true, includeSearch: true }} resetScroll={false}>
              {t.tabs[x]}
              {x === "fiche" && p.missing.length > 0 ? (
                <>
                  {" "}
                  <span className="chip warn">{t.missing(p.missing.length)}</span>
                </>
              ) : null}
            </Link>
          ))}
        </nav>
      </div>
      {tab === "fiche" ? <CardEditor key={p.etag} parcours={p} /> : null}
      {tab === "contenu" ? <Content parcours={p} /> : null}
      {tab === "equipe" ? <Concepteurs parcours={p} /> : null}
      {tab === "publication" ? <Publication parcours={p} /> : null}
    </div>
  );
}
