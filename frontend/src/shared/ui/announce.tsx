// Short messages after an action: shown at the bottom of the window and read out.
import { useSyncExternalStore } from "react";
import { Icon } from "./Icon";

interface Message {
  id: number;
  text: string;
  wrong: boolean;
}

const shownFor = 6000;
const listeners = new Set<() => void>();
let messages: readonly Message[] = [];
let last = 0;

/** Says that something is done, or that it failed. */
export function announce(text: string, wrong = false): void {
  const id = ++last;
  change([...messages, { id, text, wrong }]);
  setTimeout(() => change(messages.filter((m) => m.id !== id)), wrong ? 2 * shownFor : shownFor);
}

function change(next: readonly Message[]): void {
  messages = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where the messages appear; once in the shell. */
export function Announcements() {
  const shown = useSyncExternalStore(subscribe, () => messages);
  // The mark keeps it within reach of screen readers while a window is open over the page.
  return (
    <div className="announcements" data-live-announcer="true" aria-live="polite" role="status">
      {shown.map((m) => (
        <p key={m.id} className={m.wrong ? "announcement wrong-one" : "announcement"}>
          <Icon name={m.wrong ? "warn" : "check"} /> {m.text}
        </p>
      ))}
    </div>
  );
}
