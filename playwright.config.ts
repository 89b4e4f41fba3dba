import { defineConfig } from "@playwright/test";
import { findChromium } from "#scripts/find-chromium.ts";

export default defineConfig({
  testDir: "e2e",
  // one product, one browser: journeys share two cores with the database and the runner
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  outputDir: "test-results",
  use: {
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: findChromium(),
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
    },
  },
});
