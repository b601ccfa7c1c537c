/**
 * The durable queue of what a content wrote: every write is in the browser's own store before
 * it is sent, and leaves it when the server has acknowledged it.
 *
 * A batch is a commit with its number; `open` is the one being filled. Batches are sent one by
 * one, in order.
 */

/** Characters of the elements of one batch at most: a commit's body stays under the server's limit. */
const BATCH = 300_000;

export class Queue {
  /**
   * @param {Storage | null} storage where the queue survives; null keeps it in memory only
   * @param {string} key names the attempt
   */
  constructor(storage, key) {
    this.storage = storage;
    this.key = key;
    /** @type {{seq: number, visit: number, sco: string, elements: [string, string][], initialized: boolean, ended: boolean}[]} */
    this.batches = [];
    this.open = null;
    this.seq = 0;
    this.saving = false;
    this.restore();
  }

  restore() {
    try {
      const kept = JSON.parse(this.storage?.getItem(this.key) ?? "null");
      if (Array.isArray(kept?.batches)) this.batches = kept.batches;
    } catch {
      // an unreadable queue is no queue
    }
  }

  /** begin starts a visit: the server has applied commits up to seq. */
  begin(seq, visit, sco) {
    this.seq = seq;
    this.batches = [];
    this.open = { visit, sco, elements: new Map(), initialized: false, ended: false };
    this.persist();
  }

  /** set notes a write. A later one of the same element takes the place of the first. */
  set(name, value) {
    if (!this.open || this.open.ended) return;
    this.open.elements.set(name, value);
    this.mirror();
  }

  mark(what) {
    if (!this.open) return;
    this.open[what] = true;
    this.mirror();
  }

  get dirty() {
    const o = this.open;
    return Boolean(o && (o.elements.size || (o.initialized && !o.told) || (o.ended && !o.closed)));
  }

  get pending() {
    return this.batches.length + (this.dirty ? 1 : 0);
  }

  /** seal closes the open batch: what it holds gets its numbers. */
  seal() {
    if (!this.dirty) return;
    const o = this.open;
    let part = [];
    let size = 0;
    const parts = [part];
    for (const pair of o.elements) {
      if (size > 0 && size + pair[1].length > BATCH) {
        parts.push((part = []));
        size = 0;
      }
      part.push(pair);
      size += pair[0].length + pair[1].length + 8;
    }
    parts.forEach((elements, i) => {
      this.batches.push({
        seq: this.next(),
        visit: o.visit,
        sco: o.sco,
        elements,
        initialized: o.initialized,
        ended: o.ended && i === parts.length - 1,
      });
    });
    o.elements = new Map();
    o.told = o.initialized;
    o.closed = o.ended;
    this.persist();
  }

  next() {
    const last = this.batches.at(-1);
    return (last ? last.seq : this.seq) + 1;
  }

  get head() {
    return this.batches[0];
  }

  /** done takes off the batches that the server has applied. */
  done(seq) {
    this.seq = Math.max(this.seq, seq);
    this.batches = this.batches.filter((b) => b.seq > seq);
    this.persist();
  }

  /** renumber follows a server that expects another number. */
  renumber(expected) {
    this.seq = expected - 1;
    this.batches.forEach((b, i) => (b.seq = expected + i));
    this.persist();
  }

  /** drop forgets the batches of a visit that is over. */
  drop(visit) {
    const seq = this.seq;
    this.batches = this.batches.filter((b) => b.visit !== visit);
    this.renumber(seq + 1);
  }

  /** detach lets go of the store: another tab has the attempt, and the store with it. */
  detach() {
    this.storage = null;
    this.batches = [];
    this.open = null;
  }

  /** mirror persists once the content's present burst of writes is over. */
  mirror() {
    if (this.saving) return;
    this.saving = true;
    queueMicrotask(() => {
      this.saving = false;
      this.persist();
    });
  }

  /** persist writes the queue, the open batch as if it were sealed. */
  persist() {
    if (!this.storage) return;
    const batches = [...this.batches];
    if (this.dirty) {
      const o = this.open;
      batches.push({ seq: this.next(), visit: o.visit, sco: o.sco, elements: [...o.elements], initialized: o.initialized, ended: o.ended });
    }
    try {
      if (batches.length) this.storage.setItem(this.key, JSON.stringify({ batches }));
      else this.storage.removeItem(this.key);
    } catch {
      // the store is full or closed: the queue goes on in memory
    }
  }
}
