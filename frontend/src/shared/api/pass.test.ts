import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isOld, keepFresh, noteFresh } from "./pass";

describe("the pass", () => {
  beforeEach(() => {
    localStorage.clear();
    vi.useFakeTimers({ now: new Date("2026-11-24T08:00:00Z") });
    noteFresh();
  });
  afterEach(() => vi.useRealTimers());

  it("is renewed before its ten minutes are over, and only then", () => {
    const renew = vi.fn(() => {
      noteFresh();
      return Promise.resolve(true);
    });
    const stop = keepFresh(renew);
    vi.advanceTimersByTime(7 * 60_000);
    expect(renew).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2 * 60_000);
    expect(renew).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(8 * 60_000);
    expect(renew).toHaveBeenCalledTimes(1);
    stop();
    vi.advanceTimersByTime(60 * 60_000);
    expect(renew).toHaveBeenCalledTimes(1);
  });
  it("is as fresh as another tab made it", () => {
    vi.advanceTimersByTime(9 * 60_000);
    expect(isOld()).toBe(true);
    localStorage.setItem("preau.renewed", String(Date.now()));
    expect(isOld()).toBe(false);
  });
});
