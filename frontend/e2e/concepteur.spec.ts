// What a concepteur puts into a training, from their own files to the learner's page.
import { Buffer } from "node:buffer";
import { fileURLToPath } from "node:url";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { creates, fillsCard, savesCard } from "./support/designing";
import { look } from "./support/look";
import { finished, next } from "./support/moves";
import { as, designer, leave, teacher, trainer } from "./support/people";
import { serve } from "./support/server";

const server = serve();

test.describe.configure({ mode: "serial" });

const title = "Un film et sa fiche";
let made = ""; // where it is designed, once it is created
const ours = (name: string) => fileURLToPath(new URL(`../../internal/demo/content/${name}`, import.meta.url));
const film = ours("video/contestation.mp4");
const captions = ours("video/contestation.fr.vtt");
const sheet = ours("fiche.pdf");

function part(page: Page, name: string) {
  return page.getByRole("navigation", { name: "Parties du parcours" }).getByRole("link", { name: new RegExp(`^${name}`) });
}

async function create(page: Page): Promise<void> {
  await creates(page, title);
  made = new URL(page.url()).pathname;
}

async function fillCard(page: Page): Promise<void> {
  await fillsCard(page, { short: "Film", description: "Un film de trente secondes, et ce qu’il faut en retenir.", authors: "Dgesco", minutes: "10" });
  await addPicture(page);
  await look(page, "fiche avec vignette");
  await savesCard(page);
}

/** Opens the window of a new activity, from the keyboard. */
async function add(page: Page, kind: string): Promise<Locator> {
  await page.getByRole("group", { name: "Ajouter une activité" }).getByRole("button", { name: kind }).press("Enter");
  const dialog = page.getByRole("dialog", { name: kind });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function addFilm(page: Page): Promise<void> {
  const dialog = await add(page, "Vidéo");
  await dialog.getByLabel("Titre", { exact: true }).fill("Que répondre ?");
  await dialog.getByRole("button", { name: "Valider" }).click();
  await expect(dialog.getByRole("alert")).toHaveText(/Ajoutez d’abord le fichier/);
  await look(page, "vidéo à choisir");
  const choice = dialog.locator("input[type=file]");
  await choice.first().setInputFiles({ name: "film.mp4", mimeType: "video/mp4", buffer: Buffer.from("<script>alert(1)</script>") });
  await expect(dialog.getByText("Ce fichier n’est pas un film en MP4, WebM ou Ogg")).toBeVisible();
  await look(page, "vidéo refusée");
  await choice.first().setInputFiles(film);
  await expect(dialog.getByText(/^Dure 32\ss\.$/)).toBeVisible();
  await expect(dialog.getByLabel("Durée prévue (minutes)")).toHaveValue("1");
  await expect.poll(() => dialog.locator("video").evaluate((v: HTMLVideoElement) => Math.round(v.duration)), { message: "the preview plays what was kept" }).toBe(32);

  const vtt = dialog.getByRole("group", { name: "Sous-titres" }).locator("input[type=file]");
  await vtt.setInputFiles({ name: "film.vtt", mimeType: "text/vtt", buffer: Buffer.from("WEBVTT\n\n00:01,000 --> 00:04.000\nBonjour.\n") });
  await expect(dialog.getByText("Ligne 3 : les millièmes suivent un point, pas une virgule")).toBeVisible();
  await look(page, "sous-titres refusés");
  await vtt.setInputFiles(captions);
  await expect(dialog.getByRole("button", { name: "Retirer les sous-titres : Français" })).toBeVisible();
  await dialog.getByRole("textbox", { name: "Transcription" }).fill("Garder le dialogue, puis en parler en équipe.");
  await look(page, "vidéo complète");
  await dialog.getByRole("button", { name: "Valider" }).click();
  await expect(dialog).toHaveCount(0);
}

async function addSheet(page: Page): Promise<void> {
  const dialog = await add(page, "Document");
  await dialog.getByLabel("Titre", { exact: true }).fill("La fiche");
  await dialog.locator("input[type=file]").setInputFiles({ name: "page.html", mimeType: "text/html", buffer: Buffer.from("<p>") });
  await expect(dialog.getByText("Les fichiers « .html » ne sont pas acceptés.")).toBeVisible();
  await dialog.locator("input[type=file]").setInputFiles(sheet);
  await expect(dialog.getByRole("link", { name: "fiche.pdf" })).toBeVisible();
  await dialog.getByRole("button", { name: "Remplacer" }).click();
  await dialog.locator("input[type=file]").setInputFiles({ name: "fiche corrigée.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7 corrigée") });
  await expect(dialog.getByRole("link", { name: "fiche corrigée.pdf" })).toBeVisible();
  await look(page, "document ajouté");
  await dialog.getByRole("button", { name: "Valider" }).click();
  await expect(dialog).toHaveCount(0);
}

/** A picture that is no 16:9, drawn by the browser. */
async function drawn(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 900;
    const pen = canvas.getContext("2d");
    for (let i = 0; pen && i < 30; i++) {
      pen.fillStyle = `hsl(${150 + i * 3} 45% ${25 + i * 2}%)`;
      pen.fillRect(0, i * 30, 900, 30);
    }
    return canvas.toDataURL("image/png");
  });
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

async function addPicture(page: Page): Promise<void> {
  const field = page.getByRole("group", { name: "Vignette" });
  const choice = field.locator("input[type=file]");
  await choice.setInputFiles({ name: "vignette.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
  await expect(field.getByText("Cette image n’est ni en PNG, ni en JPEG, ni en WebP.")).toBeVisible();
  await choice.setInputFiles({ name: "vignette.png", mimeType: "image/png", buffer: await drawn(page) });
  await shows(field.locator("img"));
}

/** The picture has come, in 16:9. */
async function shows(picture: Locator): Promise<void> {
  await expect.poll(() => picture.evaluate((i: HTMLImageElement) => `${i.naturalWidth} × ${i.naturalHeight}`), { message: "the picture" }).toBe("640 × 360");
}

test("a concepteur adds a film with captions and a document; a learner watches and downloads them", async ({ browser }) => {
  const page = await as(browser, server, designer);
  await create(page);
  await fillCard(page);
  await part(page, "Contenu").click();
  await page.getByRole("button", { name: "Ajouter une section" }).click();
  await addFilm(page);
  await addSheet(page);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Le contenu est enregistré.")).toBeVisible();
  await look(page, "contenu avec un film");
  await part(page, "Publication").click();
  await page.getByRole("button", { name: "Publier" }).click();
  await expect(page.getByText("Le parcours est publié.")).toBeVisible();
  await page.getByRole("link", { name: "Voir la page du parcours" }).click();
  const address = new URL(page.url()).pathname;
  await leave(page);

  const learner = await as(browser, server, teacher);
  await learner.goto(address);
  await shows(learner.locator(".card-top img"));
  await look(learner, "parcours avec vignette");
  await learner.getByRole("button", { name: "M’inscrire" }).first().click();
  await expect(learner.getByRole("heading", { level: 1, name: "Que répondre ?" })).toBeVisible();
  const track = learner.locator("video track");
  await expect(track).toHaveAttribute("srclang", "fr");
  await expect.poll(() => track.evaluate((t: HTMLTrackElement) => t.track.cues?.length ?? 0), { message: "the captions are read" }).toBeGreaterThan(3);
  await learner.locator("video").focus();
  await learner.keyboard.press("Space");
  await expect.poll(() => learner.locator("video").evaluate((v: HTMLVideoElement) => v.currentTime), { message: "the film moves" }).toBeGreaterThan(0);
  await next(learner, "La fiche");
  const download = learner.waitForEvent("download");
  await learner.getByRole("link", { name: /Télécharger/ }).click();
  expect((await download).suggestedFilename()).toBe("fiche corrigée.pdf");
  await finished(learner);
  await leave(learner);
});

test("a concepteur brings a colleague into the team by address, and takes them out", async ({ browser }) => {
  const page = await as(browser, server, designer);
  await page.goto(made);
  await part(page, "Équipe").click();
  await expect(page.getByText("Propriétaire", { exact: true })).toBeVisible();
  await page.getByLabel("Adresse électronique").fill("personne@ac-lille.fr");
  await page.getByRole("button", { name: "Ajouter" }).click();
  await expect(page.getByText("Personne n’a l’adresse personne@ac-lille.fr dans Préau.")).toBeVisible();
  await look(page, "équipe, adresse inconnue");
  await page.getByLabel("Adresse électronique").fill(trainer.email);
  await page.keyboard.press("Enter");
  const out = page.getByRole("button", { name: `Retirer ${trainer.name} de l’équipe` });
  await expect(out).toBeVisible();
  await look(page, "équipe à deux");
  const address = page.url();

  const colleague = await as(browser, server, trainer);
  await colleague.goto(address);
  await expect(colleague.getByRole("button", { name: "Quitter l’équipe" })).toBeVisible();
  await leave(colleague);

  await out.press("Enter");
  await look(page, "retirer de l’équipe");
  await page.getByRole("dialog").getByRole("button", { name: "Retirer", exact: true }).press("Enter");
  await expect(out).toHaveCount(0);
  await leave(page, /422/);
});

test("the lists of the card speak English to who reads English", async ({ browser }) => {
  const page = await as(browser, server, designer);
  await page.getByRole("button", { name: `Mon compte, ${designer.name}` }).click();
  await page.getByRole("radio", { name: "English" }).click();
  await page.keyboard.press("Escape");
  await page.goto("/concevoir");
  await expect(page.getByRole("article").filter({ hasText: "La géographie de la France" })).toContainText("History, geography, civics");
  await look(page, "concevoir in English");
  await page.goto(made);
  await expect(page.getByRole("group", { name: "Audiences" }).getByRole("checkbox", { name: "Lower secondary teachers" })).toBeVisible();
  await expect(page.getByLabel("Field").getByRole("option", { name: "Values of the Republic" })).toBeAttached();
  await look(page, "fiche in English");
  await leave(page);
});
