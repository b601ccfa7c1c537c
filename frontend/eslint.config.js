import js from "@eslint/js";
import { readdirSync } from "node:fs";
import globals from "globals";
import hooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import ts from "typescript-eslint";

const features = readdirSync(new URL("./src/features", import.meta.url));

// A feature imports shared code and itself, never another feature nor the shell.
const boundaries = features.map((feature) => ({
  files: [`src/features/${feature}/**`],
  rules: {
    "no-restricted-imports": [
      "error",
      {
        patterns: [
          { group: features.filter((f) => f !== feature).map((f) => `@/features/${f}/**`).concat("@/app/**"), message: "Features do not know one another nor the shell." },
          { group: ["../../*"], message: "Write @/shared/… for what is outside the feature." },
        ],
      },
    ],
  },
}));

export default defineConfig(
  globalIgnores(["dist", "node_modules", "src/shared/api/schema.d.ts"]),
  {
    files: ["**/*.{ts,tsx}"],
    extends: [js.configs.recommended, ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked, hooks.configs.flat["recommended-latest"]],
    languageOptions: { globals: globals.browser, parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Event handlers may be async functions: a failed mutation is shown by its own state.
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // An empty text or a zero often means "nothing" here: || is meant.
      "@typescript-eslint/prefer-nullish-coalescing": ["error", { ignorePrimitives: { string: true, number: true } }],
      // French has no-break spaces before some signs, in templates as in strings.
      "no-irregular-whitespace": ["error", { skipTemplates: true }],
      // TanStack Router's redirects and notFound are thrown by design.
      "@typescript-eslint/only-throw-error": "off",
      // Arrow functions that only call are the shape of most handlers.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  { files: ["**/*.js", "**/*.mjs"], extends: [js.configs.recommended], languageOptions: { globals: globals.node } },
  ...boundaries,
  {
    files: ["src/shared/ui/**"],
    rules: { "no-restricted-imports": ["error", { patterns: [{ group: ["@/shared/api/**", "@/features/**", "@/app/**"], message: "shared/ui knows no API." }] }] },
  },
  { files: ["src/shared/{api,i18n,theme}/**"], rules: { "no-restricted-imports": ["error", { patterns: [{ group: ["@/features/**", "@/app/**"], message: "shared knows no feature." }] }] } },
);
