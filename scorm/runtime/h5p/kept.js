/**
 * What contents keep of their learner between launches: one document, by what it is and by which
 * content within it is of (0: the whole).
 */

const EVERY = 5_000; // how often it is looked whether something has changed
const FAREWELL = 60_000; // characters that may leave with the page

export class Kept {
  /** @param {{ keep: (state: string, leaving: boolean) => Promise<boolean> }} record */
  constructor(record, state) {
    this.record = record;
    this.data = typeof state === "object" && state !== null && !Array.isArray(state) ? state : {};
    this.told = JSON.stringify(this.data);
    this.current = () => undefined; // of the content that plays
  }

  get(what, within = 0) {
    const value = this.data[what]?.[within];
    return value === undefined ? undefined : structuredClone(value);
  }

  set(what, value, within = 0) {
    const of = (this.data[what] ??= {});
    if (value === null || value === undefined) delete of[within];
    else of[within] = value;
  }

  start() {
    setInterval(() => void this.save(), EVERY);
  }

  /** text takes in where the content is, and answers the document when it has changed. */
  text() {
    const now = this.current();
    if (now !== undefined) this.set("state", now);
    const text = JSON.stringify(this.data);
    return text === this.told ? undefined : text;
  }

  async save() {
    if (this.saving) return;
    const text = this.text();
    if (text === undefined) return;
    this.saving = true;
    if (await this.record.keep(text, false)) this.told = text;
    this.saving = false;
  }

  leave() {
    const text = this.text();
    if (text !== undefined && text.length <= FAREWELL) void this.record.keep(text, true);
  }
}
