// The persons of the demonstration, each with a browser of their own. What a page complains
// of in its console is collected: a journey without complaint is part of what is tested.
import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import type { Server } from "./server";

export const password = "preau-demonstration";

export const teacher = { email: "camille.lefevre@ac-lille.fr", name: "Camille Lefèvre" };
export const trainer = { email: "marc.benali@ac-lille.fr", name: "Marc Benali" };
export const designer = { email: "sophie.nguyen@ac-lille.fr", name: "Sophie Nguyen" };
export const pilot = { email: "paul.trehard@ac-lille.fr", name: "Paul Tréhard" };
export const otherPilot = { email: "helene.masson@ac-lyon.fr", name: "Hélène Masson" };
export const administrator = { email: "admin@preau.education", name: "Alix Perrin" };

export type Account = typeof teacher;

const complaints = new WeakMap<BrowserContext, string[]>();

/** A browser that nobody has used: a private window. */
export async function privately(browser: Browser, server: Server, options: { locale?: string; colorScheme?: "light" | "dark" } = {}): Promise<Page> {
  const context = await browser.newContext({ ...options, baseURL: server.address });
  const heard: string[] = [];
  complaints.set(context, heard);
  context.on("console", (message) => {
    if (message.type() === "error" || (message.type() === "warning" && /content security/i.test(message.text()))) heard.push(`${message.page()?.url() ?? ""}: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => heard.push(`${error.page()?.url() ?? ""}: ${error.error().stack ?? error.error().message}`));
  return context.newPage();
}

/** A person signed in, with a browser of their own. */
export async function as(browser: Browser, server: Server, who: Account, options: { colorScheme?: "light" | "dark" } = {}): Promise<Page> {
  const page = await privately(browser, server, options);
  await page.goto("/connexion");
  await signIn(page, who);
  return page;
}

/** Fills the form of the sign-in page and leaves it. */
export async function signIn(page: Page, who: Account): Promise<void> {
  await page.getByLabel("Adresse électronique").fill(who.email);
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page.getByRole("button", { name: `Mon compte, ${who.name}` })).toBeVisible();
}

/** What the pages of this person complained of until now, but what was expected. */
export function complaintsOf(page: Page, ...expected: RegExp[]): string[] {
  return (complaints.get(page.context()) ?? []).filter((text) => !expected.some((pattern) => pattern.test(text)));
}

/** Nothing was complained of, but what was expected; and the page's browser is closed. */
export async function leave(page: Page, ...expected: RegExp[]): Promise<void> {
  expect(complaintsOf(page, ...expected), "what the console said").toEqual([]);
  await page.context().close();
}
