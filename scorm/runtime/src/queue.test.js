import assert from "node:assert/strict";
import { test } from "node:test";
import { Queue } from "./queue.js";

/** A browser's store, in memory. */
class Store {
  constructor() {
    this.kept = new Map();
  }
  getItem(key) {
    return this.kept.get(key) ?? null;
  }
  setItem(key, value) {
    if (this.full) throw new Error("QuotaExceededError");
    this.kept.set(key, value);
  }
  removeItem(key) {
    this.kept.delete(key);
  }
}

const burst = () => new Promise((resolve) => queueMicrotask(resolve));

test("what a content writes is in the store at the end of its burst", async () => {
  const store = new Store();
  const queue = new Queue(store, "k");
  queue.begin(4, 2, "i1");
  queue.set("cmi.location", "p1");
  queue.set("cmi.location", "p2");
  await burst();
  const next = new Queue(store, "k"); // the tab died
  assert.deepEqual(next.batches, [{ seq: 5, visit: 2, sco: "i1", elements: [["cmi.location", "p2"]], initialized: false, ended: false }]);
});

test("batches keep their order and leave when they are acknowledged", () => {
  const store = new Store();
  const queue = new Queue(store, "k");
  queue.begin(0, 1, "i1");
  queue.mark("initialized");
  queue.seal();
  queue.set("a", "1");
  queue.seal();
  queue.set("b", "2");
  assert.deepEqual(queue.batches.map((b) => b.seq), [1, 2]);
  assert.equal(queue.pending, 3);
  queue.done(1);
  assert.equal(queue.head.seq, 2);
  queue.seal();
  queue.done(3);
  assert.equal(queue.pending, 0);
  assert.equal(store.getItem("k"), null);
  assert.equal(queue.next(), 4);
});

test("sealing twice sends nothing twice", () => {
  const queue = new Queue(null, "k");
  queue.begin(0, 1, "i1");
  queue.mark("initialized");
  queue.mark("ended");
  queue.seal();
  queue.seal();
  assert.equal(queue.batches.length, 1);
  assert.equal(queue.batches[0].ended, true);
  queue.set("late", "x"); // after Terminate
  assert.equal(queue.dirty, false);
});

test("a long delta goes in several batches, and only the last one ends", () => {
  const queue = new Queue(null, "k");
  queue.begin(0, 1, "i1");
  for (let i = 0; i < 10; i++) queue.set("e" + i, "x".repeat(100_000));
  queue.mark("ended");
  queue.seal();
  assert.ok(queue.batches.length > 2);
  assert.equal(queue.batches.flatMap((b) => b.elements).length, 10);
  assert.deepEqual(queue.batches.map((b) => b.ended), [...Array(queue.batches.length - 1).fill(false), true]);
  assert.deepEqual(queue.batches.map((b) => b.seq), queue.batches.map((_, i) => i + 1));
});

test("a server that expects another number is followed", () => {
  const queue = new Queue(null, "k");
  queue.begin(9, 1, "i1");
  queue.set("a", "1");
  queue.seal();
  queue.set("b", "2");
  queue.seal();
  queue.renumber(4);
  assert.deepEqual(queue.batches.map((b) => b.seq), [4, 5]);
});

test("a visit that is over takes its batches with it", () => {
  const queue = new Queue(null, "k");
  queue.begin(0, 1, "i1");
  queue.set("a", "1");
  queue.seal();
  queue.batches.push({ seq: 2, visit: 2, sco: "i2", elements: [], initialized: true, ended: false });
  queue.drop(1);
  assert.deepEqual(queue.batches.map((b) => [b.seq, b.visit]), [[1, 2]]);
});

test("a tab that lost the attempt leaves the store to the one that has it", async () => {
  const store = new Store();
  const old = new Queue(store, "k");
  old.begin(0, 1, "i1");
  old.set("a", "1");
  old.detach();
  await burst();
  const now = new Queue(store, "k");
  now.begin(5, 2, "i1");
  now.set("b", "2");
  await burst();
  old.set("a", "2");
  await burst();
  assert.match(store.getItem("k"), /"b","2"/);
});

test("a full or unreadable store is no obstacle", async () => {
  const store = new Store();
  store.kept.set("k", "{not json");
  const queue = new Queue(store, "k");
  assert.equal(queue.pending, 0);
  store.full = true;
  queue.begin(0, 1, "i1");
  queue.set("a", "1");
  await burst();
  assert.equal(queue.pending, 1);
});
