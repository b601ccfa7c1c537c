/**
 * Events as libraries of H5P know them (https://h5p.org/documentation/developers, "H5P events"):
 * what a content says to itself, to the contents around it, and to the page.
 */

/** @type {WeakMap<object, Map<string, {listener: Function, self: any, once: boolean}[]>>} */
const heard = new WeakMap();

/** Libraries inherit from what follows by `call`, so none of it may be a class. */
export function Event(type, data, extras) {
  let bubbles = extras?.bubbles === true;
  let external = extras?.external === true;
  this.type = type;
  this.data = data;
  this.setBubbling = () => void (bubbles = true);
  this.getBubbling = () => bubbles;
  this.preventBubbling = () => void (bubbles = false);
  /** says once whether the page is to hear of it. */
  this.scheduleForExternal = () => {
    const told = external;
    external = false;
    return told;
  };
}

function listeners(of, type) {
  let types = heard.get(of);
  if (!types) heard.set(of, (types = new Map()));
  let list = types.get(type);
  if (!list) types.set(type, (list = []));
  return list;
}

const methods = {
  on(type, listener, self) {
    if (typeof listener !== "function") throw TypeError("listener must be a function");
    listeners(this, type).push({ listener, self, once: false });
    trigger(this, new Event("newListener", { type, listener }));
  },
  once(type, listener, self) {
    if (typeof listener !== "function") throw TypeError("listener must be a function");
    listeners(this, type).push({ listener, self, once: true });
  },
  off(type, listener) {
    const list = listeners(this, type);
    for (let i = list.length - 1; i >= 0; i--) if (listener === undefined || list[i].listener === listener) list.splice(i, 1);
  },
  trigger(event, data, extras) {
    if (event === undefined || event === null) return;
    const said = typeof event === "string" ? new Event(event, data, extras) : event;
    if (data !== undefined && said.data === undefined) said.data = data;
    trigger(this, said);
    if (said.getBubbling() && typeof this.parent?.trigger === "function") this.parent.trigger(said);
    if (said.scheduleForExternal()) page?.trigger(said);
  },
};

function trigger(of, event) {
  for (const type of [event.type, "*"]) {
    for (const one of [...listeners(of, type)]) {
      if (one.once) methods.off.call(of, type, one.listener);
      one.listener.call(one.self ?? of, event);
    }
  }
}

/** Libraries call it on themselves, with or without its prototype. */
export function EventDispatcher() {
  for (const [name, method] of Object.entries(methods)) if (this[name] !== method) this[name] = method;
}
Object.assign(EventDispatcher.prototype, methods);

let page = null;

/** external is where the page hears of what contents say. */
export const external = new EventDispatcher();
page = external;
