// Between the API's instants and what a date field of the browser shows, in the reader's own
// time zone.

/** What a datetime-local field shows for an instant; "" for none. */
export function toField(iso: string | undefined): string {
  if (!iso) return "";
  const d = new Date(iso);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}T${two(d.getHours())}:${two(d.getMinutes())}`;
}

/** The instant that a datetime-local field says; undefined when it is empty or half filled. */
export function fromField(value: string): string | undefined {
  if (!/^\d{4,}-\d\d-\d\dT\d\d:\d\d/.test(value)) return undefined;
  const d = new Date(value);
  return Number.isNaN(d.getTime()) ? undefined : d.toISOString();
}
