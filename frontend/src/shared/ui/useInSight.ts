import { useEffect, useRef } from "react";

/** Keeps the current link of a row that scrolls sideways in sight: on a telephone the last tabs begin off screen. */
export function useInSight<E extends HTMLElement>(current: string) {
  const ref = useRef<E>(null);
  useEffect(() => {
    const row = ref.current;
    const link = row?.querySelector<HTMLElement>("[aria-current]");
    if (!row || !link) return;
    // Sideways only: scrollIntoView would move the page too.
    row.scrollLeft = Math.max(0, link.offsetLeft - row.offsetLeft - (row.clientWidth - link.offsetWidth) / 2);
  }, [current]);
  return ref;
}
