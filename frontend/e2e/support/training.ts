// Trainings made for a journey that is about something else.
import { expect, type Page } from "@playwright/test";
import type { Server } from "./server";

/** A training of packages, one after the other, made through the API: how it is made in the browser is told elsewhere. It answers its session. */
export async function published(maker: Page, server: Server, title: string, packages: { id: string; title: string }[]): Promise<string> {
  const headers = { Origin: server.address };
  const post = async (path: string, data: unknown) => {
    const answer = await maker.request.post(`/api/v1${path}`, { headers, data });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as { id: string; etag: string; card: object; lastVersion: number };
  };
  const put = async (path: string, etag: string, data: unknown) => {
    const answer = await maker.request.put(`/api/v1${path}`, { headers: { ...headers, "If-Match": etag }, data });
    expect(answer.ok(), await answer.text()).toBe(true);
  };
  const made = await post("/parcours", { title, collection: "autoformation" });
  const parcours = (await (await maker.request.get(`/api/v1/parcours/${made.id}`)).json()) as { etag: string; card: object; lastVersion: number };
  await put(`/parcours/${made.id}/card`, parcours.etag, {
    ...parcours.card,
    short: "Module",
    description: "Un module.",
    domain: "numerique",
    origin: "dgesco",
    originCode: "NDGS",
    authors: "Rustici",
    publics: ["enseignants-college"],
    minutesDistance: 30,
    minutesPresence: 0,
    year: "26",
  });
  const version = (await (await maker.request.get(`/api/v1/parcours/${made.id}/versions/${parcours.lastVersion}`)).json()) as { etag: string };
  await put(`/parcours/${made.id}/versions/${parcours.lastVersion}/structure`, version.etag, {
    sections: [{ id: "s", title: "Modules", activities: packages.map((p, i) => ({ id: `m${i + 1}`, kind: "package", title: p.title, minutes: 30, required: true, rule: { kind: "completed" }, package: { id: p.id } })) }],
  });
  await post(`/parcours/${made.id}/publish`, { kind: "major" });
  return `p-${made.id}`;
}
