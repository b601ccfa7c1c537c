// The real binary with its demonstration, in a directory of its own, on a free port of the
// loopback; and its sudden death.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { test } from "@playwright/test";

const binary = process.env.PREAU_TEST_BINARY ?? fileURLToPath(new URL("../../../bin/preau", import.meta.url));
const patience = 120_000; // the demonstration is planted at the first start

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === "object") resolve(address.port);
        else reject(new Error("no port"));
      });
    });
  });
}

export class Server {
  private child: ChildProcess | undefined;
  private data = "";
  private port = 0;
  private said = "";

  /** Where people find it. */
  get address(): string {
    return `http://localhost:${this.port}`;
  }

  /** Where packages play. */
  get contentAddress(): string {
    return `http://content.localhost:${this.port}`;
  }

  /** Starts it on new data. */
  async start(): Promise<void> {
    if (!existsSync(binary)) throw new Error(`${binary} is not there: run make build first`);
    this.data = mkdtempSync(join(tmpdir(), "preau-journeys-"));
    this.port = await freePort();
    await this.launch();
  }

  /** Kills it as a power cut would (kill -9). */
  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Starts it again on the same data and the same address. */
  async revive(): Promise<void> {
    await this.launch();
  }

  /** Stops it and forgets its data. */
  async stop(): Promise<void> {
    await this.end("SIGTERM");
    if (this.data) rmSync(this.data, { recursive: true, force: true });
  }

  /** What it wrote last, for the report of a failure. */
  get log(): string {
    return this.said;
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }

  private async launch(): Promise<void> {
    const child = spawn(binary, ["demo"], {
      env: {
        HOME: process.env.HOME,
        PATH: process.env.PATH,
        PREAU_LISTEN: `127.0.0.1:${this.port}`,
        PREAU_URL: this.address,
        PREAU_CONTENT_URL: this.contentAddress,
        PREAU_DATA: this.data,
        PREAU_FORWARD_NETWORKS: "127.0.0.1, ::1", // a store to forward to is on this machine
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    const keep = (text: Buffer) => {
      this.said = (this.said + text.toString()).slice(-6000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    for (const end = Date.now() + patience; Date.now() < end; ) {
      await pause(50);
      if (child.exitCode !== null || child.signalCode !== null) break;
      const answer = await fetch(`${this.address}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
    }
    await this.stop();
    throw new Error(`the server does not answer; it wrote:\n${this.said}`);
  }
}

/** A server for the tests of one file, on data that no other file has touched. */
export function serve(): Server {
  const server = new Server();
  test.beforeAll(async () => {
    test.setTimeout(patience + 30_000);
    await server.start();
  });
  test.afterEach(async () => {
    const info = test.info();
    if (info.status !== info.expectedStatus && server.log) await info.attach("server.log", { body: server.log, contentType: "text/plain" });
  });
  test.afterAll(async () => server.stop());
  return server;
}
