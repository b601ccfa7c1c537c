// Starts the real binary with the demonstration, in a directory of its own on a free port of
// the loopback, and stops it.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as pause } from "node:timers/promises";

const binary = process.env.PREAU_TEST_BINARY ?? fileURLToPath(new URL("../../bin/preau", import.meta.url));
const patience = 120_000; // the demonstration is made at the first start

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The server once it answers: its address, and how to stop it. */
export async function startServer() {
  if (!existsSync(binary)) throw new Error(`${binary} is not there: run make build first`);
  const data = mkdtempSync(join(tmpdir(), "preau-pages-"));
  const port = await freePort();
  const address = `http://localhost:${port}`;
  let said = "";
  const child = spawn(binary, ["demo"], {
    env: {
      PREAU_LISTEN: `127.0.0.1:${port}`,
      PREAU_URL: address,
      PREAU_CONTENT_URL: `http://content.localhost:${port}`,
      PREAU_DATA: data,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const keep = (text) => (said = (said + text).slice(-4000));
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  let stopping = false;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.once("exit", (code, signal) => {
    if (!stopping) console.error(`the server ended by itself (${code ?? signal}); it wrote:\n${said}`);
  });
  const stop = async () => {
    stopping = true;
    child.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  for (const end = Date.now() + patience; Date.now() < end; await pause(50)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${address}/healthz`).catch(() => null);
    if (answer?.ok) return { address, stop, size: readFileSync(binary).length };
  }
  await stop();
  throw new Error(`the server does not answer; it wrote:\n${said}`);
}
