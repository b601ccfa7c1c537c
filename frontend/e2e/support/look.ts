// What every page owes to everyone, whoever looks and with whatever.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

interface Options {
  /** The page shows other people's content in a frame, which is not ours to correct. */
  foreign?: boolean;
}

/**
 * Looks at the page as it is: it has come, it has a title and one heading, it does not scroll
 * sideways, and axe finds nothing, with every rule it has by default and none taken away.
 * PREAU_TEST_SHOTS names a folder where a picture is kept.
 */
export async function look(page: Page, name: string, options: Options = {}): Promise<void> {
  await settled(page);
  expect(await page.title(), "the title of the window").toMatch(/\S.*Préau|^Préau$/);
  await expect(page.locator("h1"), `one heading on ${name}`).toHaveCount(1);
  await picture(page, name);
  await within(page, name);
  await accessible(page, name, options);
}

/** Waits until the page has what it asked for. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator("h1")).toBeVisible();
  await expect(page.locator(".announcements"), "the app, after what the server drew").toBeAttached();
  await expect(page.locator("main [aria-busy=true], main .sk")).toHaveCount(0);
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
}

/** Nothing is wider than the window. */
export async function within(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className} ends at ${Math.round(element.getBoundingClientRect().right)} of ${width}`)
      .slice(0, 8);
  });
  expect(wide, `what sticks out of ${name}`).toEqual([]);
}

/** axe with all the rules it runs by default: A, AA, best practice. */
export async function accessible(page: Page, name: string, { foreign = false }: Options = {}): Promise<void> {
  const axe = new AxeBuilder({ page });
  // Behind an open window the page is out of reach, its heading and landmarks too: it was
  // looked at before.
  if (await page.getByRole("dialog").count()) axe.include("[role=dialog]");
  if (foreign) axe.setLegacyMode(); // this page alone: the landmarks of the other would count beside ours
  const { violations } = await axe.analyze();
  const said = violations.map((v) => `${v.id} (${v.impact ?? "?"}): ${v.help}\n${v.nodes.map((n) => `    ${n.target.join(" ")}: ${n.failureSummary?.replaceAll("\n", " ") ?? ""}`).join("\n")}`);
  expect.soft(said, `axe on ${name}`).toEqual([]);
}

/** Keeps a picture when a folder is named for it. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.PREAU_TEST_SHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  if (await page.locator(".player iframe").count()) await page.locator(".player").screenshot({ path: join(folder, `${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}-module-${test.info().project.name}.png`) });
  await page.screenshot({ path: join(folder, `${name.replaceAll(/[^\p{L}\p{N}]+/gu, "-")}-${test.info().project.name}.png`), fullPage: true });
}
