import { describe, expect, it } from "vitest";
import { format } from "./format";
import { labelIn } from "./label";

type Tree = Record<string, unknown>;

const french = import.meta.glob<{ default: Tree }>("../../**/messages.fr.ts", { eager: true });
const english = import.meta.glob<{ default: Tree }>("../../**/messages.en.ts", { eager: true });

/** Every message of a catalogue, by its path; functions are called with plausible arguments. */
function flat(tree: unknown, path = ""): [string, string][] {
  if (typeof tree === "string") return [[path, tree]];
  if (typeof tree === "function") {
    const fn = tree as (...args: unknown[]) => string | number; // some hand back what they are given
    const record = { title: "T", from: "F", person: "P", subject: "S" };
    const args = path.includes(".kinds.") && /\(p\)|Record|p\./.test(fn.toString()) ? [record] : Array.from({ length: fn.length }, (_, i) => (i === 0 ? 2 : "2"));
    try {
      return [[path, String(fn(...args))]];
    } catch {
      return [[path, String(fn(...args.map(() => "deux")))]];
    }
  }
  return Object.entries(tree as Tree).flatMap(([key, value]) => flat(value, `${path}.${key}`));
}

describe("the catalogues", () => {
  const places = Object.keys(french);
  it("are many", () => expect(places.length).toBeGreaterThan(12));
  it.each(places)("%s: English says everything that French says, and no more", (place) => {
    const fr = flat(french[place]?.default);
    const en = flat(english[place.replace(".fr.", ".en.")]?.default);
    expect(en.map(([path]) => path).sort()).toEqual(fr.map(([path]) => path).sort());
    for (const [path, text] of [...fr, ...en]) expect(text.trim(), path).not.toBe("");
  });
  it.each(places)("%s: French is typeset as it should be", (place) => {
    for (const [path, text] of flat(french[place]?.default)) {
      expect(text, path).not.toMatch(/[A-Za-zéèà]'[A-Za-zéèàê]/); // ’ and not '
      expect(text, path).not.toMatch(/\.\.\./); // … and not three points
      expect(text, path).not.toMatch(/ [:;?!»%]|« /); // no line begins with these, nor ends with that
    }
  });
});

describe("format", () => {
  const fr = format("fr");
  const en = format("en");
  const plain = (s: string) => s.replace(/[\u00a0\u202f]/g, " ");
  it.each([
    [45, "45 min"],
    [60, "1 h"],
    [90, "1 h 30"],
    [65, "1 h 05"],
    [0, "0 min"],
  ])("writes %i minutes as %s", (n, text) => expect(plain(fr.minutes(n))).toBe(text));
  it("writes numbers and shares as each language does", () => {
    expect(plain(fr.number(12480))).toBe("12 480");
    expect(en.number(12480)).toBe("12,480");
    expect(plain(fr.percent(0.684))).toBe("68 %");
  });
  it("writes sizes", () => {
    expect(plain(fr.bytes(999))).toBe("999 o");
    expect(plain(fr.bytes(1_500_000))).toBe("1,5 Mo");
    expect(plain(en.bytes(25_680))).toBe("26 kB");
  });
  it("says how long ago, by calendar days", () => {
    const now = new Date(2026, 10, 24, 9, 0);
    expect(fr.ago(new Date(2026, 10, 23, 23, 50), now)).toBe("hier");
    expect(fr.ago(new Date(2026, 10, 24, 8, 30), now)).toBe("il y a 30 minutes");
    expect(fr.ago(new Date(2026, 10, 12, 9, 0), now)).toBe("il y a 12 jours");
  });
  it("keeps the year of what is kept", () => {
    expect(fr.dates(new Date(2026, 9, 25), new Date(2026, 9, 27))).toContain("2026");
  });
});

describe("labels that administrators write", () => {
  it("are in the reader's language, and in French where there is no other", () => {
    const named = { label: "Sciences humaines", english: "Humanities" };
    expect([labelIn("fr", named), labelIn("en", named), labelIn("en", { label: "Ressources" })]).toEqual(["Sciences humaines", "Humanities", "Ressources"]);
  });
});
