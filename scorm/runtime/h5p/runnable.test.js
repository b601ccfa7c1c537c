import assert from "node:assert/strict";
import { test } from "node:test";
import { EventDispatcher } from "./events.js";
import { makeRunnable } from "./runnable.js";

const classes = {
  // Knows nothing of events, and asks in its constructor already what it is.
  "H5P.Plain": function (params, id, extras) {
    this.made = [params.a, id, extras.previousState, this.isRoot()];
  },
  "H5P.Own": class extends EventDispatcher {
    isRoot() {
      return "its own";
    }
  },
};

const errors = [];
const H5P = {
  jQuery: () => ({}),
  error: (text) => errors.push(text),
  classFromName: (name) => classes[name],
  libraryFromString: (text) => (/ \d+\.\d+$/.test(text) ? { machineName: text.split(" ")[0], majorVersion: 1, minorVersion: 2 } : false),
  getLibraryPath: (library) => `/c/t/${library}`,
};
const newRunnable = makeRunnable(H5P);

test("contents have what every content may count on, and what is their own comes first", () => {
  const whole = newRunnable({ library: "H5P.Plain 1.2", params: { a: 1 } }, 1, undefined, true, { standalone: true, previousState: "kept" });
  assert.deepEqual(whole.made, [1, 1, "kept", true]);
  assert.ok(whole instanceof classes["H5P.Plain"]);
  assert.equal(whole.getLibraryFilePath("a.png"), "/c/t/H5P.Plain-1.2/a.png");
  const within = newRunnable({ library: "H5P.Plain 1.2", params: { a: 2 }, subContentId: "b", userDatas: { state: "of within" } }, 1, undefined, true, { parent: whole });
  assert.deepEqual(within.made, [2, 1, "of within", false]);
  assert.equal(within.parent, whole);
  assert.equal(within.subContentId, "b");
  let heard = 0;
  within.on("x", () => heard++);
  within.trigger("x");
  assert.equal(heard, 1);
  assert.equal(newRunnable({ library: "H5P.Own 1.2", params: {} }, 1).isRoot(), "its own");
});

test("what cannot be made is said, and is nothing", () => {
  for (const library of [undefined, "H5P.Plain", "H5P.Absent 1.0"]) assert.equal(newRunnable({ library, params: {} }, 1), undefined);
  assert.equal(errors.length, 3);
});
