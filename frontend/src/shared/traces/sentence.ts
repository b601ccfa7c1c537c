import type { Schemas } from "@/shared/api";
import type { Format, Locale } from "@/shared/i18n";
import type { Messages } from "./messages";
import { verbOf } from "./verbs";

export type Trace = Schemas["LrsTrace"];

/** Who reads, and in which language. */
export interface Reader {
  t: Messages;
  f: Format;
  locale: Locale;
  /** Their own traces say "you"; "" where everybody is named. */
  me: string;
}

/** A sentence in three parts, so that its time may be marked up: "Vous avez terminé « La frise »", "le 12 novembre à 14 h 03", "score 80 %". */
export interface Sentence {
  did: string;
  when: string;
  details: string[];
}

/** The sentence of a trace. */
export function sentence(trace: Trace, reader: Reader): Sentence {
  return { did: did(trace, reader), when: when(trace.at, reader), details: details(trace, reader) };
}

/** The whole of it as a text. */
export function text({ did, when, details }: Sentence): string {
  return `${[did, when, ...details].join(", ")}.`;
}

/** The best of the texts for a language. */
function worded(words: Readonly<Record<string, string>>, locale: Locale): string {
  return words[locale] || words.und || (Object.values(words)[0] ?? "");
}

function did(trace: Trace, { t, locale, me }: Reader): string {
  const who = me && trace.person === me ? "" : (trace.name ?? capital(t.someone));
  const what = object(trace, t, locale);
  const verb = verbOf(trace.verb);
  const undone = trace.result.completion === false;
  if (verb === "attended" && undone) return t.verbs.absent(who, what);
  if (verb === "evaluated" && undone) return t.verbs.withdrawn(who, what);
  if (verb) return t.verbs[verb](who, what);
  return t.other(who, worded(trace.verbWords, locale) || lastPart(trace.verb), what);
}

function object({ object }: Trace, t: Messages, locale: Locale): string {
  const name = worded(object.names, locale);
  switch (object.kind) {
    case "agent":
      return name || t.someone;
    case "statement":
      return t.aStatement;
    case "activity":
      return name ? t.quoted(name) : t.unnamed;
  }
}

function lastPart(iri: string): string {
  return iri.split(/[/#:]/).findLast(Boolean) ?? iri;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function when(at: string, { t, locale }: Reader): string {
  const date = new Date(at);
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale === "fr" ? "fr-FR" : "en-GB", options).format(date);
  const day = part({ day: "numeric", month: "long" });
  const two = (n: number) => String(n).padStart(2, "0");
  const full = date.getFullYear() === new Date().getFullYear() ? day : t.year(day, String(date.getFullYear()));
  return t.when(full, locale === "fr" ? String(date.getHours()) : two(date.getHours()), two(date.getMinutes()));
}

/** What the verb does not say already: score, outcome, how far, how long. */
function details({ verb, result: r }: Trace, { t, f }: Reader): string[] {
  const said = verbOf(verb);
  const out: string[] = [];
  if (r.scaled !== undefined) out.push(t.score(f.percent(r.scaled)));
  else if (r.raw !== undefined) out.push(t.score(r.max ? t.outOf(f.number(r.raw), f.number(r.max)) : t.points(f.number(r.raw))));
  if (r.success !== undefined && said !== "passed" && said !== "failed") out.push(r.success ? t.success : t.failure);
  if (r.completion !== undefined && said !== "completed" && said !== "attended" && said !== "evaluated") out.push(r.completion ? t.complete : t.incomplete);
  if (r.progress !== undefined && r.completion !== true && said !== "completed") out.push(t.progress(f.percent(r.progress / 100)));
  if (r.minutes) out.push(t.attested(f.minutes(Math.round(r.minutes))));
  if (r.seconds) out.push(t.lasted(r.seconds < 60 ? t.lessThanAMinute : f.minutes(Math.round(r.seconds / 60))));
  return out;
}
