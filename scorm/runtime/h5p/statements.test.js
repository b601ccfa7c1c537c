import assert from "node:assert/strict";
import { test } from "node:test";
import { EventDispatcher, external } from "./events.js";
import { leaner, makeStatements, toTell } from "./statements.js";

const launch = { activity: "https://preau.example/xapi/packages/p/a/1", actor: { account: { homePage: "https://preau.example", name: "ada" } }, registration: "r", session: "s", title: "Un quiz", language: "fr" };
makeStatements(launch);

/** A content with what newRunnable gives it. */
function content(more = {}) {
  const made = new EventDispatcher();
  return Object.assign(made, { contentId: 1, libraryInfo: { versionedNameNoSpaces: "H5P.Quiz-1.0" } }, more);
}

function heardBy(act) {
  const heard = [];
  const listen = (event) => heard.push(event.data.statement);
  external.on("xAPI", listen);
  act();
  external.off("xAPI", listen);
  return heard;
}

test("a content answers: the page hears it once, with the object of the launch", () => {
  const heard = heardBy(() => content().triggerXAPIScored(3, 4, "answered"));
  assert.equal(heard.length, 1);
  assert.equal(heard[0].verb.id, "http://adlnet.gov/expapi/verbs/answered");
  assert.equal(heard[0].object.id, launch.activity);
  assert.deepEqual(heard[0].object.definition.name, { fr: "Un quiz" });
  assert.deepEqual(heard[0].result, { score: { raw: 3, min: 0, max: 4, scaled: 0.75 }, completion: true });
  assert.equal(heard[0].context.contextActivities.category[0].id, "http://h5p.org/libraries/H5P.Quiz-1.0");
});

test("a content within: its parent hears it too, and it is another object", () => {
  const parent = content();
  const within = content({ parent, subContentId: "b", contentData: { metadata: { title: "Le mot" } } });
  let above = 0;
  parent.on("xAPI", () => above++);
  const heard = heardBy(() => within.triggerXAPICompleted(1, 0, true));
  assert.equal(above, 1);
  assert.equal(heard.length, 1);
  assert.equal(heard[0].object.id, `${launch.activity}?subContentId=b`);
  assert.deepEqual(heard[0].object.definition.name, { fr: "Le mot" });
  assert.deepEqual(heard[0].context.contextActivities.parent, [{ id: launch.activity, objectType: "Activity" }]);
  assert.deepEqual(heard[0].result, { score: { raw: 1, min: 0, max: 0 }, completion: true, success: true });
});

test("an activity is begun once", () => {
  const one = content();
  const heard = heardBy(() => (one.setActivityStarted(), one.setActivityStarted()));
  assert.deepEqual(heard.map((s) => s.verb.display["en-US"]), ["attempted"]);
});

test("old libraries inherit by call, listeners may leave", () => {
  function Old() {
    EventDispatcher.call(this);
  }
  const old = new Old();
  const said = [];
  const listen = (event) => said.push(event.data);
  old.on("x", listen);
  old.once("x", (event) => said.push(`once ${event.data}`));
  old.trigger("x", 1);
  old.trigger("x", 2);
  old.off("x", listen);
  old.trigger("x", 3);
  assert.deepEqual(said, [1, "once 1", 2]);
});

test("what is told is of the launch, whatever the content says", () => {
  const said = { actor: { mbox: "mailto:x@y.z" }, verb: { id: "http://v" }, object: { id: "http://o" }, context: { registration: "other", extensions: { "http://e": 1 } } };
  const told = toTell(said, launch, new Date(0), "id");
  assert.deepEqual(told, {
    id: "id",
    timestamp: "1970-01-01T00:00:00.000Z",
    actor: launch.actor,
    verb: said.verb,
    object: said.object,
    context: { registration: "r", extensions: { "http://e": 1, "https://w3id.org/xapi/cmi5/context/extensions/sessionid": "s" } },
  });
});

for (const [name, result, want] of [
  ["a score out of bounds", { score: { raw: 5, min: 0, max: 4, scaled: 1.25 } }, { score: { raw: 5, scaled: 1 } }],
  ["numbers that are none", { score: { raw: NaN, max: "4" }, completion: "yes", success: null }, undefined],
  ["a duration that is none", { duration: "PT-3S", completion: true }, { completion: true }],
  ["an empty duration", { duration: "PT", completion: true }, { completion: true }],
  ["a duration", { duration: "PT1M3.25S" }, { duration: "PT1M3.25S" }],
  ["a response that is a list", { response: ["a", "b"] }, { response: '["a","b"]' }],
  ["what xAPI does not know", { points: 3, success: false }, { success: false }],
]) {
  test(`a result, cleaned: ${name}`, () => assert.deepEqual(toTell({ verb: { id: "http://v" }, object: { id: "http://o" }, result }, launch).result, want));
}

test("what is no statement is not told; what counts of one is left of the leaner", () => {
  for (const said of [undefined, {}, { verb: {}, object: { id: "http://o" } }, { verb: { id: "http://v" } }]) assert.equal(toTell(said, launch), undefined);
  const told = toTell({ verb: { id: "http://v", display: { x_y: "?" } }, object: { id: "http://o", definition: { choices: 3 } }, result: { completion: true, response: "a" } }, launch, new Date(0), "id");
  const lean = leaner(told);
  assert.equal(lean.object.definition, undefined);
  assert.equal(lean.result.completion, true);
  assert.equal(lean.id, "id");
  assert.equal(lean.context.registration, "r");
});
