// After vite build: removes what an earlier build left, and writes each file's brotli and gzip
// forms beside it, so that the server compresses nothing.
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const text = /\.(js|css|html|svg|json|webmanifest|txt|vtt)$/;
// The manifest is for the build's own scripts: it is kept beside, not embedded.
const manifestFile = fileURLToPath(new URL("../node_modules/.preau-manifest.json", import.meta.url));
renameSync(join(dist, ".vite/manifest.json"), manifestFile);
rmSync(join(dist, ".vite"), { recursive: true });
const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
const current = new Set();
for (const entry of Object.values(manifest)) {
  current.add(entry.file);
  for (const file of [...(entry.css ?? []), ...(entry.assets ?? [])]) current.add(file);
}

for (const name of readdirSync(join(dist, "assets"))) {
  const path = join(dist, "assets", name);
  // The compressed forms of a file that did not change since an earlier build stay beside it.
  if (!current.has(`assets/${name.replace(/\.(br|gz)$/, "")}`)) {
    rmSync(path);
    continue;
  }
  if (text.test(name)) compress(path);
}
for (const name of readdirSync(dist)) {
  // index.html is filled at each response, so it is compressed by the server.
  if (text.test(name) && !name.endsWith(".html")) compress(join(dist, name));
}

function compress(path) {
  const body = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }));
  writeFileSync(`${path}.gz`, gzipSync(body, { level: 9 }));
}
