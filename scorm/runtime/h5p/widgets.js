/** The two widgets that libraries of H5P expect of whoever plays them: a question to confirm, and tooltips. */
import { EventDispatcher } from "./events.js";

let count = 0;

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/**
 * A dialog that asks to confirm; it says "confirmed" or "canceled". Libraries write its texts, in
 * HTML.
 */
export function ConfirmationDialog({ headerText = "Confirmer", dialogText = "", cancelText = "Annuler", confirmText = "Confirmer", hideCancel = false, classes = [], skipRestoreFocus = false } = {}) {
  EventDispatcher.call(this);
  const name = `h5p-confirm-${++count}`;
  const header = element("div", { class: "h5p-confirmation-dialog-header" }, element("h2", { class: "h5p-confirmation-dialog-header-text", id: name }));
  header.firstChild.innerHTML = headerText;
  const text = element("div", { class: "h5p-confirmation-dialog-text", id: `${name}-text` });
  text.innerHTML = dialogText;
  const cancel = element("button", { type: "button", class: "h5p-core-cancel-button" });
  cancel.innerHTML = cancelText;
  const confirm = element("button", { type: "button", class: "h5p-core-button h5p-confirmation-dialog-confirm-button" });
  confirm.innerHTML = confirmText;
  const buttons = element("div", { class: "h5p-confirmation-dialog-buttons" }, ...(hideCancel ? [confirm] : [cancel, confirm]));
  const body = element("div", { class: "h5p-confirmation-dialog-body", role: "dialog", "aria-modal": "true", "aria-labelledby": name, "aria-describedby": `${name}-text`, tabindex: "-1" }, header, text, buttons);
  const behind = element("div", { class: ["h5p-confirmation-dialog-background", "hidden", ...(classes ?? [])].join(" ") }, body);
  let before = null; // what had the focus

  const end = (said) => {
    this.hide();
    this.trigger(said);
  };
  confirm.addEventListener("click", () => end("confirmed"));
  cancel.addEventListener("click", () => end("canceled"));
  behind.addEventListener("click", (event) => event.target === behind && end("canceled"));
  body.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      end("canceled");
    } else if (event.key === "Tab") {
      const all = [...buttons.children];
      const at = all.indexOf(document.activeElement);
      event.preventDefault();
      all[(at + (event.shiftKey ? all.length - 1 : 1)) % all.length].focus();
    }
  });

  this.appendTo = (wrapper) => {
    wrapper.append(behind);
    return this;
  };
  this.show = () => {
    before = document.activeElement;
    if (!behind.isConnected) document.body.append(behind);
    behind.classList.remove("hidden");
    confirm.focus();
    return this;
  };
  this.hide = () => {
    behind.classList.add("hidden");
    if (!skipRestoreFocus) before?.focus?.();
    return this;
  };
  this.getElement = () => behind;
  this.getPreviouslyFocused = () => before;
  this.setOffset = this.setViewPortMinimumHeight = () => this;
}
ConfirmationDialog.prototype = Object.create(EventDispatcher.prototype);
ConfirmationDialog.prototype.constructor = ConfirmationDialog;

const GAP = 6; // pixels between an element and its tooltip

/**
 * Tooltip shows the name of an element beside it while the pointer or the focus is there. The name
 * is the element's own for assistive technology, so the tooltip is hidden from it.
 */
export function Tooltip(of, { text, tooltipSource = "aria-label", position = "top", classes = [] } = {}) {
  const tip = element("div", { class: ["h5p-tooltip", ...(classes ?? [])].join(" "), "aria-hidden": "true" });
  const show = () => {
    const label = text ?? of.getAttribute(tooltipSource) ?? of.getAttribute("aria-label");
    if (!label) return;
    tip.textContent = label;
    document.body.append(tip);
    const at = of.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = tip;
    const under = position === "bottom" || at.top < height + GAP;
    tip.style.left = `${Math.max(GAP, Math.min(innerWidth - width - GAP, at.left + (at.width - width) / 2))}px`;
    tip.style.top = `${under ? at.bottom + GAP : at.top - height - GAP}px`;
  };
  const hide = () => tip.remove();
  for (const type of ["mouseenter", "focusin"]) of.addEventListener(type, show);
  for (const type of ["mouseleave", "focusout", "click"]) of.addEventListener(type, hide);
  of.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  return tip;
}
