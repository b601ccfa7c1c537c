import { describe, expect, it } from "vitest";
import { many, one, parseSearch, stringifySearch } from "./search";

describe("the parameters of an address", () => {
  it("come back as they went", () => {
    const text = "?q=la%C3%AFcit%C3%A9&domain=valeurs&domain=climat";
    expect(stringifySearch(parseSearch(text))).toBe(text);
  });
  it("leave out what is empty", () => {
    expect(stringifySearch({ q: "", domain: [], sort: undefined })).toBe("");
  });
  it("are read as one or as many", () => {
    const search = parseSearch("?a=1&b=2&b=3&c=");
    expect(one(search, "a")).toBe("1");
    expect(one(search, "b")).toBe("2");
    expect(one(search, "c")).toBeUndefined();
    expect(many(search, "a")).toEqual(["1"]);
    expect(many(search, "b")).toEqual(["2", "3"]);
    expect(many(search, "z")).toBeUndefined();
  });
});
