// What moves elsewhere shows here: one stream of server-sent events says what changed, never
// what it became; the questions concerned are asked again.
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { renew } from "./client";
import { under } from "./query";

/** Which answers each kind of event makes old; {} is what the event is about. */
const concerned: Record<string, string[]> = {
  progress: ["/api/v1/learn", "/api/v1/me/enrolments", "/api/v1/me/history", "/api/v1/me/attestations", "/api/v1/me/visibility", "/api/v1/sessions"],
  enrolment: ["/api/v1/me/enrolments", "/api/v1/me/history", "/api/v1/me/visibility"],
  attestation: ["/api/v1/me/attestations", "/api/v1/me/history"],
  statement: ["/api/v1/me/statements", "/api/v1/sessions/{}/statements"],
  counters: ["/api/v1/pilot"],
  notice: ["/api/v1/me/notices"],
  session: ["/api/v1/sessions", "/api/v1/me/sessions", "/api/v1/me/enrolments", "/api/v1/parcours"],
};

const events = Object.keys(concerned);
const topics = new Map<string, number>(); // how many components follow each
let queryClient: QueryClient | undefined;
let source: EventSource | undefined;
let reopening: ReturnType<typeof setTimeout> | undefined;

/** Follows what concerns the signed-in person until the returned function is called. */
export function follow(client: QueryClient): () => void {
  queryClient = client;
  open();
  return () => {
    queryClient = undefined;
    close();
  };
}

/** Follows a topic besides the person's own while the component is on screen. */
export function useTopic(topic: string | undefined): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!topic) return;
    topics.set(topic, (topics.get(topic) ?? 0) + 1);
    if (topics.get(topic) === 1) reopen();
    return () => {
      const left = (topics.get(topic) ?? 1) - 1;
      if (left > 0) topics.set(topic, left);
      else {
        topics.delete(topic);
        reopen();
      }
    };
  }, [topic, client]);
}

// Several topics that come and go with one change of page make one new stream.
function reopen(): void {
  clearTimeout(reopening);
  reopening = setTimeout(() => {
    if (queryClient) open();
  }, 50);
}

function open(): void {
  close();
  const query = new URLSearchParams([...topics.keys()].map((t) => ["topic", t]));
  const stream = new EventSource(`/api/v1/live?${query.toString()}`);
  source = stream;
  for (const kind of events) {
    stream.addEventListener(kind, ({ data }: MessageEvent<string>) => {
      const { topic } = JSON.parse(data) as { topic: string };
      const about = topic.slice(topic.indexOf(":") + 1);
      refresh((concerned[kind] ?? []).map((prefix) => prefix.replace("{}", about)));
    });
  }
  stream.addEventListener("resync", () => refresh(events.flatMap((kind) => concerned[kind] ?? [])));
  stream.onerror = () => {
    // A refused stream does not come back by itself: the pass may have run out.
    if (stream.readyState !== EventSource.CLOSED || source !== stream) return;
    clearTimeout(reopening);
    reopening = setTimeout(() => {
      void renew().then((ok) => {
        if (ok && queryClient) open();
      });
    }, 3000);
  };
}

function close(): void {
  clearTimeout(reopening);
  source?.close();
  source = undefined;
}

function refresh(prefixes: string[]): void {
  void queryClient?.invalidateQueries(under(...prefixes));
}
