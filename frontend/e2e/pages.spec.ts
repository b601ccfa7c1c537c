// Every page, one by one: it comes without a complaint, it names itself, it can be used with a
// keyboard, it fits, in light and dark, in French and in English; and the pages that refuse help.
import { type Browser, expect, type Page, test } from "@playwright/test";
import { accessible, look, picture, settled, within } from "./support/look";
import { type Account, administrator, as, complaintsOf, designer, leave, otherPilot, pilot, privately, teacher, trainer } from "./support/people";
import { serve } from "./support/server";

const server = serve();

const laicite = "La laïcité à l’école : comprendre et faire vivre";
const guided = "Laïcité, fait religieux et esprit critique"; // the demonstration trainer's, for Lille
const led = "La journée de la laïcité : se préparer à former ses collègues"; // for everyone

interface Route {
  name: string;
  path: string | ((page: Page) => Promise<string>);
  /** What the page is for: it must be reachable with the Tab key alone. */
  action?: (page: Page) => ReturnType<Page["locator"]>;
}

interface Item {
  id: string;
  title: string;
  session?: { id: string };
}

/** The parcours of a title, as the catalogue has it. */
async function found(page: Page, title: string): Promise<Item> {
  const answer = await page.request.get("/api/v1/catalogue", { params: { q: title, limit: 10 } });
  const { items } = (await answer.json()) as { items: Item[] };
  const item = items.find((i) => i.title === title);
  if (!item) throw new Error(`the catalogue has no « ${title} »`);
  return item;
}

async function sessionOf(page: Page, title: string): Promise<string> {
  const { session } = await found(page, title);
  if (!session) throw new Error(`« ${title} » has no session`);
  return session.id;
}

async function ownParcours(page: Page): Promise<string> {
  const answer = await page.request.get("/api/v1/me/parcours");
  const { items } = (await answer.json()) as { items: Item[] };
  if (!items[0]) throw new Error("the concepteur has no parcours");
  return items[0].id;
}

async function enrolled(page: Page): Promise<string> {
  const session = await sessionOf(page, laicite);
  const answer = await page.request.put(`/api/v1/sessions/${session}/enrolment`, { headers: { Origin: server.address } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return session;
}

const visitorRoutes: Route[] = [
  { name: "accueil", path: "/", action: (page) => page.getByRole("button", { name: "Chercher" }) },
  { name: "catalogue", path: "/catalogue", action: (page) => page.getByRole("searchbox", { name: "Rechercher une formation" }) },
  { name: "catalogue cherché", path: "/catalogue?q=laicite", action: (page) => page.getByRole("link", { name: /^M’inscrire : La laïcité/ }).first() },
  { name: "catalogue vide", path: "/catalogue?q=zzzzqqqq", action: (page) => page.getByRole("link", { name: "Voir toute l’offre" }) },
  { name: "fiche", path: async (page) => `/parcours/${(await found(page, laicite)).id}`, action: (page) => page.getByRole("link", { name: /^M’inscrire : / }) },
  { name: "fiche accompagnée", path: async (page) => `/parcours/${(await found(page, led)).id}` },
  { name: "connexion", path: "/connexion", action: (page) => page.getByRole("button", { name: "Se connecter" }) },
];

const teacherRoutes: Route[] = [
  { name: "ma page", path: "/", action: (page) => page.getByRole("button", { name: "Chercher" }) },
  { name: "catalogue inscrit", path: "/catalogue?q=laicite", action: (page) => page.getByRole("link", { name: /^Commencer : La laïcité à l’école/ }) },
  { name: "formations", path: "/formations" },
  { name: "formations à commencer", path: "/formations?liste=toStart", action: (page) => page.getByRole("link", { name: /^Commencer : La laïcité à l’école/ }) },
  { name: "formations terminées", path: "/formations?liste=done" },
  { name: "demandes", path: "/formations?liste=requested" },
  { name: "favoris", path: "/formations?liste=favourites" },
  { name: "apprendre une page", path: async (page) => `/apprendre/${await sessionOf(page, laicite)}/laicite-frise`, action: (page) => page.getByRole("link", { name: /^Activité suivante/ }) },
  { name: "apprendre une vidéo", path: async (page) => `/apprendre/${await sessionOf(page, laicite)}/laicite-film`, action: (page) => page.getByLabel("Vitesse") },
  { name: "apprendre un document", path: async (page) => `/apprendre/${await sessionOf(page, laicite)}/laicite-fiche`, action: (page) => page.getByRole("link", { name: /^Télécharger/ }) },
  { name: "apprendre un module", path: async (page) => `/apprendre/${await sessionOf(page, laicite)}/laicite-reperes`, action: (page) => page.getByRole("button", { name: "Ouvrir le module" }) },
  { name: "apprendre plus tard", path: async (page) => `/apprendre/${await sessionOf(page, laicite)}/laicite-bilan`, action: (page) => page.getByRole("link", { name: /^Aller à/ }) },
  { name: "apprendre pas fini", path: async (page) => `/apprendre/${await sessionOf(page, laicite)}/fin`, action: (page) => page.getByRole("link", { name: "Continuer" }) },
  { name: "historique", path: "/attestations" },
  { name: "profil", path: "/profil", action: (page) => page.getByRole("button", { name: "Enregistrer" }).first() },
  { name: "visibilité", path: "/profil/visibilite", action: (page) => page.getByRole("link", { name: "Voir mes traces" }) },
  { name: "traces", path: "/profil/traces", action: (page) => page.getByLabel("Ce qui a été fait") },
  { name: "avis", path: "/avis" },
  { name: "bienvenue", path: "/bienvenue" },
];

const trainerRoutes: Route[] = [
  { name: "former", path: "/former", action: (page) => page.getByRole("link", { name: "Créer une session" }) },
  { name: "session à créer", path: "/former/sessions/nouvelle", action: (page) => page.getByRole("button", { name: /^Choisir/ }).first() },
  { name: "session à créer, champs", path: async (page) => `/former/sessions/nouvelle?parcours=${(await found(page, guided)).id}`, action: (page) => page.getByRole("button", { name: "Créer la session" }) },
  { name: "suivi", path: async (page) => `/former/sessions/${await sessionOf(page, guided)}`, action: (page) => page.getByRole("checkbox", { name: /^Choisir tous/ }) },
  { name: "participants", path: async (page) => `/former/sessions/${await sessionOf(page, guided)}?onglet=participants`, action: (page) => page.getByLabel("Adresses électroniques") },
  { name: "présences", path: async (page) => `/former/sessions/${await sessionOf(page, guided)}?onglet=presences`, action: (page) => page.getByRole("button", { name: "Tous présents" }) },
  { name: "traces de la session", path: async (page) => `/former/sessions/${await sessionOf(page, guided)}?onglet=traces`, action: (page) => page.getByLabel("Ce qui a été fait") },
  { name: "réglages", path: async (page) => `/former/sessions/${await sessionOf(page, guided)}?onglet=reglages`, action: (page) => page.getByRole("button", { name: "Enregistrer" }) },
];

const designerRoutes: Route[] = [
  { name: "concevoir", path: "/concevoir" },
  { name: "importer", path: "/concevoir/import" },
  { name: "fiche à remplir", path: async (page) => `/concevoir/${await ownParcours(page)}`, action: (page) => page.getByRole("button", { name: "Enregistrer" }).first() },
  { name: "contenu", path: async (page) => `/concevoir/${await ownParcours(page)}?onglet=contenu` },
  { name: "publication", path: async (page) => `/concevoir/${await ownParcours(page)}?onglet=publication` },
];

const pilotRoutes: Route[] = [
  { name: "piloter", path: "/piloter/lille", action: (page) => page.getByRole("link", { name: "Exporter (CSV)" }) },
  { name: "piloter le mois", path: () => Promise.resolve(`/piloter/lille?period=${new Date().toISOString().slice(0, 7)}&degree=1d&sector=public`) },
  { name: "piloter une académie", path: "/piloter" },
];

const administratorRoutes: Route[] = [
  { name: "piloter toutes", path: "/piloter" },
  { name: "clés", path: "/administration/cles", action: (page) => page.getByRole("button", { name: "Créer une clé" }) },
];

/** Presses Tab from the top of the page until the control has the focus, as somebody without a mouse does. */
async function reachable(page: Page, control: ReturnType<Page["locator"]>, name: string): Promise<void> {
  await expect(control, `the main action of ${name}`).toBeVisible();
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    scrollTo(0, 0);
  });
  for (let presses = 1; presses <= 150; presses++) {
    await page.keyboard.press("Tab");
    if (await control.evaluate((element) => element === document.activeElement)) {
      const seen = await control.evaluate((element) => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && box.bottom > 0 && box.top < innerHeight;
      });
      expect(seen, `the focused main action of ${name} is in sight`).toBe(true);
      return;
    }
  }
  throw new Error(`Tab never reaches the main action of ${name}`);
}

/** The first Tab is the way past the header, and it works. */
async function skips(page: Page, name: string): Promise<void> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  await page.keyboard.press("Tab");
  const skip = page.locator(":focus");
  await expect(skip, `the skip link of ${name}`).toHaveAttribute("href", "#contenu");
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
}

async function visit(page: Page, route: Route): Promise<void> {
  await test.step(route.name, async () => {
    const before = complaintsOf(page).length;
    const path = typeof route.path === "string" ? route.path : await route.path(page);
    await page.goto(path);
    await look(page, route.name);
    await page.emulateMedia({ colorScheme: "dark" });
    await picture(page, `${route.name} sombre`);
    await accessible(page, `${route.name}, dark`);
    await page.emulateMedia({ colorScheme: "light" });
    await skips(page, route.name);
    await page.goto(path);
    await settled(page);
    if (route.action) await reachable(page, route.action(page), route.name);
    expect.soft(complaintsOf(page).slice(before), `what the console said of ${route.name}`).toEqual([]);
  });
}

async function tour(browser: Browser, who: Account, routes: Route[], before?: (page: Page) => Promise<unknown>): Promise<void> {
  const page = await as(browser, server, who);
  await before?.(page);
  for (const route of routes) await visit(page, route);
  await page.context().close();
}

test("the pages of a visitor", async ({ browser }) => {
  const page = await privately(browser, server);
  for (const route of visitorRoutes) await visit(page, route);
  await page.context().close();
});

test("the pages of a teacher", async ({ browser }) => {
  test.setTimeout(600_000);
  await tour(browser, teacher, teacherRoutes, enrolled);
});

test("the pages of a trainer", async ({ browser }) => {
  await tour(browser, trainer, trainerRoutes);
});

test("the pages of a concepteur", async ({ browser }) => {
  await tour(browser, designer, designerRoutes);
});

test("the pages of a pilot", async ({ browser }) => {
  await tour(browser, pilot, pilotRoutes);
});

test("the pages of the administrator", async ({ browser }) => {
  await tour(browser, administrator, administratorRoutes);
});

// A browser writes in its console every answer that is an error; these are the ones asked for.
const refused = /Failed to load resource: the server responded with a status of 40[134]/;

test("an address that leads nowhere says so and helps", async ({ browser }) => {
  const page = await privately(browser, server);
  for (const path of ["/rien/du/tout", "/parcours/inconnu", "/concevoir/x/y/z"]) {
    const answer = await page.goto(path);
    expect(answer?.status(), `the status of ${path}`).toBe(404);
    await expect(page.getByRole("heading", { level: 1, name: "Cette page n’existe pas, ou plus" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Chercher une formation" })).toBeVisible();
    await look(page, `404 ${path}`);
  }
  await page.goto("/verifier/ABCD-EFGH");
  await expect(page.getByRole("heading", { level: 1, name: "Aucune attestation ne porte ce numéro" })).toBeVisible();
  await look(page, "attestation inconnue");
  await leave(page, refused);
});

test("a page for others says so and helps", async ({ browser }) => {
  const visitor = await privately(browser, server);
  for (const path of ["/formations", "/attestations", "/profil", "/profil/visibilite", "/profil/traces", "/administration/cles", "/avis", "/former", "/concevoir", "/piloter", "/piloter/lille"]) {
    await visitor.goto(path);
    await expect(visitor.getByRole("heading", { name: "Connectez-vous pour continuer" }), path).toBeVisible();
    await expect(visitor.locator("h1"), path).toHaveCount(1);
    await expect(visitor.locator("main").getByRole("link", { name: "Se connecter" })).toHaveAttribute("href", `/connexion?suite=${encodeURIComponent(path)}`);
  }
  await look(visitor, "401");
  await leave(visitor, refused);

  const lyon = await as(browser, server, otherPilot);
  await lyon.goto("/piloter/lille");
  await expect(lyon.getByRole("heading", { level: 1, name: "Cette page n’est pas pour vous" })).toBeVisible();
  await look(lyon, "403 pilote");
  await leave(lyon, refused);

  const learner = await as(browser, server, teacher);
  const session = await sessionOf(learner, guided);
  await learner.goto(`/former/sessions/${session}`);
  await expect(learner.getByRole("heading", { level: 1, name: "Cette page n’est pas pour vous" })).toBeVisible();
  await look(learner, "403 session");
  await learner.goto("/former");
  await settled(learner);
  await leave(learner, refused);
});

test("the same in English, in the dark, from the account's own menu", async ({ browser }) => {
  const page = await as(browser, server, trainer);
  await page.getByRole("button", { name: `Mon compte, ${trainer.name}` }).click();
  await page.getByRole("radio", { name: "Sombre" }).check();
  await page.getByRole("checkbox", { name: "Contraste renforcé" }).check();
  await page.getByRole("radio", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByRole("radio", { name: "English" })).toBeChecked();
  await accessible(page, "the account menu");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: `My account, ${trainer.name}` })).toBeFocused();

  const session = await sessionOf(page, guided);
  const parcours = await found(page, laicite);
  const paths = ["/", "/catalogue?q=laicite", `/parcours/${parcours.id}`, "/formations", "/attestations", "/profil", "/profil/visibilite", "/profil/traces", "/avis", "/former", "/former/sessions/nouvelle", ...["suivi", "participants", "presences", "traces", "reglages"].map((tab) => `/former/sessions/${session}?onglet=${tab}`)];
  for (const path of paths) {
    await test.step(path, async () => {
      await page.goto(path);
      await settled(page);
      await expect(page.locator("html")).toHaveAttribute("lang", "en");
      await expect(page.getByRole("button", { name: `My account, ${trainer.name}` })).toBeVisible();
      await picture(page, `english ${path}`);
      await within(page, path);
      await accessible(page, `${path} in English`);
    });
  }
  await leave(page);
});

test("a strong preference for contrast and for less motion is heard", async ({ browser }) => {
  const page = await privately(browser, server);
  await page.emulateMedia({ contrast: "more", reducedMotion: "reduce" });
  await page.goto("/catalogue");
  await look(page, "catalogue contrasté");
  await leave(page);
});

test("the first results are in the document, before any script, in the reader's own colours", async ({ browser }) => {
  const context = await browser.newContext({ baseURL: server.address, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/catalogue?q=laicite");
  await expect(page.getByRole("heading", { name: laicite })).toBeVisible();
  await expect(page.getByRole("status")).toHaveText(/^\d+ formations$/);
  await context.addCookies([{ name: "preau-display", value: "theme=dark&contrast=more", url: server.address }]);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("html")).toHaveAttribute("data-contrast", "more");
  await page.getByRole("searchbox").fill("numérique");
  await page.getByRole("button", { name: "Chercher" }).click();
  await expect(page).toHaveURL(/q=num%C3%A9rique/);
  await expect(page.getByRole("searchbox")).toHaveValue("numérique");
  await page.getByRole("link", { name: "Voir la fiche" }).or(page.getByRole("link", { name: /^M’inscrire/ })).first().click();
  await expect(page).not.toHaveURL(/catalogue/);
  await context.close();
});

test("nothing of what the server drew moves when the app takes its place", async ({ browser }) => {
  const page = await privately(browser, server);
  await page.addInitScript(() => {
    const seen = window as unknown as { moved: number };
    seen.moved = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.moved += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto("/catalogue");
  await settled(page);
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => (window as unknown as { moved: number }).moved)).toBeLessThan(0.01);
  await leave(page);
});
