// Bytes over the wire of a first visit to each page, and of each page reached afterwards:
// brotli as built, fonts included, data left out. Exits with 1 beyond the budget of the design.
import { existsSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const manifest = JSON.parse(readFileSync(fileURLToPath(new URL("../node_modules/.preau-manifest.json", import.meta.url)), "utf8"));
const first = 180_000; // a first visit to the catalogue
const later = 60_000; // every later page, besides viewers, players and charts

const pages = {
  accueil: "features/home/page.tsx",
  catalogue: "features/catalogue/page.tsx",
  parcours: "features/parcours/page.tsx",
  connexion: "features/signin/page.tsx",
  bienvenue: "features/profile/welcome.tsx",
  formations: "features/trainings/page.tsx",
  apprendre: "features/learn/page.tsx",
  "apprendre, module": "features/learn/PackagePlayer.tsx",
  attestations: "features/attestations/page.tsx",
  attestation: "features/attestations/attestation.tsx",
  verifier: "features/attestations/verify.tsx",
  profil: "features/profile/page.tsx",
  visibilite: "features/profile/visibility.tsx",
  traces: "features/profile/traces.tsx",
  cles: "features/administration/keys.tsx",
  avis: "features/notices/page.tsx",
  piloter: "features/pilot/page.tsx",
  former: "features/former/page.tsx",
  "former, session": "features/former/session.tsx",
  "former, session, traces": "features/former/Traces.tsx",
  "former, creer": "features/former/create.tsx",
  concevoir: "features/design/page.tsx",
  "concevoir, editer": "features/design/edit.tsx",
  "concevoir, importer": "features/design/import.tsx",
  "fenetre (a la demande)": "shared/ui/Dialog.tsx",
  "editeur de texte (a la demande)": "features/design/RichText.tsx",
};

/** The files that a chunk needs, itself and its styles included. */
function closure(key, seen = new Set()) {
  const entry = manifest[key];
  if (!entry || seen.has(entry.file)) return seen;
  seen.add(entry.file);
  for (const css of entry.css ?? []) seen.add(css);
  for (const other of entry.imports ?? []) closure(other, seen);
  return seen;
}

function weight(file) {
  const path = dist + file;
  return statSync(existsSync(`${path}.br`) ? `${path}.br` : path).size;
}

const fonts = Object.values(manifest)
  .map((e) => e.file)
  .filter((f) => f.endsWith(".woff2"));
const base = closure("index.html");
for (const font of fonts) base.add(font);
// The document asks for the catalogue's code whatever the page.
for (const file of closure("src/features/catalogue/page.tsx")) base.add(file);
const document = brotliCompressSync(readFileSync(`${dist}index.html`)).length;
const sum = (files) => [...files].reduce((n, f) => n + weight(f), 0);

let over = 0;
const kb = (n) => `${(n / 1000).toFixed(1)} kB`.padStart(9);
console.log(`${"page".padEnd(34)}first visit    afterwards`);
for (const [name, source] of Object.entries(pages)) {
  const files = closure(`src/${source}`);
  const added = sum([...files].filter((f) => !base.has(f)));
  const whole = document + sum(base) + added;
  const heavy = name.includes("demande");
  const bad = (name === "catalogue" && whole > first) || (!heavy && added > later);
  if (bad) over++;
  console.log(`${name.padEnd(34)}${kb(whole)}    ${kb(added)}${bad ? "  over budget" : ""}`);
}
process.exitCode = over > 0 ? 1 : 0;
