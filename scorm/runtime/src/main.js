/** The wrapper: delivers contents, hears what they write, saves it, goes where the server says. */
import { makeAPI } from "./api.js";
import { Queue } from "./queue.js";
import { Problem, attemptOf, farewell, post } from "./server.js";
import { kept, openStore } from "./store.js";
import { lock } from "./tab.js";

const FLUSH = 3_000; // a delta leaves at most this long after it was made
const BEAT = 60_000; // how often a silent tab says that it is there
const UNLOAD = 2_000; // how long a content may take to leave

const meta = (name) => document.querySelector(`meta[name="${name}"]`).content;
const app = meta("app-origin");
const base = meta("base");
const stage = document.getElementById("stage");
const attempt = attemptOf(location.pathname);

let queue; // what is written and not yet acknowledged
let me; // this tab
let delivery = null; // what plays
let frame = null;
let valid = {};
let mode = "starting"; // "playing", "moving", "stopped"
let sending = null; // the request in flight
let retry = 0;
let lastSent = 0;

// Contents look for their run-time from parent to parent, and those that want the other edition
// first would climb past this page into the app's, another origin, where reading a name throws
// (Chromium and Firefox, 2026). For them the search ends here: `parent` may be replaced (HTML,
// [Replaceable]).
const page = window.parent;
window.parent = window;

function tell(type, more = {}) {
  if (page !== window) page.postMessage({ preau: "scorm", type, ...more }, app);
}

window.addEventListener("message", (event) => {
  if (event.origin !== app || event.source !== page || event.data?.preau !== "scorm") return;
  const { type, request } = event.data;
  if (type === "kept") kept(event.data);
  else if (!queue) return; // not started yet
  else if (type === "navigate" && typeof request === "string" && mode === "playing") move(request);
  else if (type === "take") start({ take: true });
  else if (type === "begin") start({ again: true });
  else if (type === "leave") leave();
});

/** start takes the attempt, once what was kept from before has been sent. */
async function start({ take = false, again = false } = {}) {
  mode = "starting";
  try {
    if (take) await lock(attempt, true);
    await sendKept(take);
    show(await patiently(() => post("begin", { ...me, alone: me.alone || take, take, again })));
  } catch (problem) {
    if (problem.code === "open_elsewhere") tell("elsewhere", { since: problem.errors.find((e) => e.path === "since")?.code ?? "", message: problem.message });
    else fail(problem);
  }
}

/** sendKept sends what a page that died could not. */
async function sendKept(take) {
  for (let guard = 0; queue.head && guard < 1_000; guard++) {
    try {
      const answer = await patiently(() => post("commit", { ...queue.head, ...me, alone: me.alone || take }));
      queue.done(answer.seq);
    } catch (problem) {
      if (problem.code === "gap") queue.renumber(expected(problem));
      else if (problem.code === "taken_over") return;
      else queue.drop(queue.head.visit);
    }
  }
}

/** patiently repeats what may succeed later, and says meanwhile that the server is away. */
async function patiently(ask) {
  for (let wait = 1_000; ; wait = Math.min(wait * 2, 30_000)) {
    try {
      const answer = await ask();
      online(true);
      return answer;
    } catch (problem) {
      if (!(problem instanceof Problem) || !problem.retriable) throw problem;
      online(false);
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, wait);
        window.addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
      });
    }
  }
}

let reached = true;
function online(now) {
  if (now !== reached) tell(now ? "online" : "offline");
  reached = now;
}

/** show delivers what the server says. */
function show(d) {
  delivery = d;
  valid = d.valid ?? {};
  queue.begin(d.seq, d.visit, d.sco?.id ?? "");
  mode = "playing";
  lastSent = Date.now();
  stage.setAttribute("aria-busy", "false");
  if (frame) frame.remove();
  frame = null;
  if (d.sco) deliver(d);
  tell(d.ended ? "ended" : "state", { ...d.state });
  tell("saving", { pending: queue.pending });
}

async function deliver(d) {
  delete window.API;
  delete window.API_1484_11;
  document.title = d.sco.title;
  if (!d.sco.asset) {
    try {
      await library(d.standard);
    } catch {
      fail({ code: "no_runtime", message: "Le lecteur de l’activité n’a pas pu être chargé. Rechargez la page." });
      return;
    }
    if (delivery !== d) return;
    const api = makeAPI(d.standard, d.sco.elements, valid, {
      initialized: () => (queue.mark("initialized"), soon()),
      set: (name, value) => (queue.set(name, value), soon()),
      commit: flush,
      ended: (request) => ended(request),
    });
    if (d.standard === "scorm12") window.API = api;
    else window.API_1484_11 = api;
  }
  if (!d.sco.url) return;
  frame = document.createElement("iframe");
  frame.title = d.sco.title;
  frame.allow = "fullscreen; autoplay";
  frame.src = d.sco.url;
  stage.append(frame);
}

const loaded = {};
function library(standard) {
  const name = standard === "scorm12" ? "scorm12.min.js" : "scorm2004.min.js";
  loaded[name] ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = base + name;
    script.onload = resolve;
    script.onerror = () => (delete loaded[name], reject(new Error(name)));
    document.head.append(script);
  });
  return loaded[name];
}

/** ended: the content has called Terminate; it may ask where to go. */
function ended(request) {
  queue.mark("ended");
  if (mode !== "playing") return;
  if (request) setTimeout(() => mode === "playing" && move(request), 0);
  else flush();
}

let timer = 0;
function soon() {
  if (mode === "stopped") return;
  tell("saving", { pending: queue.pending });
  if (!timer) timer = setTimeout(flush, FLUSH);
}

/** flush sends what waits, batch after batch. */
function flush() {
  clearTimeout(timer);
  timer = 0;
  if (mode === "stopped") return;
  queue.seal();
  if (mode === "playing") pump();
}

/** pump sends the head of the queue; one request is in flight at a time. */
function pump() {
  if (sending || !queue.head) return sending ?? Promise.resolve();
  const batch = queue.head;
  lastSent = Date.now();
  sending = post("commit", { ...batch, ...me })
    .then((answer) => {
      retry = 0;
      online(true);
      queue.done(answer.seq);
      if (answer.valid) Object.assign(valid, answer.valid);
      if (answer.state) tell("state", { ...answer.state });
      for (const r of answer.refused ?? []) console.warn("not kept:", r.element, r.code, r.message);
    })
    .catch((problem) => refused(problem, batch))
    .finally(() => {
      sending = null;
      if (mode !== "stopped") tell("saving", { pending: queue.pending });
      if (mode === "playing" && queue.head && !retry) pump();
    });
  return sending;
}

/** refused decides what becomes of a batch that was not taken. */
function refused(problem, batch) {
  if (problem.retriable) {
    online(false);
    retry = Math.min(retry ? retry * 2 : 1_000, 30_000);
    setTimeout(() => ((retry = 0), mode === "playing" && pump()), retry);
    return;
  }
  if (problem.code === "gap") queue.renumber(expected(problem));
  else if (problem.code === "stale_visit") queue.drop(batch.visit);
  else if (problem.code === "taken_over") stop("taken");
  else if (problem.code === "launch_expired") fail(problem);
  else {
    console.error("commit refused", problem.status, problem.code);
    queue.done(batch.seq); // it will never be taken
    queue.renumber(batch.seq);
  }
}

function expected(problem) {
  return Number(problem.errors.find((e) => e.path === "expected")?.code) || 1;
}

/** move ends the content and asks for what follows. */
async function move(request) {
  mode = "moving";
  stage.setAttribute("aria-busy", "true");
  try {
    await unload();
    while (sending) await sending;
    mode = "moving";
    queue.seal();
    const last = queue.batches.at(-1);
    for (let guard = 0; queue.head && queue.head !== last && guard < 1_000; guard++) {
      const answer = await patiently(() => post("commit", { ...queue.head, ...me }));
      queue.done(answer.seq);
    }
    const batch = queue.head ?? empty();
    show(await patiently(() => post("nav", { ...batch, ...me, request })));
  } catch (problem) {
    if (problem.code === "taken_over") stop("taken");
    else if (problem.code === "gap" || problem.code === "stale_visit") start();
    else fail(problem);
  }
}

function empty() {
  return { seq: queue.seq + 1, visit: delivery.visit, sco: delivery.sco?.id ?? "", elements: [], initialized: false, ended: false };
}

/** unload lets the content leave as browsers do: its unload handlers write for the last time. */
function unload() {
  if (!frame) return Promise.resolve();
  const leaving = frame;
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(late);
      leaving.remove();
      if (frame === leaving) frame = null;
      resolve();
    };
    const late = setTimeout(done, UNLOAD);
    leaving.addEventListener("load", done, { once: true });
    leaving.src = "about:blank";
  });
}

/** leave sends everything, for a page that is about to go. */
async function leave() {
  if (mode === "playing") {
    await unload();
    flush();
    while (sending) await sending;
  }
  tell("saving", { pending: queue.pending, left: true });
}

function stop(type) {
  mode = "stopped";
  queue.detach();
  tell(type);
}

function fail(problem) {
  mode = "stopped";
  tell("error", { code: problem.code || "internal", message: problem.message || "L’activité ne répond pas. Rechargez la page : rien n’est perdu." });
}

/** The page goes. Removing the frame runs the content's own farewell before ours. */
window.addEventListener("pagehide", () => {
  if (mode === "stopped" || mode === "starting" || !delivery) return;
  if (frame) frame.remove();
  frame = null;
  queue.seal();
  const last = queue.batches.at(-1);
  for (const batch of queue.batches) {
    if (batch !== last && !farewell("commit", { ...batch, ...me })) return;
  }
  farewell("commit", { ...(last ?? { ...empty(), seq: queue.seq + (delivery.sco ? 1 : 0) }), ...me, final: true });
});

window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

window.addEventListener("online", () => mode === "playing" && pump());

setInterval(() => {
  if (mode !== "playing" || sending || Date.now() - lastSent < BEAT) return;
  lastSent = Date.now();
  post("commit", { ...empty(), seq: queue.seq, ...me }).then(
    () => online(true),
    (problem) => problem.code === "taken_over" && stop("taken"),
  );
}, BEAT / 12); // often, so that a minute is little more than a minute

const opened = await openStore(attempt, tell);
me = opened.me;
queue = new Queue(opened.storage, "preau.scorm." + attempt);
start();
