// What a page brings over the wire, as Chromium's network stack counts it: compressed bodies
// and headers of every answer, nothing for what the cache gives.

const quiet = 500; // ms without a request under way, after which a page is there
const patience = 15_000;

/** Follows the requests of a page. */
export async function follow(page) {
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  const wire = { answers: new Map(), underWay: new Set(), last: Date.now() };
  const moved = () => (wire.last = Date.now());
  client.on("Network.requestWillBeSent", ({ requestId, request, type }) => {
    if (request.url.startsWith("data:") || type === "EventSource") return; // a live stream never ends
    wire.underWay.add(requestId);
    moved();
    wire.answers.set(requestId, { url: request.url, type, bytes: 0 });
  });
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const answer = wire.answers.get(requestId);
    if (answer) answer.bytes = encodedDataLength;
    wire.underWay.delete(requestId);
    moved();
  });
  client.on("Network.loadingFailed", ({ requestId }) => {
    wire.underWay.delete(requestId);
    moved();
  });
  return {
    /** Waits until nothing moves. */
    async settled() {
      const end = Date.now() + patience;
      while (Date.now() < end && (wire.underWay.size > 0 || Date.now() - wire.last < quiet)) await page.waitForTimeout(50);
    },
    /** What came since the last time it was asked. */
    take() {
      const answers = [...wire.answers.values()].filter((a) => a.bytes > 0);
      wire.answers.clear();
      return answers;
    },
  };
}

/** The sum of answers, or of those of one type. */
export function bytes(answers, type) {
  return answers.filter((a) => !type || a.type === type).reduce((sum, a) => sum + a.bytes, 0);
}
