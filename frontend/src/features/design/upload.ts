// Sends a file in parts that are kept as they arrive: a line that is lost goes on where it was
// (the tus protocol, as storage/storagehttp speaks it).
import { OfflineError, ProblemError, send } from "@/shared/api";

const waits = [1000, 2000, 5000, 10_000, 20_000]; // milliseconds before each new try on a lost line

export interface Watch {
  signal: AbortSignal;
  /** Bytes the server has kept. */
  progress: (sent: number) => void;
  /** The line is lost, or back. */
  line: (lost: boolean) => void;
}

interface Received {
  id: string;
  offset: number;
  partSize: number;
}

/** Sends the whole file; returns the identifier of the upload. Stopped, it lets go of what was sent. */
export async function upload(file: File, watch: Watch): Promise<string> {
  const started = await received(
    await send(new Request("/api/v1/uploads", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name: file.name, type: file.type || "application/octet-stream", size: file.size }), signal: watch.signal })),
  );
  const address = `/api/v1/uploads/${started.id}`;
  const abandoned = () => void abandon(address);
  watch.signal.addEventListener("abort", abandoned);
  let offset = started.offset;
  let lost = 0;
  while (offset < file.size) {
    try {
      const part = file.slice(offset, offset + started.partSize);
      const answer = await received(await send(new Request(address, { method: "PATCH", headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) }, body: part, signal: watch.signal })));
      offset = answer.offset;
      lost = 0;
      watch.line(false);
      watch.progress(offset);
    } catch (error) {
      const again = error instanceof OfflineError || (error instanceof ProblemError && (error.status >= 500 || error.code === "wrong_offset"));
      const wait = waits[Math.min(lost++, waits.length - 1)];
      if (!again || wait === undefined || lost > 40) throw error;
      watch.line(error instanceof OfflineError);
      await pause(wait, watch.signal);
      offset = await reached(address, offset, watch.signal);
    }
  }
  watch.signal.removeEventListener("abort", abandoned); // whole, it is for who asked for it
  return started.id;
}

/** What is not told of is swept after a day: a failure to tell is no loss. */
async function abandon(address: string): Promise<void> {
  await send(new Request(address, { method: "DELETE" })).catch(() => undefined);
}

/** Where the server is; unknown when it cannot be reached yet. */
async function reached(address: string, known: number, signal: AbortSignal): Promise<number> {
  try {
    return (await received(await send(new Request(address, { signal })))).offset;
  } catch (error) {
    if (error instanceof OfflineError) return known;
    throw error;
  }
}

async function received(response: Response): Promise<Received> {
  const body = (await response.json()) as Record<string, unknown>;
  if (typeof body.id !== "string" || typeof body.offset !== "number" || typeof body.partSize !== "number") throw new Error("upload: unexpected answer");
  return { id: body.id, offset: body.offset, partSize: body.partSize };
}

/** Waits, unless stopped. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("", "AbortError"));
    });
  });
}
