import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { read, useTopic } from "@/shared/api";
import { usePeriod } from "@/shared/offer";
import { Loaded } from "@/shared/state";
import { buttonClass, Heading, Icon, Line, useInSight } from "@/shared/ui";
import { useMessages } from "./messages";
import type { Session } from "./page";
import { Participants } from "./Participants";
import { Presences } from "./Presences";
import { Settings } from "./Settings";
import { Tracking } from "./Tracking";
import "./former.css";

const Traces = lazy(() => import("./Traces"));

const tabs = ["suivi", "participants", "presences", "traces", "reglages"] as const;

/** A session as its trainer sees it; it moves by itself as people learn. */
export function SessionPage() {
  const { session } = useParams({ from: "/former/sessions/$session" });
  useTopic(`session:${session}`);
  const query = useQuery(read("/api/v1/sessions/{id}", { path: { id: session } }));
  return (
    <Loaded query={query} waiting={<div className="wrap page-pending"><Line width="14rem" /><Line width="60%" height="2.2rem" /><Line height="16rem" /></div>} page>
      {(s) => <Room session={s} />}
    </Loaded>
  );
}

function Room({ session: s }: { session: Session }) {
  const t = useMessages();
  const period = usePeriod();
  const { onglet } = useSearch({ from: "/former/sessions/$session" });
  const tab = tabs.find((x) => x === onglet) ?? "suivi";
  const row = useInSight<HTMLElement>(tab);
  const count: Record<(typeof tabs)[number], string> = { suivi: "", participants: ` ${s.enrolled}`, presences: "", traces: "", reglages: "" };
  return (
    <div className="wrap">
      <div className="session-head">
        <div className="row-flex">
          <span className={s.state === "open" ? "chip led" : "chip"}>{t.states[s.state]}</span>
          <span className="muted">{[s.kind === "accompanied" ? period(s.start, s.end) : "", s.place].filter(Boolean).join(" · ")}</span>
        </div>
        <div className="row-flex head-line">
          <Heading>{s.title}</Heading>
          <Link to="/apprendre/$session" params={{ session: s.id }} className={buttonClass("quiet")}>
            <Icon name="eye" /> {t.see}
          </Link>
        </div>
        <nav className="tabs" aria-label={t.tabsLabel} ref={row}>
          {tabs.map((x) => (
            <Link key={x} to="/former/sessions/$session" params={{ session: s.id }} search={x === "suivi" ? {} : { onglet: x }} activeOptions={{ exact: true, includeSearch: true }} {...(x === tab ? { "aria-current": "page" as const } : {})} resetScroll={false}>
              {t.tabs[x]}
              {count[x]}
              {x === "participants" && s.requested > 0 ? (
                <>
                  {" "}
                  <span className="chip warn">{t.requests(s.requested)}</span>
                </>
              ) : null}
            </Link>
          ))}
        </nav>
      </div>
      {tab === "suivi" ? <Tracking session={s} /> : null}
      {tab === "participants" ? <Participants session={s} /> : null}
      {tab === "presences" ? <Presences session={s} /> : null}
      {tab === "traces" ? (
        <Suspense fallback={<Line height="18rem" />}>
          <Traces session={s} />
        </Suspense>
      ) : null}
      {tab === "reglages" ? <Settings session={s} /> : null}
    </div>
  );
}
