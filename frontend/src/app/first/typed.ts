// Between the document and the app, somebody may have begun to type in the search field that
// the server drew: the app's own field goes on from there.

/** Notes what is being typed in what is about to be replaced, and gives it to what replaces it. */
export function keepTyped(container: HTMLElement): void {
  const drawn = container.querySelector<HTMLInputElement>("input[name=q]");
  if (!drawn) return;
  const { value, defaultValue, selectionStart, selectionEnd } = drawn;
  const here = document.activeElement === drawn;
  if (!here && value === defaultValue) return;
  const watch = new MutationObserver(() => {
    const input = container.querySelector<HTMLInputElement>("input[name=q]");
    if (!input || input === drawn) return;
    watch.disconnect();
    if (value !== input.value) {
      // React hears of a value only through the element's own setter and an event.
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, value);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (!here) return;
    input.focus({ preventScroll: true });
    input.setSelectionRange(selectionStart, selectionEnd);
  });
  watch.observe(container, { childList: true, subtree: true });
}
