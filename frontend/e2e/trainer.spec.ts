// An accompanied session from its opening to its attestation: the trainer and a participant,
// each before their own screen, and neither ever reloading it.
import { type Browser, expect, type Page, test } from "@playwright/test";
import { look, settled } from "./support/look";
import { finished, go, next } from "./support/moves";
import { administrator, as, designer, leave, privately, signIn, teacher, trainer } from "./support/people";
import { playLaicite } from "./support/player";
import { serve } from "./support/server";

const server = serve();

test.describe.configure({ mode: "serial" });

const parcours = "Laïcité, fait religieux et esprit critique";
const title = "Laïcité et esprit critique, circonscription de Lens 2";
let trained = ""; // the session's page, once it is created
const soon = { timeout: 2_000, intervals: [50] }; // what moves elsewhere shows within two seconds

/** What a field for a date and an hour is filled with, some hours from now. */
function hence(hours: number): string {
  const at = new Date(Date.now() + hours * 3_600_000);
  const parts = Object.fromEntries(new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).formatToParts(at).map((p) => [p.type, p.value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

async function stay(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { neverReloaded: true }));
}

async function stayed(page: Page): Promise<void> {
  expect(await page.evaluate(() => "neverReloaded" in globalThis), "the page was not reloaded").toBe(true);
}

function tab(page: Page, name: string) {
  return page.getByRole("navigation", { name: "Parties de la session" }).getByRole("link", { name: new RegExp(`^${name}`) });
}

async function create(page: Page): Promise<void> {
  await go(page, "Former");
  await settled(page);
  await page.getByRole("link", { name: "Créer une session" }).click();
  await page.getByRole("searchbox", { name: "Chercher un parcours" }).fill("laicite");
  await page.getByRole("button", { name: "Chercher un parcours" }).click();
  await page.getByRole("button", { name: `Choisir ${parcours}` }).click();
  await page.getByLabel("Intitulé").fill(title);
  await page.getByLabel("Début").fill(hence(-24));
  await page.getByLabel("Fin", { exact: true }).fill(hence(24 * 40));
  await page.getByLabel("Inscriptions jusqu’à").fill(hence(24 * 30));
  await page.getByLabel("Lieu").fill("Lens, circonscription 2");
  await page.getByLabel("Qui peut s’inscrire").selectOption("request");
  await page.getByLabel("Nombre de places").fill("12");
  await look(page, "créer une session");
  await page.getByRole("button", { name: "Créer la session" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  trained = new URL(page.url()).pathname;
}

async function meet(page: Page, name: string, kind: string, start: number): Promise<void> {
  await page.getByRole("button", { name: "Ajouter une rencontre" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Intitulé de la rencontre").fill(name);
  await dialog.getByLabel("Début").fill(hence(start));
  await dialog.getByLabel("Fin").fill(hence(start + 3));
  await dialog.getByLabel("Forme").selectOption({ label: kind });
  await dialog.getByLabel("Lieu ou adresse").fill("École Jean-Macé, Lens");
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText(name, { exact: true })).toBeVisible();
}

async function openSession(page: Page): Promise<void> {
  await meet(page, "Classe virtuelle du soir", "Classe virtuelle", -5);
  await meet(page, "Atelier à Lens", "En présence", -1);
  await look(page, "préparer une session");
  await page.getByRole("button", { name: "Ouvrir la session" }).click();
  await expect(page.getByText("La session est ouverte ; les inscrits sont prévenus.")).toBeVisible();
  await expect(page.getByText("En cours", { exact: true }).first()).toBeVisible();
}

async function paste(page: Page): Promise<void> {
  await tab(page, "Participants").click();
  await page.getByLabel("Adresses électroniques").fill(`Sophie Nguyen <${designer.email}>; nouvelle.collegue@ac-lille.fr\npas une adresse`);
  await page.getByRole("button", { name: "Ajouter", exact: true }).click();
  await expect(page.getByText("1 inscrit", { exact: true })).toBeVisible();
  await expect(page.getByText("Invitations, à la première connexion : nouvelle.collegue@ac-lille.fr")).toBeVisible();
  await expect(page.getByText(/^Ce ne sont pas des adresses\s: /)).toBeVisible();
  await expect(page.getByText(designer.name, { exact: true })).toBeVisible();
  await look(page, "participants ajoutés");
}

/** The participant asks for a place from the page of the parcours. */
async function ask(browser: Browser): Promise<Page> {
  const page = await privately(browser, server);
  await page.goto("/catalogue?q=laicite+esprit+critique");
  await page.getByRole("link", { name: "Se connecter" }).click();
  await signIn(page, teacher);
  await page.getByRole("heading", { name: parcours }).getByRole("link").click();
  await look(page, "fiche d’un parcours accompagné");
  const session = page.getByRole("listitem").filter({ hasText: "Lens, circonscription 2" });
  await session.getByRole("button", { name: /^Demander une place/ }).click();
  await expect(page.getByText("Votre demande est envoyée au formateur ; vous serez prévenu de sa réponse.")).toBeAttached();
  await look(page, "place demandée");
  return page;
}

/** Keeps what was marked, and sees it kept. */
async function attest(page: Page): Promise<void> {
  const kept = page.waitForResponse((r) => r.url().endsWith("/attendance"));
  await page.getByRole("button", { name: "Enregistrer" }).click();
  expect((await kept).ok()).toBe(true);
  await expect(page.getByText("Les présences sont enregistrées.").last()).toBeAttached();
}

function row(page: Page) {
  return page.getByRole("row", { name: new RegExp(teacher.name) });
}

test("a trainer opens a session, accepts a request, follows, marks attendance, writes; the participant is told and attested", async ({ browser }) => {
  const led = await as(browser, server, trainer);
  await test.step("the trainer opens a session and pastes addresses", async () => {
    await create(led);
    await openSession(led);
    await paste(led);
  });

  await stay(led);
  const learner = await ask(browser);
  await stay(learner);

  await test.step("the request arrives, and is accepted", async () => {
    await expect(led.getByText("1 demande à traiter").first()).toBeVisible();
    await look(led, "demande reçue");
    await led.getByRole("button", { name: `Accepter ${teacher.name}` }).click();
    await expect(learner.getByRole("link", { name: /^Avis, 1 nouveau/ })).toBeVisible({ timeout: 5_000 });
    await learner.getByRole("link", { name: /^Avis, 1 nouveau/ }).click();
    await look(learner, "avis d’acceptation");
    await learner.getByRole("link", { name: `Votre demande est acceptée : vous êtes inscrit à « ${title} ».` }).click();
    await expect(learner.getByRole("heading", { level: 1, name: "Pourquoi 1905 ?" })).toBeVisible();
    await finished(learner);
  });

  await test.step("the trainer sees the progress move", async () => {
    await tab(led, "Suivi").click();
    await expect(row(led)).toContainText("terminée");
    const percent = () => row(led).locator("td.r").innerText();
    const before = await percent();
    await next(learner, "Repères");
    await playLaicite(learner);
    await expect.poll(percent, { message: "the progress in the trainer's table", ...soon }).not.toBe(before);
    await stayed(led);
    await look(led, "suivi");
  });

  await test.step("the trainer marks who was there", async () => {
    await tab(led, "Présences").click();
    await led.getByLabel("Rencontre").selectOption({ index: 0 });
    await led.getByRole("group", { name: `Présence de ${designer.name}` }).getByLabel("Absent").check();
    await led.getByRole("group", { name: `Présence de ${teacher.name}` }).getByLabel("Présent").check();
    await look(led, "présences");
    await attest(led);
    await next(learner, "Classe virtuelle");
    await finished(learner);
    await next(learner, "Cinq situations");
    await finished(learner);
  });

  await test.step("the trainer writes to a selection", async () => {
    await tab(led, "Suivi").click();
    await led.getByRole("checkbox", { name: `Choisir ${teacher.name}` }).check();
    await expect(led.getByText("1 sélectionné")).toBeVisible();
    await look(led, "sélection");
    await led.getByRole("button", { name: "Écrire" }).click();
    const dialog = led.getByRole("dialog", { name: "Écrire à 1 personne" });
    await dialog.getByLabel("Objet").fill("Apportez votre séance");
    await dialog.getByLabel("Message").fill("Venez à l’atelier avec la séance que vous avez essayée.\nÀ bientôt.");
    await look(led, "écrire");
    await dialog.getByRole("button", { name: "Envoyer" }).click();
    await expect(led.getByText("Message envoyé à 1 personne.")).toBeAttached();
    await learner.getByRole("link", { name: /^Avis, 1 nouveau/ }).click({ timeout: 5_000 });
    await expect(learner.getByRole("link", { name: `${trainer.name} vous a écrit : Apportez votre séance` })).toBeVisible();
    await expect(learner.getByText("Venez à l’atelier avec la séance que vous avez essayée.")).toBeVisible();
    await stayed(learner);
    await look(learner, "message reçu");
  });

  await test.step("the workshop and the trainer's word complete the training", async () => {
    await tab(led, "Présences").click();
    await led.getByLabel("Rencontre").selectOption({ index: 1 });
    await led.getByRole("group", { name: `Présence de ${teacher.name}` }).getByLabel("Présent").check();
    await attest(led);
    await tab(led, "Suivi").click();
    await led.getByRole("checkbox", { name: `Choisir ${teacher.name}` }).check();
    await led.getByRole("button", { name: "Marquer terminé…" }).click();
    const dialog = led.getByRole("dialog");
    await dialog.getByLabel("Activité").selectOption({ label: "Ma séance" });
    await look(led, "marquer terminé");
    await dialog.getByRole("button", { name: "Marquer terminée" }).click();
    await expect(row(led).locator("td.r")).toHaveText(/^100\s%$/);
    await stayed(led);
    await learner.getByRole("link", { name: `Votre attestation pour « ${parcours} » est prête.` }).click();
    await expect(learner.getByRole("heading", { level: 1, name: "Attestation de formation" })).toBeVisible();
    await expect(learner.getByText(/^Classe virtuelle du soir, /)).toBeVisible();
    await expect(learner.getByText(/^Atelier à Lens, /)).toBeVisible();
    await stayed(learner);
    await look(learner, "attestation d’une session");
  });

  await leave(learner);
  await leave(led);
});

test("an administrator revokes an attestation with a reason, and gives another; its pages say so", async ({ browser }) => {
  const admin = await as(browser, server, administrator);
  await admin.goto(trained);
  await admin.getByRole("checkbox", { name: `Choisir ${teacher.name}` }).check();
  await admin.getByRole("button", { name: "Attestation…" }).press("Enter");
  const dialog = admin.getByRole("dialog", { name: `Attestation de ${teacher.name}` });
  const number = (await dialog.getByRole("listitem").first().getByRole("link").getAttribute("href"))?.split("/").pop() ?? "";
  await dialog.getByRole("button", { name: "Révoquer…" }).press("Enter");
  await dialog.getByLabel("Motif de la révocation").fill("Présence notée à la mauvaise personne.");
  await look(admin, "révoquer une attestation");
  await dialog.getByRole("button", { name: "Révoquer l’attestation" }).press("Enter");
  await expect(dialog.getByText("Révoquée", { exact: true })).toBeVisible();

  const owner = await as(browser, server, teacher);
  await go(owner, "Attestations");
  await owner.getByRole("link", { name: `Révoquée : voir l’attestation, ${parcours}` }).click();
  await expect(owner.getByText("Motif : Présence notée à la mauvaise personne.")).toBeVisible();
  await look(owner, "attestation révoquée");
  await owner.goto(`/verifier/${number}`);
  await expect(owner.getByRole("heading", { level: 1, name: "Cette attestation n’est plus valable" })).toBeVisible();
  await look(owner, "vérification d’une attestation révoquée");

  await dialog.getByRole("button", { name: "Délivrer de nouveau" }).press("Enter");
  await expect(dialog.getByText("Valable", { exact: true })).toBeVisible();
  await look(admin, "attestation délivrée de nouveau");
  await dialog.getByRole("button", { name: "Fermer" }).press("Enter");
  await go(owner, "Attestations");
  await expect(owner.getByRole("link", { name: `Voir l’attestation : ${parcours}` })).toBeVisible();
  await leave(owner);
  await leave(admin);
});

test("a trainer brings a colleague into the session; one of them stays", async ({ browser }) => {
  const led = await as(browser, server, trainer);
  await go(led, "Former");
  await led.getByRole("link", { name: title, exact: true }).click();
  await tab(led, "Réglages").click();
  const team = led.locator("section").filter({ has: led.getByRole("heading", { name: "Formateurs" }) });
  await expect(team.getByText("Quelqu’un doit rester")).toBeVisible();
  await team.getByLabel("Adresse électronique").fill(designer.email);
  await team.getByRole("button", { name: "Ajouter" }).click();
  await expect(team.getByRole("button", { name: "Quitter l’équipe" })).toBeVisible();
  await look(led, "formateurs d’une session");
  await team.getByRole("button", { name: `Retirer ${designer.name} de l’équipe` }).click();
  await led.getByRole("dialog").getByRole("button", { name: "Retirer", exact: true }).click();
  await expect(team.getByText("Quelqu’un doit rester")).toBeVisible();
  await leave(led);
});

test("the invitation of an unknown address can be taken back, and a stranger to the session sees nothing of it", async ({ browser }) => {
  const led = await as(browser, server, trainer);
  await go(led, "Former");
  await led.getByRole("link", { name: title, exact: true }).click();
  await tab(led, "Participants").click();
  await led.getByRole("button", { name: "Retirer l’invitation de nouvelle.collegue@ac-lille.fr" }).click();
  await expect(led.getByText("nouvelle.collegue@ac-lille.fr")).toHaveCount(0);
  const id = new URL(led.url()).pathname.split("/").pop() ?? "";
  await leave(led);

  const other = await as(browser, server, teacher);
  for (const path of [`/api/v1/sessions/${id}`, `/api/v1/sessions/${id}/participants`, `/api/v1/sessions/${id}/progress`, `/api/v1/sessions/${id}/invitations`]) {
    expect([403, 404], `${path} for a participant`).toContain((await other.request.get(path)).status());
  }
  await leave(other);
});

test("a session says what its dates will do, and takes enrolments before it opens", async ({ browser }) => {
  const page = await as(browser, server, trainer);
  await go(page, "Former");
  await page.getByRole("link", { name: "Créer une session" }).click();
  await page.getByRole("searchbox", { name: "Chercher un parcours" }).fill("laicite");
  await page.getByRole("button", { name: "Chercher un parcours" }).click();
  await page.getByRole("button", { name: `Choisir ${parcours}` }).click();
  await page.getByLabel("Intitulé").fill("Session à venir");
  await page.getByLabel("Début").fill("2031-12-08T09:00");
  await page.getByLabel("Fin", { exact: true }).fill("2031-12-20T17:00");
  await page.getByLabel("Inscriptions à partir de").fill("2031-11-10T10:00");
  await page.getByRole("button", { name: "Créer la session" }).click();
  const life = page.getByRole("region", { name: "Vie de la session" }).or(page.locator("section", { has: page.getByRole("heading", { name: "Vie de la session" }) }));
  await expect(life.getByText("Les inscriptions s’ouvriront automatiquement le lundi 10 novembre 2031.")).toBeVisible();
  await expect(life.getByText("La session s’ouvrira automatiquement le lundi 8 décembre 2031.")).toBeVisible();
  await expect(life.getByText("La session se clora automatiquement à la fin du samedi 20 décembre 2031.")).toBeVisible();
  await look(page, "réglages d’une session à venir");
  await life.getByRole("button", { name: "Ouvrir les inscriptions" }).click();
  await expect(life.getByText("Inscriptions ouvertes", { exact: true })).toBeVisible();
  await expect(life.getByText("La session s’ouvrira automatiquement le lundi 8 décembre 2031.")).toBeVisible();
  await look(page, "réglages d’une session annoncée");
  await page.getByLabel("Début").fill("2032-01-12T09:00");
  await page.getByLabel("Fin", { exact: true }).fill("2032-01-30T17:00");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await expect(life.getByText("La session s’ouvrira automatiquement le lundi 12 janvier 2032.")).toBeVisible();
  await life.getByRole("button", { name: "Ouvrir la session" }).click();
  await expect(life.getByText("En cours", { exact: true })).toBeVisible();
  await expect(life.getByText("La session se clora automatiquement à la fin du vendredi 30 janvier 2032.")).toBeVisible();
  await look(page, "réglages d’une session ouverte avant sa date");
  await leave(page);
});
