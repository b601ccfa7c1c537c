import { createRouter } from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { Broken, PagePending } from "./Shell";
import { routeTree } from "./routes";
import { parseSearch, stringifySearch } from "./search";

export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0, // the cache of questions decides what is fresh
    defaultPendingComponent: PagePending,
    defaultErrorComponent: Broken, // in the place of the page: the header stays
    defaultPendingMs: 300,
    scrollRestoration: true,
    parseSearch,
    stringifySearch,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
