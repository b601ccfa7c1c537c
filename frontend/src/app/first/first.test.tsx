import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { act, cleanup, render } from "@testing-library/react";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { makeQueryClient, meQuery, sow } from "@/shared/api";
import { makeRouter } from "../router";
import { keepTyped } from "./typed";

const file = (name: string) => readFileSync(new URL(name, import.meta.url), "utf8");
const address = `/catalogue?q=${encodeURIComponent("laïcité")}`;
const drawnRows = 10; // as in internal/app/first.go

/** The app at the address, with the same answer as the Go test gives the server. */
async function app(container?: HTMLElement) {
  window.history.replaceState({}, "", address);
  const queryClient = makeQueryClient();
  sow(queryClient, `{"queries":[{"key":["GET","/api/v1${address}"],"data":${file("answer.json")}}]}`);
  queryClient.setQueryData(meQuery.queryKey, null);
  const router = makeRouter(queryClient);
  await router.load();
  if (container) keepTyped(container);
  return render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
    container ? { container } : {},
  );
}

/** An element in lines: the order of attributes, the space between tags and how a slash is escaped do not matter. */
function lines(node: Node, depth = 0): string[] {
  const indent = "  ".repeat(depth);
  if (node instanceof Text) {
    const text = node.data.replace(/[ \n]+/g, " ");
    return text === " " ? [] : [indent + text];
  }
  if (!(node instanceof Element)) return [];
  const attributes = node.getAttributeNames().sort().map((name) => ` ${name}=${(node.getAttribute(name) ?? "").replace(/%[\da-f]{2}/g, (code) => code.toUpperCase())}`);
  const children: Node[] = [...node.childNodes];
  return [`${indent}<${node.localName}${attributes.join("")}>`, ...children.flatMap((child) => lines(child, depth + 1))];
}

const all = (root: Element) => [...root.children].flatMap((child) => lines(child));

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
  vi.useFakeTimers({ now: new Date("2026-11-24T10:00:00Z"), toFake: ["Date"] });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe("what the server draws first", () => {
  it("is what the app shows", async () => {
    const container = (await app()).container.cloneNode(true) as HTMLElement;
    container.normalize();
    for (const after of container.querySelectorAll("footer, .announcements, .more, aside > *")) after.remove();
    [...container.querySelectorAll("article")].slice(drawnRows).forEach((row) => row.remove());
    const drawn = document.createElement("div");
    drawn.innerHTML = file("catalogue.drawn.html");
    expect(all(drawn)).toEqual(all(container));
  });

  it("keeps what was typed before the app came", async () => {
    const container = document.body.appendChild(document.createElement("div"));
    container.innerHTML = file("catalogue.drawn.html");
    const drawn = container.querySelector("input");
    drawn?.focus();
    if (drawn) drawn.value = "laïcité à";
    drawn?.setSelectionRange(3, 5);
    await act(() => app(container));
    const input = container.querySelector("input");
    expect(input).not.toBe(drawn);
    expect(input?.value).toBe("laïcité à");
    expect(document.activeElement).toBe(input);
    expect([input?.selectionStart, input?.selectionEnd]).toEqual([3, 5]);
  });
});
