// Questions to the API as TanStack Query wants them. The key of a question is its method and
// its address, which lets the server put answers into the page without knowing the app.
import { infiniteQueryOptions, QueryClient, queryOptions, type InfiniteData } from "@tanstack/react-query";
import { address, canonical, client, send } from "./client";
import { OfflineError, ProblemError } from "./problem";
import type { paths } from "./schema";

/** The addresses that can be read. */
export type ReadPath = { [P in keyof paths]: paths[P] extends { get: { responses: { 200: unknown } } } ? P : never }[keyof paths];

/** The parameters of a read, as the API describes them. */
export type ReadParams<P extends ReadPath> = paths[P] extends { get: { parameters: infer Q } } ? { [K in keyof Q as K extends "path" | "query" ? K : never]: Q[K] } : never;

/** What a read answers. */
export type Answer<P extends ReadPath> = paths[P] extends { get: { responses: { 200: { content: { "application/json": infer B } } } } } ? B : never;

type ParamsArgument<P extends ReadPath> = ReadParams<P> extends { path: unknown } ? [params: ReadParams<P>] : [params?: ReadParams<P>];

export type QueryKey = readonly ["GET", string];

/** The question at a path of the API, for useQuery and for the cache. */
export function read<P extends ReadPath>(path: P, ...[params]: ParamsArgument<P>) {
  const url = address(path, params);
  return queryOptions<Answer<P>, Error, Answer<P>, QueryKey>({ queryKey: ["GET", url], queryFn: ({ signal }) => ask(url, signal) as Promise<Answer<P>> });
}

interface Paged {
  next: string;
}

/** The question of a list that has a cursor, for useInfiniteQuery. Its first page may come with the document. */
export function readPages<P extends ReadPath>(queryClient: QueryClient, path: P, ...[params]: ParamsArgument<P>) {
  const given = (params ?? {}) as { path?: Record<string, string>; query?: Record<string, unknown> };
  const url = address(path, given);
  const first = queryClient.getQueryData<Answer<P>>(["GET", url]);
  return infiniteQueryOptions<Answer<P>, Error, InfiniteData<Answer<P>>, readonly ["GET", string, "pages"], string>({
    queryKey: ["GET", url, "pages"],
    queryFn: ({ pageParam, signal }) => ask(address(path, { ...given, query: { ...given.query, after: pageParam } }), signal) as Promise<Answer<P>>,
    initialPageParam: "",
    getNextPageParam: (page) => (page as Paged).next || undefined,
    ...(first ? { initialData: { pages: [first], pageParams: [""] }, initialDataUpdatedAt: queryClient.getQueryState(["GET", url])?.dataUpdatedAt } : {}),
  });
}

/** Reads an address of the API. */
export async function ask(url: string, signal?: AbortSignal): Promise<unknown> {
  const response = await send(new Request(url, signal ? { signal } : {}));
  return response.json() as Promise<unknown>;
}

/** Matches the questions under some addresses, to have them asked again. */
export function under(...prefixes: string[]) {
  return {
    predicate: (query: { queryKey: readonly unknown[] }) => {
      const url = query.queryKey[1];
      return typeof url === "string" && prefixes.some((p) => url === p || url.startsWith(`${p}/`) || url.startsWith(`${p}?`));
    },
  };
}

/** The cache, with what holds for every question. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        networkMode: "always", // we say ourselves that we are offline, with what was kept
        retry: (count, error) => count < 2 && (error instanceof OfflineError || (error instanceof ProblemError && error.status >= 500)),
        queryFn: ({ queryKey, signal }) => ask(String(queryKey[1]), signal),
      },
      mutations: { networkMode: "always" },
    },
  });
}

interface Seed {
  queries: { key: ["GET", string]; data: unknown }[];
}

/** Fills the cache with the answers the server put into the document. Says what it found. */
export function sow(queryClient: QueryClient, text: string | null | undefined): string[] {
  if (!text) return [];
  const seed = JSON.parse(text) as Seed;
  for (const { key, data } of seed.queries) queryClient.setQueryData(["GET", canonical(key[1])], data);
  return seed.queries.map((q) => canonical(q.key[1]));
}

export { client };
