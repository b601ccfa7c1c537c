import type { components } from "./schema";

export { address, canonical, client, renew, send } from "./client";
export { follow, useTopic } from "./live";
export { changeReader, meQuery, useChangeReader, useMe, type Me } from "./me";
export { keepFresh, noteFresh } from "./pass";
export { OfflineError, ProblemError, problemOf, type FieldProblem } from "./problem";
export { ask, makeQueryClient, read, readPages, sow, under, type Answer, type ReadPath } from "./query";
/** The messages of the API, by name. */
export type Schemas = components["schemas"];
