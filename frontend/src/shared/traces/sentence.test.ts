import { describe, expect, it } from "vitest";
import { format } from "@/shared/i18n";
import { questionOf } from "./filter";
import en from "./messages.en";
import fr from "./messages.fr";
import { sentence, text, type Reader, type Trace } from "./sentence";
import { choices, iriOf } from "./verbs";

const year = new Date().getFullYear();
const french: Reader = { t: fr, f: format("fr"), locale: "fr", me: "ann" };
const english: Reader = { t: en, f: format("en"), locale: "en", me: "ann" };
const named = { ...french, me: "" };

const adl = "http://adlnet.gov/expapi/verbs/";
const trace = (verb: string, more: Partial<Trace> = {}): Trace => ({
  id: "1",
  at: new Date(year, 10, 12, 14, 3).toISOString(),
  person: "ann",
  name: "Ann Lefèvre",
  verb,
  verbWords: {},
  object: { kind: "activity", id: "x:frise", names: { fr: "La frise", en: "The frieze" } },
  result: {},
  source: { kind: "platform" },
  ...more,
});
const plain = (sentence: string) => sentence.replaceAll(/[\u00a0\u202f]/g, " ");
const say = (t: Trace, reader = french) => plain(text(sentence(t, reader)));

describe("a trace as a sentence", () => {
  it.each<[string, Trace, string]>([
    ["completed, with a score", trace(`${adl}completed`, { result: { scaled: 0.8, completion: true } }), "Vous avez terminé « La frise », le 12 novembre à 14 h 03, score 80 %."],
    ["passed, out of", trace(`${adl}passed`, { result: { raw: 12, max: 20, success: true } }), "Vous avez réussi « La frise », le 12 novembre à 14 h 03, score 12 sur 20."],
    ["answered wrongly", trace(`${adl}answered`, { result: { success: false } }), "Vous avez répondu à « La frise », le 12 novembre à 14 h 03, échec."],
    ["read, which completes", trace(`${adl}experienced`, { result: { completion: true } }), "Vous avez consulté « La frise », le 12 novembre à 14 h 03, activité terminée."],
    ["how far", trace(`${adl}progressed`, { result: { progress: 40 } }), "Vous avez avancé dans « La frise », le 12 novembre à 14 h 03, avancement 40 %."],
    ["how long", trace(`${adl}suspended`, { result: { seconds: 725 } }), "Vous avez interrompu « La frise », le 12 novembre à 14 h 03, durée 12 min."],
    ["a presence", trace(`${adl}attended`, { result: { completion: true, minutes: 180 } }), "Vous avez participé à « La frise », le 12 novembre à 14 h 03, présence attestée : 3 h."],
    ["an absence", trace(`${adl}attended`, { result: { completion: false, minutes: 0 } }), "Vous n’avez pas participé à « La frise », le 12 novembre à 14 h 03."],
    ["a word taken back", trace("https://preau.education/xapi/verbs/evaluated", { result: { completion: false } }), "Un formateur a retiré la validation de votre travail : « La frise », le 12 novembre à 14 h 03."],
    ["a verb of others, in their words", trace("http://example.org/verbs/bookmarked", { verbWords: { fr: "a mis de côté" } }), "Vous (« a mis de côté ») : « La frise », le 12 novembre à 14 h 03."],
    ["a verb without words", trace("http://example.org/verbs/bookmarked"), "Vous (« bookmarked ») : « La frise », le 12 novembre à 14 h 03."],
    ["no name", trace(`${adl}completed`, { object: { kind: "activity", id: "x:1", names: {} } }), "Vous avez terminé une activité sans nom, le 12 novembre à 14 h 03."],
    ["told of the reader", trace(`${adl}failed`, { person: "bob", name: "Bob", object: { kind: "agent", names: { und: "Ann" } } }), "Bob n’a pas réussi Ann, le 12 novembre à 14 h 03."],
  ])("%s", (_name, t, want) => expect(say(t)).toBe(want));

  it("names people to others", () => {
    expect(say(trace(`${adl}completed`), named)).toBe("Ann Lefèvre a terminé « La frise », le 12 novembre à 14 h 03.");
  });
  it("says the year of another one", () => {
    expect(say(trace(`${adl}completed`, { at: new Date(2021, 0, 2, 9, 5).toISOString() }))).toBe("Vous avez terminé « La frise », le 2 janvier 2021 à 9 h 05.");
  });
  it("speaks English", () => {
    expect(say(trace(`${adl}completed`, { result: { scaled: 0.8 } }), english)).toBe("You completed “The frieze”, on 12 November at 14:03, score 80%.");
  });
  it.each(choices)("has words for %s", (verb) => {
    for (const reader of [french, named, english]) expect(say(trace(iriOf(verb)), reader)).not.toMatch(/[(]/);
    expect(say(trace(iriOf(verb)))).toMatch(/^(Vous|Un formateur) /);
  });
});

describe("a period", () => {
  it("is from the first moment of a day to the last of another", () => {
    const q = questionOf({ since: "2026-11-12", until: "2026-11-12", verb: "" });
    expect(new Date(q.since ?? "").getTime()).toBe(new Date(2026, 10, 12).getTime() - 1);
    expect(new Date(q.until ?? "").getTime()).toBe(new Date(2026, 10, 13).getTime() - 1);
    expect("verb" in q).toBe(false);
  });
  it("leaves out what is no day", () => {
    expect(questionOf({ since: "hier", until: "2026-13" })).toEqual({});
  });
});
