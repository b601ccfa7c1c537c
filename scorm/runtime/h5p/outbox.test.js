import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "./outbox.js";

function store(kept = {}) {
  return {
    kept,
    get length() {
      return Object.keys(kept).length;
    },
    key: (i) => Object.keys(kept)[i],
    getItem: (key) => kept[key] ?? null,
    setItem: (key, value) => void (kept[key] = value),
    removeItem: (key) => void delete kept[key],
  };
}

const statement = (id) => ({ id, verb: { id: "http://v" }, object: { id: "http://o" }, context: { registration: "r", extensions: {} } });

/** An outbox whose record store answers these statuses, one after the other, the last for good. */
function outbox({ storage = store(), session = "s2", statuses = [200] } = {}) {
  const sent = [];
  const told = [];
  const post = async (list) => (sent.push(list.map((s) => s.id)), statuses.length > 1 ? statuses.shift() : statuses[0]);
  return { box: new Outbox(storage, "n", session, post, (what) => told.push(what)), sent, told, storage };
}

test("what is said is kept before it is sent, and leaves when it is", async () => {
  const { box, sent, told, storage } = outbox();
  box.add(statement("a"));
  box.add(statement("b"));
  assert.deepEqual(JSON.parse(storage.kept["n:s2"]).map((s) => s.id), ["a", "b"]);
  assert.equal(await box.send(), true);
  assert.deepEqual(sent, [["a", "b"]]);
  assert.deepEqual(storage.kept, {});
  assert.equal(told.at(-1).pending, 0);
});

test("without an answer it stays, and is sent again", async () => {
  const { box, sent, told, storage } = outbox({ statuses: [0, 503, 200] });
  box.add(statement("a"));
  assert.equal(await box.send(), false);
  assert.equal(told.at(-1).offline, true);
  assert.equal(await box.send(), false);
  assert.ok(storage.kept["n:s2"]);
  assert.equal(await box.send(), true);
  assert.deepEqual(sent, [["a"], ["a"], ["a"]]);
  assert.equal(told.at(-1).offline, false);
});

test("what a launch before could not send is taken over; another learner's is not", async () => {
  const storage = store({ "n:s1": JSON.stringify([statement("old")]), "n:s0": "not JSON", "other:s1": "[]" });
  const { box, sent } = outbox({ storage });
  await box.send();
  assert.deepEqual(sent, [["old"]]);
  assert.deepEqual(Object.keys(storage.kept), ["other:s1"]);
});

test("one that is refused goes alone, then leaner, and holds nothing up", async (t) => {
  t.mock.method(console, "warn", () => {});
  const { box, sent, storage } = outbox({ statuses: [400, 200, 400, 400, 200] });
  for (const id of ["a", "b", "c"]) box.add(statement(id));
  assert.equal(await box.send(), true);
  assert.deepEqual(sent, [["a", "b", "c"], ["a"], ["b", "c"], ["b"], ["b"], ["c"]]);
  assert.deepEqual(storage.kept, {});
});

test("when another launch has followed, it says so and keeps what it has for that one", async () => {
  const { box, sent, told, storage } = outbox({ statuses: [403] });
  box.add(statement("a"));
  assert.equal(await box.send(), false);
  assert.equal(told.at(-1).over, true);
  assert.equal(sent.length, 1);
  assert.ok(storage.kept["n:s2"]);
  assert.equal(outbox({ storage, session: "s3" }).box.waiting[0].id, "a");
});

test("as the page goes, what fits leaves", () => {
  const { box, sent } = outbox({ statuses: [0] });
  box.add({ ...statement("a"), more: "x".repeat(50_000) });
  box.add({ ...statement("b"), more: "x".repeat(50_000) });
  box.leave();
  assert.deepEqual(sent, [["a"]]);
});

test("where the browser denies its store, memory does", async () => {
  const { box, sent } = outbox({ storage: null });
  box.add(statement("a"));
  await box.send();
  assert.deepEqual(sent, [["a"]]);
});
