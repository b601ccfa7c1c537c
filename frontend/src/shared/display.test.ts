import { beforeEach, describe, expect, it } from "vitest";
import { choose, chosen } from "./display";

beforeEach(() => {
  document.cookie = "preau-display=; path=/; max-age=0";
});

describe("what the reader chose", () => {
  it("is kept, each choice apart", () => {
    document.cookie = "preau-display-other=lang%3Dfr; path=/";
    expect(chosen("lang")).toBeNull();
    choose("lang", "en");
    choose("theme", "dark");
    expect([chosen("lang"), chosen("theme"), chosen("contrast")]).toEqual(["en", "dark", null]);
  });
  it("is forgotten when it is nothing in particular", () => {
    choose("theme", "dark");
    choose("contrast", "more");
    choose("theme", null);
    expect([chosen("theme"), chosen("contrast")]).toEqual([null, "more"]);
    expect(document.cookie).toContain("preau-display=contrast=more");
  });
});
