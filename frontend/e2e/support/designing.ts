// What a concepteur does in the browser, whatever the training is about.
import { expect, type Page } from "@playwright/test";
import { go } from "./moves";

/** A new parcours, from the list of those that one designs. */
export async function creates(page: Page, title: string): Promise<void> {
  await go(page, "Concevoir");
  await page.getByRole("button", { name: "Nouveau parcours" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Nom complet").fill(title);
  await dialog.getByRole("button", { name: "Créer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
}

interface Card {
  short: string;
  description: string;
  authors: string;
  minutes: string;
}

/** What the card of a parcours must say before it can be published. */
export async function fillsCard(page: Page, card: Card): Promise<void> {
  await page.getByLabel("Intitulé court").fill(card.short);
  await page.getByLabel("Description").fill(card.description);
  await page.getByLabel("Domaine").selectOption({ index: 2 });
  await page.getByLabel("Origine du parcours").selectOption("dgesco");
  await page.getByLabel("Code d’origine").fill("NDGS");
  await page.getByLabel("Auteurs").fill(card.authors);
  await page.getByRole("group", { name: "Publics cibles" }).getByRole("checkbox").first().check();
  await page.getByLabel("Temps à distance (minutes)").fill(card.minutes);
  await page.getByLabel("Temps en présence (minutes)").fill("0");
  await page.getByLabel("Année").fill("26");
}

export async function savesCard(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("La fiche est complète.")).toBeVisible();
}

/** A section of imported modules: the title of each activity, and words by which its module is found. */
export async function fillsModules(page: Page, section: string, modules: readonly (readonly [title: string, module: string])[]): Promise<void> {
  await page.getByRole("navigation", { name: "Parties du parcours" }).getByRole("link", { name: "Contenu" }).click();
  await page.getByRole("button", { name: "Ajouter une section" }).click();
  await page.getByLabel("Titre de la section 1").fill(section);
  const dialog = page.getByRole("dialog");
  for (const [title, module] of modules) {
    await page.getByRole("group", { name: "Ajouter une activité" }).getByRole("button", { name: "Module importé" }).click();
    await dialog.getByLabel("Titre", { exact: true }).fill(title);
    const choice = dialog.getByLabel("Module", { exact: true });
    await choice.selectOption(await choice.locator("option", { hasText: module }).first().innerText());
    await dialog.getByRole("button", { name: "Valider" }).click();
    await expect(dialog).toHaveCount(0);
  }
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Le contenu est enregistré.")).toBeVisible();
}
