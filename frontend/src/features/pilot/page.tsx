import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { address, read, useTopic, type Answer } from "@/shared/api";
import { useFormat, useLocale } from "@/shared/i18n";
import { Loaded } from "@/shared/state";
import { Empty, Heading, Icon, Line, buttonClass } from "@/shared/ui";
import { Bars } from "./Bars";
import { Chart } from "./Chart";
import { Figures } from "./Figures";
import { Filters } from "./Filters";
import { useMessages } from "./messages";
import { ParcoursTable } from "./ParcoursTable";
import "./pilot.css";

export type Summary = Answer<"/api/v1/pilot/{academie}/summary">;

/** The pilot's first page: four figures, then the trend, then the lists; it moves by itself. */
export function PilotPage() {
  const { academie } = useParams({ from: "/piloter/$academie" });
  const search = useSearch({ from: "/piloter/$academie" });
  useTopic(`academie:${academie}`);
  const filters = search as Record<string, string>; // what the address does not say is left out of the question
  const query = useQuery({ ...read("/api/v1/pilot/{academie}/summary", { path: { academie }, query: filters }), placeholderData: keepPreviousData });
  return (
    <div className="wrap pilot">
      <Loaded query={query} waiting={<Skeleton />} page>
        {(summary) => <Page summary={summary} exportAddress={address("/api/v1/pilot/{academie}/export.csv", { path: { academie }, query: filters })} />}
      </Loaded>
    </div>
  );
}

function Page({ summary: s, exportAddress }: { summary: Summary; exportAddress: string }) {
  const t = useMessages();
  const { data: lists } = useQuery({ ...read("/api/v1/reference/people"), staleTime: 3_600_000 });
  const place = lists?.academies.find((a) => a.code === s.academie);
  const f = useFormat();
  const restricted = (s.restricted ?? []).map((code) => place?.departements.find((d) => d.code === code)?.name ?? code);
  return (
    <>
      <div className="pilot-head">
        <div>
          <span className="muted">
            {place && place.kind !== "academie" ? place.name : t.academie(place?.name ?? s.academie)} · <AsOf at={s.asOf} />
          </span>
          <Heading>{useTitleOf(s)}</Heading>
          {restricted.length > 0 ? <p className="small muted">{t.restricted(f.list(restricted))}</p> : null}
        </div>
        <Filters summary={s} departements={place?.departements ?? []} />
        <a className={buttonClass("plain", true)} href={exportAddress} download>
          <Icon name="download" /> {t.export}
        </a>
      </div>
      <Figures summary={s} />
      {s.figures.enrolled === 0 ? (
        <Empty title={t.emptyTitle}>{t.emptyText}</Empty>
      ) : (
        <>
          <div className="two">
            <Chart summary={s} />
            <div className="stack">
              <Bars title={t.byDepartement} rows={s.departements ?? []} />
              <Bars title={t.byDegree} rows={s.degrees ?? []} names={t.degrees} />
              <Bars title={t.bySector} rows={s.sectors ?? []} names={t.sectors} />
            </div>
          </div>
          <ParcoursTable rows={s.parcours ?? []} />
        </>
      )}
      <details className="definitions small">
        <summary>{t.definitions}</summary>
        <p className="muted">{t.definitionsText}</p>
      </details>
    </>
  );
}

function AsOf({ at }: { at: string }) {
  const t = useMessages();
  const f = useFormat();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 30_000);
    return () => clearInterval(timer);
  }, []);
  const fresh = now.getTime() - new Date(at).getTime() < 60_000;
  return <time dateTime={at}>{fresh ? t.now : t.asOf(f.ago(at, now))}</time>;
}

function useTitleOf(s: Summary): string {
  const t = useMessages();
  const f = useFormat();
  const locale = useLocale();
  if (/^\d{4}-\d{4}$/.test(s.period)) return t.title(s.period);
  if (/^\d{4}-\d{2}$/.test(s.period)) return t.titleMonth(new Intl.DateTimeFormat(locale, { month: "long", year: "numeric" }).format(new Date(`${s.period}-15`)));
  return t.titleDays(f.days(s.from, s.to));
}

function Skeleton() {
  return (
    <div className="page-pending">
      <Line width="18rem" />
      <Line width="26rem" height="2.2rem" />
      <Line height="6rem" />
      <Line height="18rem" />
    </div>
  );
}
