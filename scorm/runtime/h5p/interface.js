/**
 * The interface that libraries of H5P find under the name H5P: what the documentation of their
 * developers promises them (https://h5p.org/documentation/api/H5P.html), and what those of H5P's own
 * content types call. It is written anew: H5P's own player is under the GPL, which the rest of this
 * program is not.
 */
import { Event, EventDispatcher, external } from "./events.js";
import { makeRunnable } from "./runnable.js";
import { ConfirmationDialog, Tooltip } from "./widgets.js";

/** Contents are told apart by number; the page plays one. */
export const CONTENT = 1;

/**
 * @param {object} with_
 * @param {Function} with_.jQuery
 * @param {string} with_.files address under which the files of the package are
 * @param {Record<string, string>} with_.folders of its libraries
 * @param {import("./kept.js").Kept} with_.kept
 * @param {Function} with_.XAPIEvent
 */
export function makeH5P({ jQuery, files, folders, kept, XAPIEvent }) {
  const H5P = {
    jQuery, Event, EventDispatcher, XAPIEvent, ConfirmationDialog, Tooltip,
    externalDispatcher: external,
    instances: [],
    isFramed: true,
    hasiOSiframeScrollFix: false,
    contentDatas: {},
    opened: {},
    ...sentences,
    ...values,
    ...addresses(files, folders),
    ...memory(kept),
    ...screen(jQuery),
  }; // prettier-ignore
  H5P.$window = jQuery(window);
  H5P.$body = jQuery(document.body);
  H5P.on = (instance, type, handler) => (instance?.on ? instance.on(type, handler) : instance?.$?.on?.(type, handler));
  H5P.trigger = (instance, type, data, extras) => (instance?.trigger ? instance.trigger(type, data, extras) : instance?.$?.trigger?.(type));
  H5P.newRunnable = makeRunnable(H5P);
  // Scores come to the platform by xAPI, clipboards belong to editors.
  H5P.setFinished = H5P.setClipboard = H5P.clipboardify = () => {};
  H5P.getClipboard = () => undefined;
  return H5P;
}

const words = {
  fr: { fullscreen: "Plein écran", disableFullscreen: "Quitter le plein écran", close: "Fermer", confirmDialogHeader: "Confirmer", confirmDialogBody: "Confirmez-vous ?", cancelLabel: "Annuler", confirmLabel: "Confirmer", contentChanged: "Ce contenu a changé depuis votre dernière visite.", startingOver: "Vous recommencez depuis le début." },
  en: { fullscreen: "Full screen", disableFullscreen: "Leave full screen", close: "Close", confirmDialogHeader: "Confirm", confirmDialogBody: "Do you confirm?", cancelLabel: "Cancel", confirmLabel: "Confirm", contentChanged: "This content has changed since you last used it.", startingOver: "You are starting over." },
}; // prettier-ignore

const sentences = {
  t(key, vars = {}) {
    let text = (document.documentElement.lang.startsWith("en") ? words.en : words.fr)[key] ?? key;
    for (const [name, value] of Object.entries(vars)) text = text.replaceAll(name, value);
    return text;
  },
  /** A title for people and for statements: no tags, no more than fits a line. */
  createTitle(raw, most = 60) {
    const text = new DOMParser().parseFromString(String(raw ?? ""), "text/html").body.textContent.trim();
    return text.length > most ? `${text.slice(0, most - 3)}...` : text;
  },
  error: (problem) => console.error(problem?.stack ?? problem),
  trim: (value) => String(value).trim(),
};

const values = {
  createUUID: () => crypto.randomUUID(),
  cloneObject: (object, deep) => (deep ? structuredClone(object) : Array.isArray(object) ? [...object] : { ...object }),
  shuffleArray(list) {
    if (!Array.isArray(list)) return undefined;
    for (let i = list.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [list[i], list[j]] = [list[j], list[i]];
    }
    return list;
  },
  /** Nothing was done yet: no value, or a list or an object that holds only such. */
  isEmpty: (value) => value === undefined || value === null || value === "" || (typeof value === "object" && Object.values(value).every(values.isEmpty)),
  classFromName: (name) => name.split(".").reduce((at, part) => at?.[part], window),
  libraryFromString(text) {
    const found = /^([\w-]+(?:\.[\w-]+)*)[ -](\d+)\.(\d+)$/.exec(text);
    return found ? { machineName: found[1], majorVersion: Number(found[2]), minorVersion: Number(found[3]) } : false;
  },
  getLibraryConfig: (name) => window.H5PIntegration.libraryConfig[name] ?? {},
  getContentForInstance: () => window.H5PIntegration.contents[`cid-${CONTENT}`],
  addQueryParameter(address, parameter) {
    const [path, fragment] = address.split("#");
    return `${path}${path.includes("?") ? "&" : "?"}${parameter}${fragment === undefined ? "" : `#${fragment}`}`;
  },
  getCrossOrigin: () => null,
  Coords: function Coords(x, y, w, h) {
    Object.assign(this, typeof x === "object" ? x : { x, y, w, h });
  },
};

function addresses(files, folders) {
  const absolute = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i;
  const byFolder = Object.fromEntries(Object.entries(folders).map(([library, folder]) => [library.replace(" ", "-"), folder]));
  const getPath = (path) => (absolute.test(path) ? path : `${files}content/${path.replace(/#tmp$/, "")}`);
  return {
    getPath,
    getContentPath: () => `${files}content`,
    getLibraryPath: (library) => `${files}${byFolder[library] ?? library}`,
    setSource: (element, source) => void (element.src = getPath(source.path)),
  };
}

function memory(kept) {
  return {
    getUserData: (_, what, done, within) => done(undefined, kept.get(what, within)),
    setUserData: (_, what, value, { subContentId } = {}) => kept.set(what, value, subContentId),
    deleteUserData: (_, what, within) => kept.set(what, null, within),
  };
}

/** The page holds one content, so that full screen is the whole page. */
function screen(jQuery) {
  const fullScreen = {
    fullscreenSupported: document.fullscreenEnabled === true,
    fullScreenBrowserPrefix: "",
    isFullscreen: false,
    exitFullScreen: undefined,
  };
  fullScreen.fullScreen = function ($element, instance, exited, body) {
    const H5P = this;
    const marked = jQuery(document.body).add(body ?? []).add($element);
    const turn = () => {
      const on = document.fullscreenElement !== null;
      H5P.isFullscreen = on;
      H5P.exitFullScreen = on ? () => void document.exitFullscreen() : undefined;
      marked.toggleClass("h5p-fullscreen", on);
      H5P.trigger(instance, on ? "enterFullScreen" : "exitFullScreen");
      H5P.trigger(instance, "resize");
      if (on) return;
      document.removeEventListener("fullscreenchange", turn);
      exited?.();
    };
    document.addEventListener("fullscreenchange", turn);
    document.documentElement.requestFullscreen().catch(() => document.removeEventListener("fullscreenchange", turn));
  };
  return fullScreen;
}
