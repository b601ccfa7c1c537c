import { defineConfig } from "@playwright/test";

// The journeys: the real binary, a real browser, a desk and a telephone. Each file has a server
// and a browser of its own, so that two go side by side; no more, since what must happen within
// two seconds is measured and small machines have two cores.
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  timeout: 240_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    launchOptions: {
      executablePath: process.env.PREAU_TEST_CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--lang=fr"],
    },
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    screenshot: "only-on-failure",
    trace: "off",
  },
  projects: [
    { name: "1280", use: { viewport: { width: 1280, height: 800 } } },
    // What is tried when the server dies or the line is cut does not depend on the width.
    { name: "375", testIgnore: /resilience/, use: { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true } },
  ],
});
