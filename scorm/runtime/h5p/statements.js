/**
 * What contents of H5P say in xAPI: the events that libraries make and fill in, and the statements
 * that are told of them (https://h5p.org/documentation/x-api).
 */
import { Event, EventDispatcher } from "./events.js";

const verbs = ["answered", "asked", "attempted", "attended", "commented", "completed", "exited", "experienced", "failed", "imported", "initialized",
  "interacted", "launched", "mastered", "passed", "preferred", "progressed", "registered", "responded", "resumed", "scored", "shared", "suspended",
  "terminated", "voided", "downloaded", "copied", "accessed-reuse", "accessed-embed", "accessed-copyright"]; // prettier-ignore

const place = "http://adlnet.gov/expapi/verbs/";
const own = "http://h5p.org/x-api/";

/** ours are the verbs of H5P that ADL has not. */
const ours = new Set(["downloaded", "copied", "accessed-reuse", "accessed-embed", "accessed-copyright"]);

const isVerb = (verb) => verbs.includes(verb);

/**
 * makeStatements makes the events for one launch.
 *
 * @param {{ activity: string, actor: object, title: string, language: string }} launch
 */
export function makeStatements(launch) {
  const words = (text) => ({ [launch.language || "und"]: text });

  function XAPIEvent() {
    Event.call(this, "xAPI", { statement: {} }, { bubbles: true, external: true });
  }
  XAPIEvent.prototype = Object.create(Event.prototype);
  XAPIEvent.prototype.constructor = XAPIEvent;
  XAPIEvent.allowedXAPIVerbs = verbs;

  Object.assign(XAPIEvent.prototype, {
    /** A result ends what it is of when it answers or completes, unless it is said otherwise. */
    setScoredResult(score, max, instance, completion, success) {
      const result = {};
      if (score !== undefined) {
        result.score = { raw: score };
        if (max !== undefined) {
          Object.assign(result.score, { min: 0, max });
          if (max > 0) result.score.scaled = Math.round((score / max) * 10_000) / 10_000;
        }
      }
      result.completion = completion ?? ["answered", "completed"].includes(this.getVerb());
      if (success !== undefined) result.success = success;
      if (instance?.activityStartTime) result.duration = `PT${Math.max(0, Math.round((Date.now() - instance.activityStartTime) / 10) / 100)}S`;
      this.data.statement.result = result;
    },
    setVerb(verb) {
      if (isVerb(verb)) this.data.statement.verb = { id: (ours.has(verb) ? `${own}verbs/` : place) + verb, display: { "en-US": verb } };
      else if (verb?.id !== undefined) this.data.statement.verb = verb;
    },
    getVerb(full) {
      const { verb } = this.data.statement;
      if (verb?.id === undefined) return null;
      return full ? verb.id : verb.id.slice(verb.id.lastIndexOf("/") + 1);
    },
    setObject(instance) {
      if (!instance?.contentId) return;
      const extensions = { [`${own}h5p-local-content-id`]: instance.contentId };
      if (instance.subContentId) extensions[`${own}h5p-subContentId`] = instance.subContentId;
      const definition = { extensions };
      const title = instance.subContentId ? instance.contentData?.metadata?.title : launch.title;
      if (title) definition.name = words(title);
      this.data.statement.object = { id: this.getContentXAPIId(instance), objectType: "Activity", definition };
    },
    setContext(instance) {
      const activities = {};
      const parent = instance?.parent;
      if (parent && (parent.contentId || parent.subContentId)) activities.parent = [{ id: this.getContentXAPIId(parent), objectType: "Activity" }];
      if (instance?.libraryInfo) activities.category = [{ id: `http://h5p.org/libraries/${instance.libraryInfo.versionedNameNoSpaces}`, objectType: "Activity" }];
      if (Object.keys(activities).length > 0) this.data.statement.context = { ...this.data.statement.context, contextActivities: activities };
    },
    setActor() {
      this.data.statement.actor = launch.actor;
    },
    getContentXAPIId: (instance) => (instance?.subContentId ? `${launch.activity}?subContentId=${instance.subContentId}` : launch.activity),
    getMaxScore() {
      return this.getVerifiedStatementValue(["result", "score", "max"]);
    },
    getScore() {
      return this.getVerifiedStatementValue(["result", "score", "raw"]);
    },
    getVerifiedStatementValue(keys) {
      return keys.reduce((at, key) => at?.[key] ?? null, this.data.statement);
    },
  });

  Object.assign(EventDispatcher.prototype, {
    createXAPIEventTemplate(verb, extra = {}) {
      const event = new XAPIEvent();
      event.setActor();
      event.setVerb(verb);
      Object.assign(event.data.statement, extra);
      if (!("object" in extra)) event.setObject(this);
      if (!("context" in extra)) event.setContext(this);
      return event;
    },
    triggerXAPI(verb, extra) {
      this.trigger(this.createXAPIEventTemplate(verb, extra));
    },
    triggerXAPIScored(score, max, verb, completion, success) {
      const event = this.createXAPIEventTemplate(verb);
      event.setScoredResult(score, max, this, completion, success);
      this.trigger(event);
    },
    triggerXAPICompleted(score, max, success) {
      this.triggerXAPIScored(score, max, "completed", true, success);
    },
    setActivityStarted() {
      if (this.activityStartTime !== undefined) return;
      if (this.contentId !== undefined) this.triggerXAPI("attempted");
      this.activityStartTime = Date.now();
    },
  });

  return { XAPIEvent };
}

const session = "https://w3id.org/xapi/cmi5/context/extensions/sessionid";
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * toTell makes of what a content said a statement of this launch. Contents are free with xAPI and
 * the record store is not: what would have a whole statement refused is left out of it. Answers
 * nothing for what is no statement at all.
 *
 * @param {any} said
 * @param {{ actor: object, registration: string, session: string }} launch
 */
export function toTell(said, launch, now = new Date(), id = crypto.randomUUID()) {
  if (!isObject(said) || !said.verb?.id || !said.object?.id) return undefined;
  const { verb, object, result, context } = JSON.parse(JSON.stringify(said));
  const extensions = { ...(isObject(context?.extensions) ? context.extensions : {}), [session]: launch.session };
  const statement = { id, timestamp: now.toISOString(), actor: launch.actor, verb, object, context: { ...context, registration: launch.registration, extensions } };
  if (isObject(result)) {
    const kept = cleaned(result);
    if (Object.keys(kept).length > 0) statement.result = kept;
  }
  return statement;
}

function cleaned(result) {
  const out = {};
  if (isObject(result.score)) {
    const score = {};
    for (const [name, value] of Object.entries(result.score)) if (Number.isFinite(value)) score[name] = value;
    if (score.scaled !== undefined) score.scaled = Math.min(1, Math.max(-1, score.scaled));
    if (score.max < score.min || score.raw > score.max || score.raw < score.min) delete score.max, delete score.min;
    if (Object.keys(score).length > 0) out.score = score;
  }
  for (const name of ["success", "completion"]) if (typeof result[name] === "boolean") out[name] = result[name];
  if (result.response !== undefined && result.response !== null) out.response = typeof result.response === "string" ? result.response : JSON.stringify(result.response);
  if (/^P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/.test(result.duration ?? "")) out.duration = result.duration;
  if (isObject(result.extensions)) out.extensions = result.extensions;
  return out;
}

/** leaner is a statement without what only describes: what counts of it is kept all the same. */
export function leaner(statement) {
  const { id, timestamp, actor, verb, object, result, context } = statement;
  const bare = { id, timestamp, actor, verb: { id: verb.id }, object: { id: object.id, objectType: "Activity" }, context: { registration: context.registration, extensions: { [session]: context.extensions[session] } } };
  if (!result) return bare;
  const { score, success, completion, duration } = result;
  return { ...bare, result: { score, success, completion, duration } };
}
