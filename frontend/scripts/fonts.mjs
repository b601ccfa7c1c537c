// Subsets the two fonts to what French and English need. The result is small enough to be
// asked for with the document; it is written once and kept.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import subset from "subset-font";

const require = createRequire(import.meta.url);
const target = new URL("../src/shared/theme/fonts/", import.meta.url);

const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join("");
const french = "ÀÂÄÆÇÈÉÊËÎÏÔÖŒÙÛÜŸàâäæçèéêëîïôöœùûüÿ«»‹›’‘“”„–—…·•°²³¹ªº€×÷±≤≥−\u00a0\u202f\u2009\u2011§©®™½¼¾¡¿ñÑáíóúÁÍÓÚßåÅøØ";

const fonts = [
  {
    from: "@fontsource-variable/bricolage-grotesque/files/bricolage-grotesque-latin-wght-normal.woff2",
    to: "bricolage-grotesque-700.woff2",
    axes: { wght: 700 },
  },
  {
    from: "@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
    to: "atkinson-hyperlegible-next.woff2",
    axes: { wght: { min: 400, max: 700 } },
  },
];

mkdirSync(target, { recursive: true });
for (const font of fonts) {
  const file = new URL(font.to, target);
  if (existsSync(file)) continue;
  const source = readFileSync(require.resolve(font.from));
  const made = await subset(source, ascii + french, { targetFormat: "woff2", variationAxes: font.axes });
  writeFileSync(file, made);
  console.log(`${font.to}: ${made.length} bytes`);
}
