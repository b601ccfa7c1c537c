// Writes src/shared/api/schema.d.ts from docs/openapi.json; with --check, says whether it is
// what it would write.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../../docs/openapi.json", import.meta.url);
const target = new URL("../src/shared/api/schema.d.ts", import.meta.url);

const types = "// Generated from docs/openapi.json by `npm run api`; not to be edited.\n" + astToString(await openapiTS(source, { alphabetize: true, defaultNonNullable: false }));
if (!process.argv.includes("--check")) {
  writeFileSync(target, types);
} else if (readFileSync(target, "utf8") !== types) {
  console.error("src/shared/api/schema.d.ts is out of date: run make generate");
  process.exit(1);
}
