// `npm run screenshots`: renews the pictures in docs/ from the real product with the sample business.
import { mkdirSync } from "node:fs";
import { chromium, type Page } from "@playwright/test";
import { setUpOperator } from "#e2e/http-operator.ts";
import { removeData, startProduct } from "#e2e/product.ts";
import { needChromium } from "./find-chromium.ts";

const pictures = [
  { file: "docs/approvals.png", path: "/approvals", viewport: { width: 1440, height: 900 } },
  { file: "docs/approvals-phone.png", path: "/approvals", viewport: { width: 360, height: 740 } },
  { file: "docs/today.png", path: "/today", viewport: { width: 1440, height: 900 } },
];

async function waitForWork(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/approvals`);
  await page.getByRole("article").first().waitFor({ timeout: 60_000 });
}

mkdirSync("docs", { recursive: true });
const product = await startProduct();
const browser = await chromium.launch({ executablePath: needChromium(), args: ["--no-sandbox", "--disable-gpu"] });
try {
  const operator = await setUpOperator(product);
  await operator.mutate("workspace.loadSample");
  const context = await browser.newContext({ deviceScaleFactor: 1, colorScheme: "light", reducedMotion: "reduce" });
  await context.addCookies([{ ...operator.cookie, url: product.origin }]);
  const page = await context.newPage();
  await waitForWork(page, product.origin);
  for (const { file, path, viewport } of pictures) {
    await page.setViewportSize(viewport);
    await page.goto(`${product.origin}${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("load");
    await page.screenshot({ path: file });
    console.log(`Wrote ${file}`);
  }
} finally {
  await browser.close();
  await product.stop();
  removeData(product);
}
