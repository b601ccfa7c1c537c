/** The page that plays a content of H5P: loads its libraries, lets it run, tells the record store what it says. */
import { CONTENT, makeH5P } from "./interface.js";
import { external } from "./events.js";
import { Kept } from "./kept.js";
import { Outbox } from "./outbox.js";
import { launchOf, Record } from "./record.js";
import { makeContentType } from "./runnable.js";
import { makeStatements, toTell } from "./statements.js";

const PAUSE = 400; // what a content says in a burst leaves together
const MOST = 30_000; // between two attempts to reach the record store

const app = document.querySelector('meta[name="app-origin"]').content;
const box = document.querySelector(".h5p-content");
const pkg = JSON.parse(document.getElementById("package").textContent);

function tell(type, more = {}) {
  if (window.parent !== window) window.parent.postMessage({ preau: "scorm", type, ...more }, app);
}

function failed(problem) {
  console.error(problem);
  box.setAttribute("aria-busy", "false");
  document.getElementById("failed").hidden = false;
  tell("error", { code: "h5p_failed", message: document.querySelector("#failed [lang=fr]").textContent });
}

/** load runs the scripts of the libraries one after the other; they come all at once. */
function load(scripts) {
  return Promise.all(
    scripts.map(
      (src) =>
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          Object.assign(script, { src, async: false, onload: resolve, onerror: () => reject(new Error(`${src} did not load`)) });
          document.head.append(script);
        }),
    ),
  );
}

/** usable answers the browser's own store, null where it is denied to this frame. */
function usable() {
  try {
    window.localStorage.setItem("preau.test", "1");
    window.localStorage.removeItem("preau.test");
    return window.localStorage;
  } catch {
    return null;
  }
}

/** telling sends what the content says, again and again until it is kept. */
function telling(launch, record) {
  const outbox = new Outbox(usable(), `preau.h5p:${launch.registration}:${launch.activity}`, launch.session, (list, leaving) => record.post(list, leaving), said);
  let timer = 0;
  let wait = 1_000;
  let reached = true;
  function said({ pending, offline, over }) {
    tell("saving", { pending });
    if (over) tell("taken");
    if (offline === reached) tell(offline ? "offline" : "online");
    reached = !offline;
  }
  const send = async () => {
    timer = 0;
    if (await outbox.send()) {
      wait = 1_000;
    } else if (!outbox.over) {
      timer = setTimeout(send, wait);
      wait = Math.min(wait * 2, MOST);
    }
  };
  external.on("xAPI", (event) => {
    const statement = toTell(event.data.statement, launch);
    if (!statement || outbox.over) return;
    outbox.add(statement);
    timer ||= setTimeout(send, PAUSE);
  });
  addEventListener("online", () => (clearTimeout(timer), void send()));
  addEventListener("pagehide", () => outbox.leave());
  void send(); // what a launch before could not
}

async function play() {
  const launch = launchOf(location.search);
  const record = new Record(launch);
  telling(launch, record);
  const [state, params] = await Promise.all([record.state(), fetch(pkg.content).then((answer) => answer.json())]);
  const kept = new Kept(record, state);

  const jQuery = window.jQuery.noConflict(true);
  const { XAPIEvent } = makeStatements({ ...launch, title: pkg.title, language: pkg.language });
  const H5P = makeH5P({ jQuery, files: pkg.files, folders: pkg.folders, kept, XAPIEvent });
  H5P.ContentType = makeContentType(H5P);
  window.H5P = H5P;
  window.H5PIntegration = integration(launch, params);
  await load(pkg.scripts);

  const $container = jQuery('<div class="h5p-container"></div>').appendTo(box);
  const metadata = { title: pkg.title, defaultLanguage: pkg.language };
  const instance = H5P.newRunnable({ library: pkg.main, params, metadata }, CONTENT, $container, true, { standalone: true, metadata, previousState: kept.get("state") });
  if (!instance) throw new Error(`${pkg.main} did not start`);
  H5P.instances.push(instance);
  kept.current = () => instance.getCurrentState?.();
  kept.start();
  addEventListener("pagehide", () => kept.leave());
  addEventListener("resize", () => H5P.trigger(instance, "resize"));
  H5P.trigger(instance, "resize");
  box.setAttribute("aria-busy", "false");
  external.trigger("initialized");
}

/** integration is what libraries look up of the platform that plays them. */
function integration(launch, params) {
  const content = { library: pkg.main, jsonContent: JSON.stringify(params), url: launch.activity, title: pkg.title, fullScreen: "0", displayOptions: { frame: false }, contentUserData: [], metadata: { title: pkg.title } };
  return { baseUrl: location.origin, url: pkg.files.replace(/\/$/, ""), contents: { [`cid-${CONTENT}`]: content }, l10n: { H5P: {} }, libraryConfig: {}, ajax: {}, saveFreq: 5, postUserStatistics: false, crossorigin: null, pluginCacheBuster: "" };
}

play().catch(failed);
