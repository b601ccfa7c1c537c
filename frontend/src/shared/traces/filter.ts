/** What is asked of a list of traces; days as the address and the fields have them: "2026-11-12". */
export interface Filter {
  session?: string | undefined;
  person?: string | undefined;
  verb?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
}

/** The parameters of the API for a filter: from the first moment of a day to the last of another, where the reader is. */
export function questionOf({ since, until, ...rest }: Filter) {
  const given = { ...rest, since: moment(since, 0), until: moment(until, 1) };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value)) as { session?: string; person?: string; verb?: string; since?: string; until?: string };
}

function moment(day: string | undefined, daysLater: number): string | undefined {
  const [year, month, date] = (day ?? "").split("-").map(Number);
  if (!year || !month || !date) return undefined;
  const at = new Date(year, month - 1, date + daysLater, 0, 0, 0, -1); // "after" excludes its own moment
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
