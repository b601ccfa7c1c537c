import { describe, expect, it } from "vitest";
import { presets, query, selected, toggled } from "./search";

describe("the catalogue's search", () => {
  it("adds and takes away values, and keeps the words", () => {
    const one = toggled({ q: "oral" }, "domain", "valeurs");
    const two = toggled(one, "domain", "climat");
    expect(two).toMatchObject({ q: "oral", domain: ["valeurs", "climat"] });
    expect(selected(two)).toBe(2);
    expect(toggled(toggled(two, "domain", "valeurs"), "domain", "climat").domain).toBeUndefined();
  });
  it("asks for the preset only where nothing was chosen", () => {
    expect(query({})).toEqual({ preset: true });
    expect(query({ sort: "recent" })).toEqual({ sort: "recent", preset: true });
    expect(query({ all: "1" })).toEqual({});
    expect(query({ nature: ["autoformation"] })).toEqual({ nature: ["autoformation"] });
  });
  it("does not fall back on the preset when the last choice is taken away", () => {
    expect(presets(toggled({ nature: ["autoformation"] }, "nature", "autoformation"))).toBe(false);
  });
});
