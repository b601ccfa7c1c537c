/** How a library is made into a content that plays, alone or within another. */
import { EventDispatcher } from "./events.js";

/** makeRunnable makes H5P.newRunnable, by which contents play those within them. */
export function makeRunnable(H5P) {
  return function newRunnable(content, contentId, $attachTo, skipResize, extras = {}) {
    const info = H5P.libraryFromString(content?.library ?? "");
    if (!info) return failed(H5P, `not a library: ${content?.library}`);
    const made = H5P.classFromName(info.machineName);
    if (typeof made !== "function") return failed(H5P, `${content.library} is not loaded`);

    const within = extras?.subContentId ?? content.subContentId;
    const more = { ...(extras ?? {}), subContentId: within, metadata: extras?.metadata ?? content.metadata };
    if (more.previousState === undefined && content.userDatas?.state) more.previousState = content.userDatas.state;
    const libraryInfo = { ...info, versionedName: content.library, versionedNameNoSpaces: content.library.replace(" ", "-") };
    const path = () => H5P.getLibraryPath(libraryInfo.versionedNameNoSpaces);
    const instance = construct(made, [content.params, contentId, more], { isRoot: () => more.standalone === true, getLibraryFilePath: (file) => `${path()}/${file}` });

    instance.$ ??= H5P.jQuery(instance);
    instance.contentId ??= contentId;
    instance.subContentId ??= within;
    instance.parent ??= more.parent;
    instance.libraryInfo ??= libraryInfo;
    if ($attachTo !== undefined && $attachTo !== null) {
      $attachTo.toggleClass("h5p-standalone", more.standalone === true);
      instance.attach($attachTo);
      H5P.trigger(instance, "domChanged", { $target: $attachTo, library: info.machineName, key: "newLibrary" }, { bubbles: true, external: true });
      if (!skipResize) H5P.trigger(instance, "resize");
    }
    return instance;
  };
}

function failed(H5P, why) {
  H5P.error(`H5P: ${why}`);
  return undefined;
}

/**
 * construct makes an instance whose class has, below what is its own, what every content may count
 * on. Contents ask for it in their constructors already, and classes are shared between contents
 * that are the whole and those within.
 */
function construct(made, args, more) {
  const prototype = Object.create(made.prototype);
  for (const [name, method] of [...Object.entries(EventDispatcher.prototype), ...Object.entries(more)]) {
    if (!(name in made.prototype)) prototype[name] = method;
  }
  function Runnable() {}
  Runnable.prototype = prototype;
  return Reflect.construct(made, args, Runnable);
}

/** ContentType is what libraries inherit from when they say that they are contents. */
export function makeContentType(H5P) {
  return function ContentType(isRoot) {
    function Content() {}
    Content.prototype = new EventDispatcher();
    Content.prototype.isRoot = () => isRoot;
    Content.prototype.getLibraryFilePath = function (file) {
      return `${H5P.getLibraryPath(this.libraryInfo.versionedNameNoSpaces)}/${file}`;
    };
    return Content;
  };
}
