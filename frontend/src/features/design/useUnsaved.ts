import { useBlocker } from "@tanstack/react-router";

/** Asks before leaving a page whose changes are not saved. */
export function useUnsaved(dirty: boolean, question: string): void {
  useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname && !confirm(question),
    enableBeforeUnload: () => dirty,
    disabled: !dirty,
  });
}
