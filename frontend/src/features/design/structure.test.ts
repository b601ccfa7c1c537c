import { describe, expect, it } from "vitest";
import { moved, movedActivity, newActivity, rulesOf, without, type Section } from "./structure";

const activity = (id: string, requires?: string[]) => ({ ...newActivity("page", id), id, ...(requires ? { requires } : {}) });
const sections: Section[] = [
  { id: "s1", title: "Un", activities: [activity("a"), activity("b", ["a"])] },
  { id: "s2", title: "Deux", activities: [activity("c", ["a", "b"])] },
];
const order = (list: readonly Section[]) => list.map((s) => s.activities.map((a) => a.id).join(""));

describe("the structure of a version", () => {
  it("moves by one place, and stays within its ends", () => {
    expect(moved(["x", "y"], 0, 1)).toEqual(["y", "x"]);
    expect(moved(["x", "y"], 1, 1)).toEqual(["x", "y"]);
    expect(moved(["x", "y"], 0, -1)).toEqual(["x", "y"]);
  });
  it("lets an activity pass from a section to the next and back", () => {
    expect(order(movedActivity(sections, 0, 0, 1))).toEqual(["ba", "c"]);
    expect(order(movedActivity(sections, 0, 1, 1))).toEqual(["a", "bc"]);
    expect(order(movedActivity(sections, 1, 0, -1))).toEqual(["abc", ""]);
    expect(order(movedActivity(sections, 1, 0, 1))).toEqual(["ab", "c"]);
    expect(order(sections)).toEqual(["ab", "c"]);
  });
  it("forgets an activity everywhere", () => {
    const left = without(sections, "a");
    expect(order(left)).toEqual(["b", "c"]);
    expect(left[1]?.activities[0]?.requires).toEqual(["b"]);
  });
  it("gives each kind a rule that can be met", () => {
    for (const kind of ["page", "video", "file", "link", "package", "meeting"] as const) expect(rulesOf[kind]).toContain(newActivity(kind, "x").rule.kind);
  });
});
