// Every page of the app, on one page: its address, the parameters of the address it knows, the
// code it loads, and the questions it will ask first, so that they leave with the code instead
// of after it. The server puts the answers to the same questions into the first document.
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect, type RouteComponent } from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { address, ask, OfflineError, type Answer } from "@/shared/api";
import { many, one } from "./search";
import { Shell, Lost, Broken } from "./Shell";

export interface Context {
  queryClient: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Shell, notFoundComponent: Lost, errorComponent: Broken });

/**
 * A page whose code loads when it is wanted. Without a line it says so; with one, code that is
 * gone means a new version, and the router reloads the document once.
 */
function page<Module extends object, Name extends keyof Module & string>(load: () => Promise<Module>, name: Name) {
  const loadOnline = () =>
    load().catch((error: unknown): never => {
      throw navigator.onLine ? error : new OfflineError();
    });
  return lazyRouteComponent(loadOnline as () => Promise<Record<Name, RouteComponent>>, name);
}

/** Asks ahead; what fails is asked again, and told, by the page. */
function ahead(context: Context, ...urls: string[]): void {
  for (const url of urls) {
    context.queryClient.query({ queryKey: ["GET", url], queryFn: ({ signal }) => ask(url, signal), staleTime: 30_000, retry: false }).catch(() => undefined);
  }
}

/** Whether an activity has a content to ask for: the end has none, nor has what is still locked. */
function opens(context: Context, learn: string, activity: string): boolean {
  if (activity === "fin") return false;
  const known = context.queryClient.getQueryData<Answer<"/api/v1/learn/{session}">>(["GET", learn]);
  return !known?.sections?.some((section) => section.activities?.some((a) => a.id === activity && a.locked));
}

const home = createRoute({ getParentRoute: () => root, path: "/", component: page(() => import("@/features/home/page"), "HomePage") });

const catalogue = createRoute({
  getParentRoute: () => root,
  path: "/catalogue",
  validateSearch: (search: Record<string, unknown>): { q?: string | undefined; sort?: string | undefined; all?: string | undefined; availability?: string[] | undefined; nature?: string[] | undefined; duration?: string[] | undefined; domain?: string[] | undefined; public?: string[] | undefined; origin?: string[] | undefined; collection?: string[] | undefined; entry?: string[] | undefined; certification?: string[] | undefined; competence?: string[] | undefined } => ({
    q: one(search, "q"),
    sort: one(search, "sort"),
    all: one(search, "all"),
    availability: many(search, "availability"),
    nature: many(search, "nature"),
    duration: many(search, "duration"),
    domain: many(search, "domain"),
    public: many(search, "public"),
    origin: many(search, "origin"),
    collection: many(search, "collection"),
    entry: many(search, "entry"),
    certification: many(search, "certification"),
    competence: many(search, "competence"),
  }),
  component: page(() => import("@/features/catalogue/page"), "CataloguePage"),
});

const parcours = createRoute({
  getParentRoute: () => root,
  path: "/parcours/$parcours",
  loader: ({ context, params }) => ahead(context, `/api/v1/parcours/${params.parcours}`),
  component: page(() => import("@/features/parcours/page"), "ParcoursPage"),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/connexion",
  validateSearch: (search: Record<string, unknown>): { suite?: string | undefined } => ({ suite: one(search, "suite") }),
  component: page(() => import("@/features/signin/page"), "SignInPage"),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/bienvenue",
  validateSearch: (search: Record<string, unknown>): { suite?: string | undefined } => ({ suite: one(search, "suite") }),
  component: page(() => import("@/features/profile/welcome"), "WelcomePage"),
});

const trainings = createRoute({
  getParentRoute: () => root,
  path: "/formations",
  validateSearch: (search: Record<string, unknown>): { liste?: string | undefined } => ({ liste: one(search, "liste") }),
  component: page(() => import("@/features/trainings/page"), "TrainingsPage"),
});

const learn = createRoute({
  getParentRoute: () => root,
  path: "/apprendre/$session",
  loader: ({ context, params }) => ahead(context, `/api/v1/learn/${params.session}`),
  component: page(() => import("@/features/learn/page"), "LearnPage"),
});

const learnActivity = createRoute({
  getParentRoute: () => root,
  path: "/apprendre/$session/$activity",
  loader: ({ context, params }) => {
    const learn = `/api/v1/learn/${params.session}`;
    ahead(context, learn);
    if (opens(context, learn, params.activity)) ahead(context, `${learn}/activities/${params.activity}`);
  },
  component: page(() => import("@/features/learn/page"), "LearnPage"),
});

const attestations = createRoute({
  getParentRoute: () => root,
  path: "/attestations",
  component: page(() => import("@/features/attestations/page"), "HistoryPage"),
});

const attestation = createRoute({
  getParentRoute: () => root,
  path: "/attestations/$number",
  loader: ({ context, params }) => ahead(context, `/api/v1/attestations/${params.number}`),
  component: page(() => import("@/features/attestations/attestation"), "AttestationPage"),
});

const verify = createRoute({
  getParentRoute: () => root,
  path: "/verifier/$number",
  loader: ({ context, params }) => ahead(context, `/api/v1/attestations/${params.number}/verify`),
  component: page(() => import("@/features/attestations/verify"), "VerifyPage"),
});

const profile = createRoute({ getParentRoute: () => root, path: "/profil", component: page(() => import("@/features/profile/page"), "ProfilePage") });

const visibility = createRoute({
  getParentRoute: () => root,
  path: "/profil/visibilite",
  loader: ({ context }) => ahead(context, "/api/v1/me/visibility"),
  component: page(() => import("@/features/profile/visibility"), "VisibilityPage"),
});

const traces = createRoute({
  getParentRoute: () => root,
  path: "/profil/traces",
  validateSearch: (search: Record<string, unknown>): { session?: string | undefined; verb?: string | undefined; since?: string | undefined; until?: string | undefined } => ({
    session: one(search, "session"),
    verb: one(search, "verb"),
    since: one(search, "since"),
    until: one(search, "until"),
  }),
  component: page(() => import("@/features/profile/traces"), "TracesPage"),
});

const keys = createRoute({ getParentRoute: () => root, path: "/administration/cles", component: page(() => import("@/features/administration/keys"), "KeysPage") });

const notices = createRoute({ getParentRoute: () => root, path: "/avis", component: page(() => import("@/features/notices/page"), "NoticesPage") });

const pilotHome = createRoute({ getParentRoute: () => root, path: "/piloter", component: page(() => import("@/features/pilot/choose"), "PilotHome") });

const pilot = createRoute({
  getParentRoute: () => root,
  path: "/piloter/$academie",
  validateSearch: (search: Record<string, unknown>): { period?: string | undefined; departement?: string | undefined; degree?: string | undefined; sector?: string | undefined } => ({
    period: one(search, "period"),
    departement: one(search, "departement"),
    degree: one(search, "degree"),
    sector: one(search, "sector"),
  }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, params, deps }) => ahead(context, address("/api/v1/pilot/{academie}/summary", { path: params, query: deps })),
  component: page(() => import("@/features/pilot/page"), "PilotPage"),
});

const former = createRoute({
  getParentRoute: () => root,
  path: "/former",
  component: page(() => import("@/features/former/page"), "SessionsPage"),
});

const newSession = createRoute({
  getParentRoute: () => root,
  path: "/former/sessions/nouvelle",
  validateSearch: (search: Record<string, unknown>): { parcours?: string | undefined } => ({ parcours: one(search, "parcours") }),
  component: page(() => import("@/features/former/create"), "CreateSessionPage"),
});

const session = createRoute({
  getParentRoute: () => root,
  path: "/former/sessions/$session",
  validateSearch: (search: Record<string, unknown>): { onglet?: string | undefined; person?: string | undefined; verb?: string | undefined; since?: string | undefined; until?: string | undefined } => ({
    onglet: one(search, "onglet"),
    person: one(search, "person"),
    verb: one(search, "verb"),
    since: one(search, "since"),
    until: one(search, "until"),
  }),
  loader: ({ context, params }) => ahead(context, `/api/v1/sessions/${params.session}`),
  component: page(() => import("@/features/former/session"), "SessionPage"),
});

const design = createRoute({ getParentRoute: () => root, path: "/concevoir", component: page(() => import("@/features/design/page"), "DesignPage") });

const importPackage = createRoute({
  getParentRoute: () => root,
  path: "/concevoir/import",
  component: page(() => import("@/features/design/import"), "ImportPage"),
});

const editParcours = createRoute({
  getParentRoute: () => root,
  path: "/concevoir/$parcours",
  validateSearch: (search: Record<string, unknown>): { onglet?: string | undefined } => ({ onglet: one(search, "onglet") }),
  component: page(() => import("@/features/design/edit"), "EditPage"),
});

// Short addresses that people type or were given elsewhere.
const signInAlias = createRoute({ getParentRoute: () => root, path: "/login", beforeLoad: () => { throw redirect({ to: "/connexion", search: { suite: undefined } }); } });

export const routeTree = root.addChildren([
  home, catalogue, parcours, signIn, welcome, trainings, learn, learnActivity, attestations, attestation, verify, profile,
  visibility, traces, keys, notices, pilotHome, pilot, former, newSession, session, design, importPackage, editParcours, signInAlias,
]);
