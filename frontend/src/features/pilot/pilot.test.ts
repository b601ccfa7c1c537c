import { describe, expect, it } from "vitest";
import { schoolYear } from "./Filters";
import { line, roundUp } from "./scale";

describe("the chart", () => {
  it.each([
    [0, 3],
    [3, 3],
    [7, 10],
    [80, 100],
    [8999, 10000],
  ])("tops %i at a round number", (n, least) => {
    const { top, step } = roundUp(n);
    expect(top).toBeGreaterThanOrEqual(n);
    expect(top).toBeLessThanOrEqual(least * 1.2);
    expect(Number.isInteger(top / step)).toBe(true);
    expect(top / step).toBeLessThanOrEqual(5);
  });
  it("draws a line from corner to corner", () => {
    expect(line([0, 10], 10, 100, 50)).toBe("M0 50L100 0");
    expect(line([5], 10, 100, 50)).toBe("M0 25");
  });
  it("draws what is over apart from what is under way, which it joins", () => {
    expect(line([0, 10, 5], 10, 100, 50, 0, 2)).toBe("M0 50L50 0");
    expect(line([0, 10, 5], 10, 100, 50, 1)).toBe("M50 0L100 25");
  });
});

describe("the school year", () => {
  it("begins on the first of September", () => {
    expect(schoolYear(new Date(2026, 7, 31))).toBe(2025);
    expect(schoolYear(new Date(2026, 8, 1))).toBe(2026);
  });
});
