// The address bar holds plain parameters, repeated for lists: ?domain=valeurs&domain=climat.
// They are easy to read, to share and for the server to understand.

export type Search = Record<string, string | string[]>;

/** Reads the parameters of an address. */
export function parseSearch(text: string): Search {
  const search: Search = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const had = search[name];
    search[name] = had === undefined ? value : Array.isArray(had) ? [...had, value] : [had, value];
  }
  return search;
}

/** Writes them; what is empty is left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one === "string" && one !== "") params.append(name, one);
      else if (typeof one === "number" || one === true) params.append(name, String(one));
    }
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** A parameter that has one value. */
export function one(search: Record<string, unknown>, name: string): string | undefined {
  const value = search[name];
  if (Array.isArray(value)) return typeof value[0] === "string" ? value[0] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A parameter that may be repeated. */
export function many(search: Record<string, unknown>, name: string): string[] | undefined {
  const value = search[name];
  const list = (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === "string" && v !== "");
  return list.length > 0 ? list : undefined;
}
