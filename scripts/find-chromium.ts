import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
}

/** A Chromium to test with: the one that CHROMIUM names, one on PATH, or Playwright's own. */
export function findChromium(): string | undefined {
  const own = chromium.executablePath();
  return process.env.CHROMIUM || onPath() || (existsSync(own) ? own : undefined);
}

/** The same, downloading Playwright's own when there is none. */
export function needChromium(): string {
  const found = findChromium();
  if (found) return found;
  console.log("No Chromium found (CHROMIUM, PATH): downloading Playwright's …");
  execFileSync("node_modules/.bin/playwright", ["install", "--with-deps", "chromium"], { stdio: "inherit" });
  return chromium.executablePath();
}
