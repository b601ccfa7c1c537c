import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

// The first visit is most often to the catalogue: its code and the two fonts are asked for
// with the document instead of after the entry script has run.
function preloads(): Plugin {
  return {
    name: "preau-preloads",
    transformIndexHtml: {
      order: "post",
      handler(html, context) {
        const bundle = context.bundle ?? {};
        const files = Object.values(bundle);
        const fonts = files.filter((f) => f.fileName.endsWith(".woff2"));
        const catalogue = files.find((f) => f.type === "chunk" && f.facadeModuleId?.endsWith("/features/catalogue/page.tsx"));
        const scripts = catalogue?.type === "chunk" ? [catalogue.fileName, ...catalogue.imports] : [];
        const known = new Set<string>(html.match(/\/assets\/[^"]+/g) ?? []); // what Vite itself asks for
        const link = (attrs: Record<string, string | boolean>) => ({ tag: "link", attrs, injectTo: "head" as const });
        return [
          ...fonts.map((f) => link({ rel: "preload", fetchpriority: "low", href: `/${f.fileName}`, as: "font", type: "font/woff2", crossorigin: true })),
          ...scripts.filter((f) => !known.has(`/${f}`)).map((f) => link({ rel: "modulepreload", href: `/${f}`, crossorigin: true })),
        ];
      },
    },
  };
}

export default defineConfig({
  plugins: [react(), preloads()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    emptyOutDir: false, // dist/placeholder.html stays: it lets the binary build from a clean clone
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true, // read by scripts/finish.mjs and scripts/weigh.mjs
    chunkSizeWarningLimit: 1000,
  },
  server: { port: 5173, proxy: { "/api": "http://localhost:8080" } },
});
