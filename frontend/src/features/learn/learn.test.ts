import { describe, expect, it } from "vitest";
import { fromWrapper } from "./protocol";
import { Watched } from "./watched";

describe("what was seen of a video", () => {
  const play = (w: Watched, from: number, to: number, step = 0.25, speed = 1) => {
    for (let t = from; t <= to + 1e-9; t += step) w.at(t, speed);
  };
  it("is the whole when it is played through", () => {
    const w = new Watched();
    play(w, 0, 100);
    expect(w.ratio(100)).toBeCloseTo(1, 5);
  });
  it("leaves out what was jumped over", () => {
    const w = new Watched();
    play(w, 0, 10);
    w.jump(90);
    play(w, 90, 100);
    expect(w.ratio(100)).toBeCloseTo(0.2, 5);
  });
  it("counts a part played twice once", () => {
    const w = new Watched();
    play(w, 0, 30);
    w.jump(10);
    play(w, 10, 40);
    expect(w.ratio(100)).toBeCloseTo(0.4, 5);
  });
  it("takes wider steps at a higher speed", () => {
    const slow = new Watched();
    play(slow, 0, 20, 2);
    expect(slow.ratio(100)).toBe(0);
    const fast = new Watched();
    play(fast, 0, 20, 2, 2);
    expect(fast.ratio(100)).toBeCloseTo(0.2, 5);
  });
  it("knows nothing of a video without a length", () => {
    expect(new Watched().ratio(Number.NaN)).toBe(0);
  });
});

describe("the words of a package's wrapper", () => {
  const origin = "http://content.localhost:8080";
  const frame = {} as Window;
  const event = (data: unknown, from = origin, source: unknown = frame) => ({ data, origin: from, source }) as MessageEvent;
  const state = { current: null, toc: [], nav: {}, result: {}, standing: null, notice: "" };

  it("are heard from its own frame only", () => {
    expect(fromWrapper(event({ preau: "scorm", type: "saving", pending: 2 }), origin, frame)).toMatchObject({ pending: 2 });
    expect(fromWrapper(event({ preau: "scorm", type: "saving" }, "http://evil.example"), origin, frame)).toBeUndefined();
    expect(fromWrapper(event({ preau: "scorm", type: "saving" }, origin, {}), origin, frame)).toBeUndefined();
    expect(fromWrapper(event({ preau: "scorm", type: "saving" }), origin, null)).toBeUndefined();
  });
  it("are of the kinds that were agreed on", () => {
    expect(fromWrapper(event({ preau: "scorm", type: "eval", code: "1" }), origin, frame)).toBeUndefined();
    expect(fromWrapper(event("saving"), origin, frame)).toBeUndefined();
    expect(fromWrapper(event({ type: "saving" }), origin, frame)).toBeUndefined();
  });
  it("may carry the state beside the type or under it", () => {
    const beside = fromWrapper(event({ preau: "scorm", type: "state", ...state }), origin, frame);
    const under = fromWrapper(event({ preau: "scorm", type: "state", state }), origin, frame);
    expect(beside).toMatchObject({ type: "state", state: { toc: [] } });
    expect(under).toMatchObject({ type: "state", state: { toc: [] } });
  });
});
