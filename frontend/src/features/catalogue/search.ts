// What is looked for, as the address of the page holds it and as the API takes it.

/** The facets, in the order they are shown. */
export const facets = ["nature", "availability", "duration", "domain", "public", "origin", "collection", "entry", "certification", "competence"] as const;

export type Facet = (typeof facets)[number];

/** The state of the catalogue: the address of the page is the only place where it is kept. */
export type Search = Partial<Record<Facet, string[] | undefined>> & { q?: string | undefined; sort?: string | undefined; all?: string | undefined };

export const sorts = ["relevance", "recent", "title", "popular", "soon"] as const;

/** How many values are selected. */
export function selected(search: Search): number {
  return facets.reduce((n, facet) => n + (search[facet]?.length ?? 0), 0);
}

/** Whether the person's own preset applies: nothing is looked for, and nothing was refused. */
export function presets(search: Search): boolean {
  return !search.q && !search.all && selected(search) === 0;
}

/** The same search with a value of a facet added or taken away. What one chose replaces the preset for good. */
export function toggled(search: Search, facet: Facet, value: string): Search {
  const had = search[facet] ?? [];
  const next = had.includes(value) ? had.filter((v) => v !== value) : [...had, value];
  const changed: Search = { ...search, [facet]: next.length > 0 ? next : undefined, all: undefined };
  return presets(changed) ? { ...changed, all: "1" } : changed;
}

/** What the API is asked. The server knows the same rule and puts the answer into the first page. */
export function query(search: Search) {
  const asked: Record<string, string | string[] | boolean | undefined> = { q: search.q, sort: search.sort };
  for (const facet of facets) asked[facet] = search[facet];
  if (presets(search)) asked.preset = true;
  return Object.fromEntries(Object.entries(asked).filter(([, v]) => v !== undefined));
}
