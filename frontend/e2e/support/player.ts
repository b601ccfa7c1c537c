// Packages, played as a person plays them: buttons and answers, in the frames of the player.
import { expect, type FrameLocator, type Page } from "@playwright/test";

/** The package's own page, inside the wrapper that holds its run-time. */
export function content(page: Page): FrameLocator {
  return page.frameLocator(".player iframe").frameLocator("#stage > iframe");
}

/** Opens the package of the activity that is on screen. */
export async function open(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(Ouvrir|Reprendre) le module$/ }).click();
  await expect(page.locator(".player iframe")).toBeVisible();
}

/** All that was done has been acknowledged by the server. */
export async function saved(page: Page): Promise<void> {
  await expect(page.locator(".player-bar .saved")).toContainText("Tout est enregistré", { timeout: 20_000 });
}

/** Goes on to the next part, with the player's own button. */
export async function forward(page: Page, heading: string): Promise<void> {
  await page.getByRole("button", { name: "Suivant dans le module" }).click();
  await expect(content(page).getByRole("heading", { level: 1, name: heading })).toBeVisible();
}

/** Answers a quiz by the words of the answers. */
async function answer(page: Page, answers: string[]): Promise<void> {
  for (const words of answers) await content(page).getByLabel(words, { exact: true }).check();
  await content(page).getByRole("button", { name: "Valider" }).click();
}

/** Says that the page of the lesson was read. */
export async function readIt(page: Page): Promise<void> {
  await content(page).getByRole("button", { name: "J’ai lu cette page" }).click();
  await expect(content(page).getByRole("status")).toHaveText("C’est noté. Vous pouvez passer à la suite.");
}

/** Answers the first quiz of « Repères sur la laïcité » with one mistake. */
export async function answerLaicite(page: Page): Promise<void> {
  await expect(content(page).getByRole("heading", { level: 1, name: "Se situer" })).toBeVisible();
  await answer(page, ["1882", "Non, les enseignements s’imposent à tous", "quinze articles"]);
  await expect(content(page).getByRole("status")).toHaveText(/^2 sur 3\./);
}

/** « Repères sur la laïcité », SCORM 2004 with sequencing: a wrong answer brings the lessons. */
export async function playLaicite(page: Page): Promise<void> {
  await open(page);
  await answerLaicite(page);
  await saved(page);
  await forward(page, "Le principe");
  await readIt(page);
  await forward(page, "À l’école");
  await readIt(page);
  await forward(page, "Faire le point");
  await lastQuiz(page);
  await saved(page);
}

async function lastQuiz(page: Page): Promise<void> {
  // The right answers are those that the page marks with the value 1.
  const fieldsets = content(page).locator("fieldset");
  for (let i = 0; i < (await fieldsets.count()); i++) await fieldsets.nth(i).locator('input[value="1"]').check();
  await content(page).getByRole("button", { name: "Valider" }).click();
  await expect(content(page).getByRole("status")).toContainText("C’est réussi.");
}

/** « La classe en ligne », SCORM 1.2 of three SCOs, the last one open after the two others. */
export async function playOnline(page: Page): Promise<void> {
  await open(page);
  const parts = page.getByRole("navigation", { name: "Parties du module" });
  await expect(parts.getByRole("button", { name: /^Vérifier ses repères/ })).toBeDisabled();
  for (const title of ["Préparer", "Animer"]) {
    const part = parts.getByRole("button", { name: new RegExp(`^${title}`) });
    if ((await part.getAttribute("aria-current")) !== "true") await part.click(); // the first one is there already
    await expect(content(page).getByRole("heading", { level: 1, name: title })).toBeVisible();
    await readIt(page);
    await expect(parts.getByRole("button", { name: new RegExp(`^${title}\\s*, terminée$`) })).toBeVisible();
  }
  await parts.getByRole("button", { name: /^Vérifier ses repères/ }).click();
  await expect(content(page).getByRole("heading", { level: 1, name: "Vérifier ses repères" })).toBeVisible();
  await lastQuiz(page);
  await saved(page);
}

/** Turns the pages of Rustici's golf course, so many at most; it says how many it turned. */
export async function turnGolf(page: Page, most = 20): Promise<number> {
  const course = content(page);
  const next = course.locator("#butNext");
  let shown = "";
  for (let turned = 0; ; turned++) {
    const page = () => course.locator("#contentFrame").getAttribute("src");
    await expect.poll(async () => (await page()) || shown, { message: "the page that follows" }).not.toBe(shown);
    shown = (await page()) ?? "";
    if (turned === most || (await next.isDisabled())) return turned;
    await next.click();
  }
}

/** The golf course of Rustici, of either edition: some fifteen pages, the last one a test. */
export async function playGolf(page: Page): Promise<void> {
  await open(page);
  await turnGolf(page);
  await answerGolf(page);
  await saved(page);
}

/** Answers the test at the end; the course marks the right answers in its page. */
async function answerGolf(page: Page): Promise<void> {
  const inside = content(page).frameLocator("#contentFrame");
  const questions = inside.locator(".question");
  await expect(questions.first()).toBeVisible();
  for (let i = 0; i < (await questions.count()); i++) {
    const right = questions.nth(i).locator(".correctAnswer");
    const box = right.locator("input");
    if ((await box.getAttribute("type")) === "radio") await box.check();
    else await box.fill(/\((\d+)\)/.exec((await right.textContent()) ?? "")?.[1] ?? "");
  }
  await inside.getByRole("button", { name: "Submit Answers" }).click();
  await expect(inside.getByRole("heading", { name: "Score: 100" })).toBeVisible();
}
