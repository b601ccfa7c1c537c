import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useLocale } from "@/shared/i18n";
import { Button } from "@/shared/ui";
import { useMessages } from "./messages";
import type { Summary } from "./page";

interface Props {
  summary: Summary;
  departements: { code: string; name: string }[];
}

const degrees = ["1d", "2d", "other", "none"] as const;
const sectors = ["public", "private", "none"] as const;

/** The school year in which a day falls. */
export function schoolYear(day: Date): number {
  return day.getMonth() >= 8 ? day.getFullYear() : day.getFullYear() - 1;
}

/** Which part of the figures is shown; the address of the page holds it. */
export function Filters({ summary: s, departements }: Props) {
  const t = useMessages();
  const search = useSearch({ from: "/piloter/$academie" });
  const navigate = useNavigate({ from: "/piloter/$academie" });
  const set = (change: Partial<typeof search>) => void navigate({ search: { ...search, ...change }, resetScroll: false });
  const shown = s.restricted && s.restricted.length > 0 ? departements.filter((d) => s.restricted?.includes(d.code)) : departements;
  return (
    <div className="filters">
      <select className="input sm" aria-label={t.departement} value={search.departement ?? ""} onChange={(e) => set({ departement: e.target.value || undefined })}>
        <option value="">{t.allDepartements}</option>
        {shown.map((d) => (
          <option key={d.code} value={d.code}>
            {d.name}
          </option>
        ))}
        <option value="none">{t.unknown}</option>
      </select>
      <select className="input sm" aria-label={t.degree} value={search.degree ?? ""} onChange={(e) => set({ degree: e.target.value || undefined })}>
        <option value="">{t.allDegrees}</option>
        {degrees.map((d) => (
          <option key={d} value={d}>
            {t.degrees[d]}
          </option>
        ))}
      </select>
      <select className="input sm" aria-label={t.sector} value={search.sector ?? ""} onChange={(e) => set({ sector: e.target.value || undefined })}>
        <option value="">{t.allSectors}</option>
        {sectors.map((x) => (
          <option key={x} value={x}>
            {t.sectors[x]}
          </option>
        ))}
      </select>
      <PeriodChoice key={s.period} summary={s} onChange={(period) => set({ period })} />
    </div>
  );
}

function PeriodChoice({ summary: s, onChange }: { summary: Summary; onChange: (period: string | undefined) => void }) {
  const t = useMessages();
  const locale = useLocale();
  const [custom, setCustom] = useState(s.period.includes("/"));
  const [from, setFrom] = useState(s.from);
  const [to, setTo] = useState(s.to);
  const year = schoolYear(new Date());
  const years = [year, year - 1, year - 2].map((y) => `${y}-${y + 1}`);
  const monthName = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric" });
  const now = new Date();
  const months = Array.from({ length: 12 }, (_, i) => new Date(now.getFullYear(), now.getMonth() - i, 15));
  const codeOf = (d: Date) => `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, "0")}`;
  return (
    <>
      <select
        className="input sm"
        aria-label={t.period}
        value={custom ? "custom" : s.period}
        onChange={(e) => {
          setCustom(e.target.value === "custom");
          if (e.target.value !== "custom") onChange(e.target.value === years[0] ? undefined : e.target.value);
        }}
      >
        {years.map((y) => (
          <option key={y} value={y}>
            {t.year(y)}
          </option>
        ))}
        {months.map((d) => (
          <option key={codeOf(d)} value={codeOf(d)}>
            {monthName.format(d)}
          </option>
        ))}
        <option value="custom">{t.custom}</option>
      </select>
      {custom ? (
        <form
          className="dates"
          onSubmit={(event) => {
            event.preventDefault();
            if (from && to && from <= to) onChange(`${from}/${to}`);
          }}
        >
          <label className="small">
            {t.from} <input className="input sm" type="date" value={from} max={to} required onChange={(e) => setFrom(e.target.value)} />
          </label>
          <label className="small">
            {t.to} <input className="input sm" type="date" value={to} min={from} required onChange={(e) => setTo(e.target.value)} />
          </label>
          <Button type="submit" small look="quiet">
            {t.apply}
          </Button>
        </form>
      ) : null}
    </>
  );
}
