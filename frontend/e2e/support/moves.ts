// Moves that several journeys make, at a desk and on a telephone.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, type Page } from "@playwright/test";

/** Follows a link of the main navigation, opening the menu where there is one. */
export async function go(page: Page, link: string): Promise<void> {
  const menu = page.getByRole("button", { name: "Menu", exact: true });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("navigation", { name: "Navigation principale" }).getByRole("link", { name: link, exact: true }).click();
}

/** Types words into the catalogue's search and sends them. */
export async function search(page: Page, words: string): Promise<void> {
  await page.getByRole("searchbox", { name: "Rechercher une formation" }).fill(words);
  await page.getByRole("button", { name: "Chercher" }).click();
  await expect(page).toHaveURL((url) => url.searchParams.get("q") === words);
  await expect(page.locator("section.results")).toHaveAttribute("aria-busy", "false");
}

/** The file of a shared course package, and the sentence to skip with when it is not there. */
export function shared(name: string): { file: string; absent: string | undefined } {
  const root = fileURLToPath(new URL("../../..", import.meta.url));
  const folder = resolve(root, process.env.PREAU_TEST_PACKAGES ?? "../shared/packages");
  const file = resolve(folder, name);
  return { file, absent: existsSync(file) ? undefined : `SKIPPED: ${file} is absent; set PREAU_TEST_PACKAGES to the folder of the shared packages` };
}

/** The number that words begin with, whatever separates its thousands. */
export function numberIn(words: string | null): number {
  const digits = /\d[\d\s\u00a0\u202f]*/.exec(words ?? "")?.[0].replaceAll(/\D/g, "");
  if (!digits) throw new Error(`no number in « ${words ?? ""} »`);
  return Number(digits);
}

/** Watches the current activity's film to its end, twice as fast. */
export async function watch(page: Page): Promise<void> {
  await page.getByLabel("Vitesse").selectOption("2");
  const film = page.locator("video");
  await film.scrollIntoViewIfNeeded();
  await film.focus();
  await page.keyboard.press("Space");
  await expect.poll(() => film.evaluate((v: HTMLVideoElement) => v.currentTime), { message: "the film moves" }).toBeGreaterThan(0);
  await expect.poll(() => film.evaluate((v: HTMLVideoElement) => v.ended), { message: "the film ends", timeout: 60_000 }).toBe(true);
}

/** The activity on screen counts as done. */
export async function finished(page: Page): Promise<void> {
  await expect(page.locator(".rule").getByText("Terminée", { exact: true })).toBeVisible();
}

/** Goes to the activity that follows, by its name. */
export async function next(page: Page, title: string): Promise<void> {
  await page.getByRole("link", { name: `Activité suivante : ${title}` }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}
