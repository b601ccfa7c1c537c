import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { address, canonical, send } from "./client";
import { OfflineError, ProblemError } from "./problem";
import { makeQueryClient, sow, under } from "./query";

describe("address", () => {
  it("is the same whatever the order of its parameters", () => {
    expect(address("/api/v1/catalogue", { query: { q: "laïcité", domain: ["valeurs", "climat"] } })).toBe(canonical("/api/v1/catalogue?domain=valeurs&domain=climat&q=la%C3%AFcit%C3%A9"));
    expect(canonical("/a?b=1&a=x+y")).toBe(canonical("/a?a=x%20y&b=1"));
  });
  it("leaves out what is empty and keeps the order of a list", () => {
    expect(canonical("/a?q=&domain=b&domain=a")).toBe("/a?domain=b&domain=a");
    expect(address("/a", { query: { q: undefined } })).toBe("/a");
  });
  it("fills the path", () => {
    expect(address("/api/v1/parcours/{id}", { path: { id: "p/1" } })).toBe("/api/v1/parcours/p%2F1");
  });
});

/** A server with a state: its pass may have run out, and be renewed once. */
class FakeServer {
  calls: string[] = [];
  valid = true;
  renewable = true;
  online = true;

  fetch = vi.fn((input: RequestInfo | URL): Promise<Response> => {
    const url = input instanceof Request ? input.url : String(input);
    const path = new URL(url, "http://localhost").pathname;
    this.calls.push(path);
    if (!this.online) return Promise.reject(new TypeError("Failed to fetch"));
    if (path === "/api/v1/token/refresh") {
      this.valid = this.renewable;
      return Promise.resolve(Response.json({}, { status: this.renewable ? 200 : 401 }));
    }
    if (!this.valid) return Promise.resolve(Response.json({ code: "sign_in_required", detail: "Connectez-vous." }, { status: 401 }));
    return Promise.resolve(Response.json({ ok: true }));
  });
}

describe("send", () => {
  let server: FakeServer;
  beforeEach(() => {
    server = new FakeServer();
    vi.stubGlobal("fetch", server.fetch);
  });
  afterEach(() => vi.unstubAllGlobals());
  const ask = () => send(new Request("http://localhost/api/v1/me"));

  it("renews a pass that has run out, once, and asks again", async () => {
    server.valid = false;
    const answers = await Promise.all([ask(), ask()]);
    expect(answers.map((a) => a.status)).toEqual([200, 200]);
    expect(server.calls.filter((c) => c === "/api/v1/token/refresh")).toHaveLength(1);
  });
  it("says that one must sign in when the pass cannot be renewed", async () => {
    server.valid = false;
    server.renewable = false;
    await expect(ask()).rejects.toMatchObject({ status: 401, code: "sign_in_required", message: "Connectez-vous." });
  });
  it("does not renew for a refused sign-in", async () => {
    server.valid = false;
    await expect(send(new Request("http://localhost/api/v1/sign-in", { method: "POST" }))).rejects.toBeInstanceOf(ProblemError);
    expect(server.calls).toEqual(["/api/v1/sign-in"]);
  });
  it("tells a lost line from a refusal", async () => {
    server.online = false;
    await expect(ask()).rejects.toBeInstanceOf(OfflineError);
  });
});

describe("the answers in the document", () => {
  it("are found by the page's own questions", () => {
    const client = makeQueryClient();
    const sown = sow(client, JSON.stringify({ queries: [{ key: ["GET", "/api/v1/catalogue?sort=recent&limit=3"], data: { total: 1 } }] }));
    expect(sown).toEqual(["/api/v1/catalogue?limit=3&sort=recent"]);
    expect(client.getQueryData(["GET", address("/api/v1/catalogue", { query: { limit: 3, sort: "recent" } })])).toEqual({ total: 1 });
    expect(sow(client, undefined)).toEqual([]);
  });
  it("grow old by address, whatever their parameters", () => {
    const { predicate } = under("/api/v1/learn/s1", "/api/v1/catalogue");
    const old = (url: string) => predicate({ queryKey: ["GET", url] });
    expect(old("/api/v1/learn/s1")).toBe(true);
    expect(old("/api/v1/learn/s1/activities/a")).toBe(true);
    expect(old("/api/v1/learn/s10")).toBe(false);
    expect(old("/api/v1/catalogue?q=x")).toBe(true);
  });
});
