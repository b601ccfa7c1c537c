import assert from "node:assert/strict";
import { test } from "node:test";
import { Kept } from "./kept.js";

test("what changes is kept, once it is taken", async () => {
  const sent = [];
  let reached = false;
  const kept = new Kept({ keep: async (text) => (sent.push(text), reached) }, { state: { 0: { page: 1 } } });
  assert.deepEqual(kept.get("state"), { page: 1 });
  await kept.save();
  assert.equal(sent.length, 0, "nothing has changed");
  kept.current = () => ({ page: 2 });
  await kept.save();
  reached = true;
  await kept.save();
  await kept.save();
  assert.deepEqual(sent, Array(2).fill('{"state":{"0":{"page":2}}}'));
});

test("contents within keep their own, and may let go of it", () => {
  const kept = new Kept({}, "not a document");
  kept.set("notes", "a", "within");
  kept.set("notes", "b");
  assert.equal(kept.get("notes", "within"), "a");
  assert.equal(kept.get("notes"), "b");
  kept.set("notes", null, "within");
  assert.equal(kept.get("notes", "within"), undefined);
});
