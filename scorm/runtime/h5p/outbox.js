/**
 * The durable outbox of statements: each is in the browser's own store before it is sent, and
 * leaves it when the record store has it. Their ids are ours, so that one sent twice is one.
 *
 * What a launch before could not send is taken over: its learner and enrolment are the same.
 */
import { leaner } from "./statements.js";

const BATCH = 25; // statements in one request
const FAREWELL = 60_000; // characters that may leave with the page

/** later says whether the same request may succeed later. */
const later = (status) => status === 0 || status === 429 || status >= 500;

export class Outbox {
  /**
   * @param {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length"> | null} storage null keeps it in memory only
   * @param {string} name of what is played by whom; one key for each launch
   * @param {string} session
   * @param {(statements: object[], leaving: boolean) => Promise<number>} post answers the HTTP status, 0 when there is no answer
   * @param {(what: { pending: number, offline: boolean, over: boolean }) => void} tell
   */
  constructor(storage, name, session, post, tell) {
    Object.assign(this, { storage, key: `${name}:${session}`, post, tell });
    this.waiting = [];
    this.over = false; // another launch has followed: nothing of this one is taken any more
    this.offline = false;
    this.sending = null;
    this.adopt(`${name}:`);
  }

  adopt(prefix) {
    const keys = [];
    for (let i = 0; i < (this.storage?.length ?? 0); i++) if (this.storage.key(i)?.startsWith(prefix)) keys.push(this.storage.key(i));
    for (const key of keys) {
      try {
        const kept = JSON.parse(this.storage.getItem(key));
        if (Array.isArray(kept)) this.waiting.push(...kept);
      } catch {
        // an unreadable outbox holds nothing
      }
    }
    this.persist();
    for (const key of keys) if (key !== this.key) this.storage.removeItem(key);
  }

  persist() {
    try {
      if (this.waiting.length > 0) this.storage?.setItem(this.key, JSON.stringify(this.waiting));
      else this.storage?.removeItem(this.key);
    } catch {
      // the store is full or closed: the outbox goes on in memory
    }
  }

  add(statement) {
    this.waiting.push(statement);
    this.persist();
    this.said();
  }

  said() {
    this.tell({ pending: this.waiting.length, offline: this.offline, over: this.over });
  }

  /** send sends all that waits, batch after batch; false when something still does. */
  send() {
    this.sending ??= this.sendAll().finally(() => (this.sending = null));
    return this.sending;
  }

  async sendAll() {
    let most = BATCH;
    while (this.waiting.length > 0 && !this.over) {
      const batch = this.waiting.slice(0, most);
      const status = await this.post(batch, false);
      if (status >= 200 && status < 300) {
        this.done(batch.length);
        most = BATCH;
      } else if (status === 401 || status === 403) {
        this.over = true;
      } else if (!later(status) && batch.length > 1) {
        most = 1; // one of them is refused, with all the others
      } else if (later(status) || !(await this.refused(batch[0]))) {
        this.offline = true;
        this.said();
        return false;
      }
      this.said();
    }
    return !this.over;
  }

  /** refused tries what counts of a statement that is not taken as it is, and lets it go; false when that is for later. */
  async refused(statement) {
    const status = await this.post([leaner(statement)], false);
    if (later(status)) return false;
    if (status >= 300) console.warn("A statement was refused by the record store and is lost.", status, statement);
    this.done(1);
    return true;
  }

  done(count) {
    this.offline = false;
    this.waiting.splice(0, count);
    this.persist();
  }

  /** leave sends what fits as the page goes; the next launch sends the rest. */
  leave() {
    if (this.waiting.length === 0 || this.over) return;
    const last = [];
    let size = 2;
    for (const statement of this.waiting) {
      size += JSON.stringify(statement).length + 1;
      if (size > FAREWELL) break;
      last.push(statement);
    }
    if (last.length > 0) void this.post(last, true);
  }
}
