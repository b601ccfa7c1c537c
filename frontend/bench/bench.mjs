// What each page weighs and how soon the catalogue can be read, in Chromium, against the real
// binary. Run by `npm run bench`, after `make build`; `npm run bench weigh` and `npm run bench
// time` do one half.
//
// Three weights for each page: the first visit of somebody who has nothing in the cache; the
// same page for somebody who has seen the catalogue; and the second visit. Bytes are those on
// the wire: compressed bodies and headers, fonts included.
//
// The times are from the start of the navigation, on a line of 1.6 Mbit/s and 150 ms and with a
// processor four times slower: until a first result is laid out and a frame has been drawn
// with it, whoever drew it; and until the app answers to the reader.
/* global window, document, requestAnimationFrame */
import { chromium } from "@playwright/test";
import { pages, signIn } from "./pages.mjs";
import { startServer } from "./server.mjs";
import { bytes, follow } from "./wire.mjs";

const laterBudget = 60_000; // bytes of any later page, besides viewers, players and charts
const readableBudget = 2000; // ms
const runs = 5;
const line = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const slowdown = 4;
const phone = { width: 375, height: 667 };
const desk = { width: 1280, height: 800 };

const half = process.argv[2] ?? "both";
const server = await startServer();
const browser = await chromium.launch({ executablePath: process.env.PREAU_TEST_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
try {
  if (half !== "time") await weigh();
  if (half !== "weigh") {
    await time("at 1280 px", desk);
    await time("at 375 px", phone);
  }
} finally {
  await browser.close();
  await server.stop();
}

async function weigh() {
  const rows = [["page", "first visit kB", "scripts", "fonts", "after the catalogue kB", "second visit kB", ""]];
  for (const page of await pages(browser, server.address)) {
    let first, later, again;
    try {
      first = await visit(page, [page.path]);
      later = await visit(page, ["/catalogue", page.path]);
      again = await visit(page, [page.path, page.path]);
    } catch (error) {
      rows.push([page.name, "–", "–", "–", "–", "–", `failed: ${error.message.split("\n")[0]}`]);
      process.exitCode = 1;
      continue;
    }
    const over = (page.budget && bytes(first) > page.budget) || (page.path !== "/catalogue" && bytes(later) > laterBudget);
    rows.push([page.name, kB(bytes(first)), kB(bytes(first, "Script")), kB(bytes(first, "Font")), kB(bytes(later)), kB(bytes(again)), over ? "over its budget" : ""]);
  }
  print(rows);
  console.log(`\nbudgets: catalogue, first visit, 180 kB; any page after the catalogue, ${laterBudget / 1000} kB\n`);
}

/** Opens addresses in turn in a new browser context; what the last one brought. */
async function visit(page, paths) {
  const context = await browser.newContext({ viewport: desk, locale: "fr-FR" });
  try {
    if (page.account) await signIn(context, server.address, page.account);
    const tab = await context.newPage();
    const wire = await follow(tab);
    let answers = [];
    for (const path of paths) {
      await tab.goto(server.address + path);
      await tab.locator("main h1").first().waitFor({ timeout: 10_000 });
      await wire.settled();
      answers = wire.take();
    }
    return answers;
  } finally {
    await context.close();
  }
}

async function time(where, viewport) {
  const read = [];
  const answers = [];
  for (let i = 0; i < runs; i++) {
    const seen = await firstVisit(viewport);
    read.push(seen.read);
    answers.push(seen.answers);
  }
  const told = (times) => times.sort((a, b) => a - b).map(Math.round).join(", ");
  const all = told(read);
  const middle = read[Math.floor(runs / 2)];
  console.log(`catalogue, first results readable ${where}: ${Math.round(middle)} ms (goal ${readableBudget}; ${all})${middle > readableBudget ? ": over its goal" : ""}; the app answers: ${told(answers)}`);
}

/** Milliseconds until a first result can be read, and until the app answers, with nothing in the cache. */
async function firstVisit(viewport) {
  const context = await browser.newContext({ viewport, locale: "fr-FR" });
  try {
    const tab = await context.newPage();
    const client = await context.newCDPSession(tab);
    await client.send("Network.enable");
    await client.send("Network.emulateNetworkConditions", line);
    await client.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await tab.addInitScript(watchForResult);
    await tab.goto(`${server.address}/catalogue`, { waitUntil: "commit" });
    const seen = await tab.waitForFunction(() => window.preauAnswers && { read: window.preauFirstResult, answers: window.preauAnswers }, null, { timeout: 60_000 });
    return await seen.jsonValue();
  } finally {
    await context.close();
  }
}

/** In the page: notes when a result is laid out and a frame has been drawn since; then when the facets, which only the app draws, are there. */
function watchForResult() {
  const app = () => {
    if (document.querySelector("aside .facet")) window.preauAnswers = performance.now();
    else requestAnimationFrame(app);
  };
  const look = () => {
    const result = document.querySelector('main a[href^="/parcours/"]');
    if (result?.textContent.trim() && result.getBoundingClientRect().height > 0) {
      requestAnimationFrame(() =>
        setTimeout(() => {
          window.preauFirstResult = performance.now();
          app();
        }),
      );
    } else {
      requestAnimationFrame(look);
    }
  };
  requestAnimationFrame(look);
}

function kB(n) {
  return (n / 1000).toFixed(1);
}

function print(rows) {
  const widths = rows[0].map((_, c) => Math.max(...rows.map((r) => r[c].length)));
  for (const row of rows) console.log(row.map((cell, c) => (c === 0 || c === row.length - 1 ? cell.padEnd(widths[c]) : cell.padStart(widths[c]))).join("  ").trimEnd());
}
