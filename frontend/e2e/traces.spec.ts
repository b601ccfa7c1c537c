// The traces: an administrator gives a program its key, the program tells what somebody did
// there, and the person and their trainer read it as a sentence.
import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { look, picture, settled } from "./support/look";
import { administrator, as, leave, teacher, trainer } from "./support/people";
import { serve } from "./support/server";

const server = serve();

test.describe.configure({ mode: "serial" });

const alone = "La laïcité à l’école : comprendre et faire vivre";
const guided = "Laïcité, fait religieux et esprit critique";
const soon = { timeout: 2_000 }; // what moves elsewhere shows within two seconds

let key = { name: "", secret: "" };

/** The registration of an enrolment, as a program is given it at its launch: a UUIDv5. */
function registration(session: string, person: string): string {
  const space = Buffer.from("6f1c2e0a519d4b7e9a330dc477e518b2", "hex");
  const sum = createHash("sha1").update(space).update(["registration", `${session}:${person}`].join("\0")).digest().subarray(0, 16);
  sum.writeUInt8((sum.readUInt8(6) & 0x0f) | 0x50, 6);
  sum.writeUInt8((sum.readUInt8(8) & 0x3f) | 0x80, 8);
  return sum.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** A record store that refuses whatever it is sent, and says why. */
async function refusing(): Promise<{ address: string; close: () => void }> {
  const store = createServer((request, response) => {
    request.resume();
    response.writeHead(400, { "Content-Type": "text/plain" }).end("context.platform is missing");
  });
  await new Promise<void>((resolve) => store.listen(0, "127.0.0.1", resolve));
  return { address: `http://localhost:${(store.address() as AddressInfo).port}/xapi`, close: () => store.close() };
}

interface Told {
  person: string;
  session: string;
  verb: string;
  name: string;
  result?: object;
}

/** What the program sends to the record store, with its key. */
async function tell(request: APIRequestContext, { person, session, verb, name, result }: Told): Promise<void> {
  const answer = await request.post(`${server.address}/xapi/statements`, {
    headers: { "X-Experience-API-Version": "1.0.3", Authorization: `Basic ${Buffer.from(`${key.name}:${key.secret}`).toString("base64")}` },
    data: {
      id: randomUUID(),
      actor: { account: { homePage: server.address, name: person } },
      verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` },
      object: { id: `https://simulation.example/${encodeURIComponent(name)}`, definition: { name: { fr: name, en: `${name} (EN)` } } },
      ...(result ? { result } : {}),
      context: { registration: registration(session, person), contextActivities: { grouping: [{ id: `${server.address}/xapi/sessions/${session}` }] } },
    },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
}

async function sessionOf(page: Page, title: string): Promise<string> {
  const answer = await page.request.get("/api/v1/catalogue", { params: { q: title, limit: 10 } });
  const { items } = (await answer.json()) as { items: { title: string; session?: { id: string } }[] };
  const id = items.find((i) => i.title === title)?.session?.id;
  if (!id) throw new Error(`« ${title} » has no session`);
  return id;
}

test("an administrator makes a key, takes its secret once, and revokes another", async ({ browser }) => {
  const page = await as(browser, server, administrator);
  await expect(page).toHaveURL("/");
  await page.getByRole("button", { name: `Mon compte, ${administrator.name}` }).click();
  await page.getByRole("link", { name: "Administration" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Clés d’accès aux traces" })).toBeVisible();
  await look(page, "clés vides");
  for (const name of ["Simulateur de conduite de classe", "Un essai"]) {
    await page.getByRole("button", { name: "Créer une clé" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Créer la clé" }).click();
    await expect(dialog.getByText("Dites en quelques mots à quoi sert cette clé.")).toBeVisible();
    await dialog.getByLabel("À quoi elle sert").fill(name);
    await dialog.getByRole("checkbox", { name: /^Relire ses propres traces/ }).check();
    await dialog.getByLabel("Académie", { exact: true }).selectOption({ label: "Lille" });
    await look(page, "créer une clé");
    await dialog.getByRole("button", { name: "Créer la clé" }).click();
    await expect(dialog.getByText(/Le secret n’est montré que maintenant/)).toBeVisible();
    await look(page, "secret d’une clé");
    if (!key.name) key = { name: await dialog.getByLabel("Clé", { exact: true }).inputValue(), secret: await dialog.getByLabel("Secret", { exact: true }).inputValue() };
    await dialog.getByRole("button", { name: "J’ai copié le secret" }).click();
    await expect(dialog).toHaveCount(0);
  }
  await page.getByRole("button", { name: "Révoquer la clé « Un essai »" }).click();
  await look(page, "révoquer une clé");
  await page.getByRole("dialog").getByRole("button", { name: "Révoquer" }).click();
  await expect(page.getByRole("row", { name: /^Un essai/ }).getByText(/^Révoquée le/)).toBeVisible();
  await expect(page.getByText(key.secret)).toHaveCount(0);
  await look(page, "clés");
  await leave(page);
});

test("an administrator says how long traces are kept", async ({ browser }) => {
  const page = await as(browser, server, administrator);
  await page.goto("/administration/cles");
  const row = (name: string) => page.getByRole("region", { name: "Règles de conservation" }).getByRole("row", { name: new RegExp(`^${name}`) });
  await expect(row("Préau")).toContainText("Aucune règle");
  await page.getByRole("button", { name: "Régler la conservation : Préau" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByLabel("Effacer après (jours)")).toHaveCount(0);
  await dialog.getByLabel("Donner des pseudonymes après (jours)").fill("30");
  await dialog.getByRole("button", { name: "Enregistrer la règle" }).click();
  await expect(dialog.getByText("Au moins 365 jours, ou rien.")).toBeVisible();
  await look(page, "règle de la plateforme");
  await dialog.getByLabel("Donner des pseudonymes après (jours)").fill("730");
  await dialog.getByRole("button", { name: "Enregistrer la règle" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row("Préau")).toContainText("Après 730 jours");
  await page.getByRole("button", { name: "Régler la conservation : Simulateur de conduite de classe" }).click();
  await dialog.getByLabel("Effacer après (jours)").fill("trois");
  await dialog.getByLabel("Donner des pseudonymes après (jours)").fill("365");
  await dialog.getByRole("button", { name: "Enregistrer la règle" }).click();
  await expect(dialog.getByText("Écrivez un nombre de jours, ou rien.")).toBeVisible();
  await dialog.getByLabel("Effacer après (jours)").fill("1095");
  await look(page, "règle d’une clé");
  await dialog.getByRole("button", { name: "Enregistrer la règle" }).click();
  await expect(row("Simulateur")).toContainText(/Après 1\s095 jours/);
  await look(page, "conservation");
  await leave(page);
});

test("an administrator has traces sent elsewhere, sees how far they are, stops and resumes", async ({ browser }) => {
  const page = await as(browser, server, administrator);
  await page.goto("/administration/cles");
  await expect(page.getByText("Aucune destination : les traces ne vont nulle part ailleurs.")).toBeVisible();
  const dialog = page.getByRole("dialog");
  const add = async (name: string, url: string, secret: string) => {
    await page.getByRole("button", { name: "Ajouter une destination" }).click();
    await dialog.getByLabel("Où vont ces traces").fill(name);
    await dialog.getByLabel("Adresse du magasin de traces").fill(url);
    await dialog.getByLabel("Clé", { exact: true }).fill(key.name);
    await dialog.getByLabel("Secret", { exact: true }).fill(secret);
    await dialog.getByLabel(/^À partir du/).fill("2020-01-01");
    await dialog.getByLabel(/^Seulement ces verbes/).fill("http://adlnet.gov/expapi/verbs/evaluated\nhttp://adlnet.gov/expapi/verbs/attended\nhttp://adlnet.gov/expapi/verbs/completed");
    await dialog.getByRole("button", { name: "Commencer l’envoi" }).click();
  };
  await add("Observatoire", "nulle part", key.secret);
  await expect(dialog.getByText("Écrivez l’adresse du magasin de traces : https://lrs.exemple.fr/xapi.")).toBeVisible();
  await look(page, "ajouter une destination");
  await dialog.getByLabel("Adresse du magasin de traces").fill(`${server.address}/xapi`);
  await dialog.getByRole("button", { name: "Commencer l’envoi" }).click();
  await expect(dialog).toHaveCount(0);
  await add("Un magasin qui refuse la clé", `${server.address}/xapi`, "un autre secret");
  await expect(dialog).toHaveCount(0);
  const row = (name: string) => page.getByRole("region", { name: "Destinations" }).getByRole("row", { name: new RegExp(`^${name}`) });
  await expect(row("Un magasin")).toContainText("Le magasin distant refuse la clé", { timeout: 40_000 });
  await expect(row("Observatoire").getByRole("cell").nth(2), "what it has sent").toHaveText(/[1-9]/, { timeout: 40_000 });
  await look(page, "destinations");
  await page.getByRole("button", { name: "Suspendre l’envoi vers « Un magasin qui refuse la clé »" }).click();
  await expect(row("Un magasin")).toContainText("Suspendu");
  await page.getByRole("button", { name: "Reprendre l’envoi vers « Un magasin qui refuse la clé »" }).click();
  await page.getByRole("button", { name: "Retirer la destination « Un magasin qui refuse la clé »" }).click();
  await look(page, "retirer une destination");
  await dialog.getByRole("button", { name: "Retirer" }).click();
  await expect(row("Un magasin")).toHaveCount(0);
  const fussy = await refusing();
  await add("Un magasin difficile", fussy.address, "secret");
  await row("Un magasin difficile").getByRole("button", { name: /Traces refusées par/ }).click({ timeout: 40_000 });
  await expect(dialog.getByText("context.platform is missing").first()).toBeVisible();
  await look(page, "traces refusées");
  await page.keyboard.press("Escape");
  fussy.close();
  await page.getByRole("button", { name: `Mon compte, ${administrator.name}` }).click();
  await page.getByRole("radio", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Sending to other record stores" })).toBeVisible();
  await picture(page, "keys in English");
  await leave(page, /Failed to load resource: the server responded with a status of 422/);
});

test("what a program tells is a sentence for the person, as it comes", async ({ browser, request }) => {
  const page = await as(browser, server, teacher);
  const session = await sessionOf(page, alone);
  const person = ((await (await page.request.get("/api/v1/me")).json()) as { id: string }).id;
  const enrolled = await page.request.put(`/api/v1/sessions/${session}/enrolment`, { headers: { Origin: server.address } });
  expect(enrolled.ok(), await enrolled.text()).toBe(true);
  await expect.poll(async () => (await page.request.get("/api/v1/me/visibility")).text(), "the enrolment is followed").toContain(alone);
  await page.goto("/profil/visibilite");
  await page.getByRole("link", { name: "Voir mes traces" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mes traces" })).toBeVisible();
  await settled(page);
  await look(page, "mes traces avant");
  await tell(request, { person, session, verb: "completed", name: "La frise", result: { completion: true, score: { scaled: 0.8 }, duration: "PT12M5S" } });
  await tell(request, { person, session, verb: "failed", name: "Cas pratique : une sortie scolaire", result: { success: false, score: { raw: 6, max: 20 } } });
  const sentence = page.getByRole("listitem").filter({ hasText: /Vous avez terminé «\sLa frise\s», le .+ à \d+\sh\s\d\d, score 80\s%, durée 12\smin\./ });
  await expect(sentence, "it shows without a reload").toBeVisible(soon);
  await expect(sentence).toContainText("envoyée par Simulateur de conduite de classe");
  await expect(sentence).toContainText(alone);
  await look(page, "mes traces");

  await sentence.getByText(/^Voir la trace/).click();
  await expect(sentence.getByRole("region")).toContainText(`"duration": "PT12M5S"`);
  await expect(sentence.getByRole("button", { name: "Copier" })).toBeVisible();
  await look(page, "mes traces, le JSON");

  await page.getByLabel("Ce qui a été fait").selectOption("Pas réussi");
  await expect(page.getByRole("paragraph").filter({ hasText: /Vous n’avez pas réussi «\sCas pratique : une sortie scolaire\s», .+, score 6 sur 20\./ })).toBeVisible();
  await expect(sentence).toHaveCount(0);
  await page.getByLabel("Au", { exact: true }).fill("2020-01-01");
  await expect(page.getByRole("heading", { name: "Aucune trace ne correspond" })).toBeVisible();
  await look(page, "mes traces, aucune");
  await page.getByRole("button", { name: "Tout afficher" }).click();
  await expect(sentence).toBeVisible();
  await leave(page);
});

test("a trainer reads those of their session, without durations; nobody else does", async ({ browser, request }) => {
  const page = await as(browser, server, trainer);
  const session = await sessionOf(page, guided);
  const { items } = (await (await page.request.get(`/api/v1/sessions/${session}/progress?limit=100`)).json()) as { items: { person: string; name: string }[] };
  const [one, two] = items;
  if (!one || !two) throw new Error("the session has no two participants");
  for (const p of [one, two]) await tell(request, { person: p.person, session, verb: "passed", name: `Le débat réglé de ${p.name}`, result: { success: true, score: { scaled: 0.75 }, duration: "PT42M" } });
  await page.goto(`/former/sessions/${session}?onglet=traces`);
  const first = page.getByRole("listitem").filter({ hasText: `${one.name} a réussi « Le débat réglé de ${one.name} »` });
  const second = page.getByRole("listitem").filter({ hasText: `${two.name} a réussi` });
  await expect(first).toBeVisible();
  await expect(second).toBeVisible();
  await expect(first).not.toContainText("42 min");
  await tell(request, { person: two.person, session, verb: "attempted", name: "Le débat mouvant" });
  await expect(page.getByRole("listitem").filter({ hasText: "Le débat mouvant" }), "it shows without a reload").toBeVisible(soon);
  await look(page, "traces d’une session");
  await page.getByRole("navigation", { name: "Parties de la session" }).getByRole("link", { name: "Suivi" }).click();
  await page.getByRole("link", { name: `${one.name}, voir ses traces` }).click();
  await expect(first).toBeVisible();
  await expect(second).toHaveCount(0);
  await first.getByText(/^Voir la trace/).click();
  await expect(first.getByRole("region")).toContainText(`"scaled": 0.75`);
  await expect(first.getByRole("region")).not.toContainText("PT42M");
  await look(page, "traces d’un participant");
  await page.getByRole("button", { name: `Mon compte, ${trainer.name}` }).click();
  await page.getByRole("radio", { name: "English" }).click();
  await expect(page.getByText(`${one.name} passed “Le débat réglé de ${one.name} (EN)”`).first()).toBeVisible();
  await picture(page, "traces in English");
  await leave(page);

  const other = await as(browser, server, teacher);
  expect((await other.request.get(`/api/v1/sessions/${session}/statements`)).status()).toBe(403);
  await other.goto("/administration/cles");
  await expect(other.getByRole("heading", { name: "Cette page n’est pas pour vous" })).toBeVisible();
  await look(other, "clés, pas pour vous");
  await leave(other, /Failed to load resource: the server responded with a status of 403/);
});
