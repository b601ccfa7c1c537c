// Dates, numbers, durations and plurals, as the reader's language writes them.
import { useMemo } from "react";
import { useLocale, type Locale } from "./locale";

/** What a page needs to write values. */
export interface Format {
  number(n: number): string;
  /** A share between 0 and 1. */
  percent(share: number): string;
  /** A day: "12 janv. 2027"; without the year when it is this one. */
  day(at: string | Date): string;
  /** A day written in full: "mardi 12 janvier 2027". */
  longDay(at: string | Date): string;
  /** A day and an hour. */
  moment(at: string | Date): string;
  hour(at: string | Date): string;
  /** From a day to a day. */
  days(from: string | Date, to: string | Date): string;
  /** The same with the year, whatever it is: for what is kept. */
  dates(from: string | Date, to: string | Date): string;
  /** "hier", "il y a 3 jours". */
  ago(at: string | Date, now?: Date): string;
  /** Declared minutes: "45 min", "3 h", "1 h 30". */
  minutes(n: number): string;
  /** Hours of a total of minutes, rounded. */
  hours(minutes: number): string;
  bytes(n: number): string;
  /** A list joined by "et". */
  list(items: readonly string[]): string;
}

const tags: Record<Locale, string> = { fr: "fr-FR", en: "en-GB" };
const instances = new Map<Locale, Format>();

/** The formats of a language; made once. */
export function format(locale: Locale): Format {
  let f = instances.get(locale);
  if (!f) instances.set(locale, (f = make(locale)));
  return f;
}

/** The formats of the reader's language. */
export function useFormat(): Format {
  const locale = useLocale();
  return useMemo(() => format(locale), [locale]);
}

function make(locale: Locale): Format {
  const tag = tags[locale];
  const number = new Intl.NumberFormat(tag);
  const percent = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 });
  const short = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short" });
  const dated = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", year: "numeric" });
  const long = new Intl.DateTimeFormat(tag, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const hour = new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit" });
  const moment = new Intl.DateTimeFormat(tag, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  const list = new Intl.ListFormat(tag, { type: "conjunction" });
  // French writes "1er janvier"; Intl does not (CLDR, seen in Node 20 and Chromium in November 2026).
  const first = (text: string) => (locale === "fr" ? text.replace(/\b1(?=(\s\p{L}|–))/gu, "1er") : text);
  const dayOf = (d: Date) => (d.getFullYear() === new Date().getFullYear() ? short : dated);
  return {
    number: (n) => number.format(n),
    percent: (share) => percent.format(share),
    day: (at) => first(dayOf(date(at)).format(date(at))),
    longDay: (at) => first(long.format(date(at))),
    moment: (at) => first(moment.format(date(at))),
    hour: (at) => hour.format(date(at)),
    days: (from, to) => first(dayOf(date(to)).formatRange(date(from), date(to))),
    dates: (from, to) => first(dated.formatRange(date(from), date(to))),
    ago: (at, now = new Date()) => ago(relative, date(at), now),
    minutes: (n) => minutes(n, locale),
    hours: (n) => `${number.format(Math.round(n / 60))}\u00a0h`,
    bytes: (n) => bytes(n, number, locale),
    list: (items) => list.format(items),
  };
}

function date(at: string | Date): Date {
  return typeof at === "string" ? new Date(at) : at;
}

function ago(relative: Intl.RelativeTimeFormat, at: Date, now: Date): string {
  const midnight = (d: Date) => new Date(d.getFullYear(), d.getMonth(), d.getDate()).getTime();
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  if (days === 0) {
    const minutes = Math.round((at.getTime() - now.getTime()) / 60_000);
    return Math.abs(minutes) < 60 ? relative.format(minutes, "minute") : relative.format(Math.round(minutes / 60), "hour");
  }
  if (Math.abs(days) < 31) return relative.format(days, "day");
  return Math.abs(days) < 365 ? relative.format(Math.round(days / 30.4), "month") : relative.format(Math.round(days / 365), "year");
}

function minutes(n: number, locale: Locale): string {
  if (n < 60) return `${n}\u00a0min`;
  const hours = Math.floor(n / 60);
  const rest = n % 60;
  if (rest === 0) return `${hours}\u00a0h`;
  return locale === "fr" ? `${hours}\u00a0h\u00a0${String(rest).padStart(2, "0")}` : `${hours}\u00a0h ${rest}\u00a0min`;
}

function bytes(n: number, number: Intl.NumberFormat, locale: Locale): string {
  const units = locale === "fr" ? ["o", "ko", "Mo", "Go"] : ["B", "kB", "MB", "GB"];
  let unit = 0;
  let value = n;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const rounded = value < 10 && unit > 0 ? Math.round(value * 10) / 10 : Math.round(value);
  return `${number.format(rounded)}\u00a0${units[unit] ?? ""}`;
}
