import { act, cleanup, render, screen } from "@testing-library/react";
import { createRef } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { ContentFrame } from "./ContentFrame";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Stands for the browser's frames: each call of the answer draws one. */
function drawing(): () => void {
  const waiting: FrameRequestCallback[] = [];
  vi.stubGlobal("requestAnimationFrame", (then: FrameRequestCallback) => waiting.push(then));
  vi.stubGlobal("cancelAnimationFrame", () => waiting.splice(0));
  return () => act(() => waiting.splice(0).forEach((then) => then(0)));
}

it("asks for the content once its frame has been laid out", () => {
  const draw = drawing();
  render(<ContentFrame frame={createRef()} url="http://content.localhost/jeu" title="Jeu" />);
  const frame = screen.getByTitle("Jeu");
  expect(frame.getAttribute("src")).toBeNull();
  draw();
  expect(frame.getAttribute("src")).toBeNull();
  draw();
  expect(frame.getAttribute("src")).toBe("http://content.localhost/jeu");
});
