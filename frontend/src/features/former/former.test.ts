import { describe, expect, it } from "vitest";
import { count, groupOf, matches, type Participant } from "./attention";
import { fromField, toField } from "./times";

const now = new Date("2026-11-24T10:00:00Z");
const person = (progress: Partial<Participant["progress"]>, name = "Cordier Anne"): Participant => ({
  person: name,
  name,
  establishment: "Collège Condorcet, Lens",
  enrolledAt: "2026-10-01T00:00:00Z",
  progress: { percent: 0, done: 0, total: 4, ...progress },
  activities: {},
  presences: {},
});

describe("who needs help", () => {
  it.each([
    ["never came", {}, "never"],
    ["came yesterday", { startedAt: "2026-11-01T00:00:00Z", lastAt: "2026-11-23T00:00:00Z" }, "onTrack"],
    ["stopped eleven days ago", { startedAt: "2026-11-01T00:00:00Z", lastAt: "2026-11-13T00:00:00Z" }, "stopped"],
    ["finished long ago", { startedAt: "2026-10-01T00:00:00Z", lastAt: "2026-10-02T00:00:00Z", completedAt: "2026-10-02T00:00:00Z" }, "finished"],
  ] as const)("%s", (_name, progress, group) => expect(groupOf(person(progress), now)).toBe(group));

  it("counts each person once", () => {
    const n = count([person({}), person({}), person({ completedAt: "2026-10-02T00:00:00Z" })], now);
    expect(n).toEqual({ never: 2, stopped: 0, onTrack: 0, finished: 1 });
  });
  it("finds a name or a school without accents", () => {
    expect(matches(person({}, "Évrard Maud"), "evrard")).toBe(true);
    expect(matches(person({}), " college ")).toBe(true);
    expect(matches(person({}), "dupont")).toBe(false);
  });
});

describe("dates of a field", () => {
  it("come back as they went", () => {
    const iso = "2026-12-08T08:00:00.000Z";
    expect(fromField(toField(iso))).toBe(iso);
  });
  it("may be empty or half filled", () => {
    expect(toField(undefined)).toBe("");
    expect(fromField("")).toBeUndefined();
    expect(fromField("2026-12-")).toBeUndefined();
  });
});
