import { useLayoutEffect, useRef, type RefObject } from "react";

/**
 * Keeps the place of who works by keyboard: when what is shown changes and the button that had
 * the focus went with it, the element that holds the new takes it. It needs a tabIndex of -1.
 */
export function useArrival<T extends HTMLElement>(shown: string): RefObject<T | null> {
  const ref = useRef<T>(null);
  const before = useRef(shown);
  useLayoutEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    const at = document.activeElement;
    if (!at || at === document.body || ref.current?.contains(at)) ref.current?.focus();
  }, [shown]);
  return ref;
}
