// `npm run bench:queue`: the queue with 5,000 proposals on the embedded database, by HTTP and in a browser. Prints JSON.
// npm run bench:queue -- --proposals 5000
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { chromium, type Page } from "@playwright/test";
import { type HttpOperator, setUpOperator } from "#e2e/http-operator.ts";
import { type PendingTask, seedPending } from "#e2e/pending.ts";
import { type Product, removeData, startProduct } from "#e2e/product.ts";
import { findChromium } from "#scripts/find-chromium.ts";
import { firstLoadJavaScript } from "./footprint.ts";
import { percentile } from "./percentile.ts";

const { values } = parseArgs({ options: { proposals: { type: "string", default: "5000" } } });
const proposals = Number(values.proposals);
const rounds = 30;

const agents = ["crm", "billing", "intake"];
const workflows = ["new-enquiry", "refund-request", "failed-payment"];
const currencies = ["EUR", "USD", "JPY"];

function taskOf(_: unknown, index: number): PendingTask {
  const stake = { amountMinor: 100 + ((index * 7_919) % 900_000), currency: currencies[index % 3] ?? "EUR" };
  return {
    title: `Call customer ${String(index + 1).padStart(5, "0")} about what was agreed`,
    agent: agents[index % 3] ?? "crm",
    workflow: workflows[Math.floor(index / 3) % 3] ?? "new-enquiry",
    ...(index % 5 === 0 ? {} : { stake }),
    expiresInHours: 4 + (index % 160),
  };
}

async function timed(work: () => Promise<unknown>, times: number): Promise<{ p50: number; p95: number }> {
  const samples: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const before = performance.now();
    await work();
    samples.push(performance.now() - before);
  }
  return { p50: percentile(samples, 0.5), p95: percentile(samples, 0.95) };
}

type QueuePage = { items: unknown[]; nextCursor: string | null; total: number };

async function measureLists(operator: HttpOperator) {
  const ask = (input: Record<string, unknown>) => operator.query<QueuePage>("proposal.queue", input);
  const views = {
    urgent: {},
    stake: { sort: "stake" },
    deadline: { sort: "deadline" },
    newest: { sort: "newest" },
    filtered: { agent: "billing", workflow: "refund-request" },
    searched: { search: "customer 004" },
  };
  await ask({});
  const first: Record<string, { p50: number; p95: number }> = {};
  for (const [name, input] of Object.entries(views)) first[name] = await timed(() => ask(input), rounds);
  const further: number[] = [];
  let rows = 0;
  let cursor: string | null = null;
  for (let page = 0; page < 2 * rounds; page += 1) {
    const before = performance.now();
    const answer: QueuePage = await ask({ cursor });
    if (cursor) further.push(performance.now() - before);
    rows += answer.items.length;
    cursor = answer.nextCursor;
    if (!cursor) break;
  }
  const facets = await timed(() => operator.query("proposal.facets", {}), rounds);
  return { first, further: { rows, p50: percentile(further, 0.5), p95: percentile(further, 0.95) }, facets };
}

/** Frames while the list is scrolled from top to bottom: how far they lie apart, and how many came too late. */
async function measureScroll(page: Page) {
  const gaps = await page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const list = document.querySelector<HTMLElement>("ul[aria-label='Waiting proposals']");
        const found: number[] = [];
        let last = performance.now();
        const frame = (now: number) => {
          found.push(now - last);
          last = now;
          if (list) list.scrollTop += 160;
          if (found.length < 600) requestAnimationFrame(frame);
          else resolve(found.slice(2));
        };
        requestAnimationFrame(frame);
      }),
  );
  const late = gaps.filter((gap) => gap > 34).length;
  return { frames: gaps.length, p50: percentile(gaps, 0.5), p99: percentile(gaps, 0.99), late };
}

/** From the key to the next card on screen, in the browser's own time. */
async function measureDecisions(page: Page, count: number) {
  const samples: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const took = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const title = () => document.querySelector("article")?.getAttribute("aria-label");
          const before = title();
          let pressed = 0;
          document.addEventListener("keydown", (event) => (pressed ||= event.timeStamp), { once: true, capture: true });
          const look = () => {
            const now = title();
            if (pressed && now && now !== before) resolve(performance.now() - pressed);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }),
    );
    await page.keyboard.press("a");
    samples.push(await took);
    // an operator reads before they decide again
    await page.waitForTimeout(700);
  }
  return { decisions: samples.length, p50: percentile(samples, 0.5), p95: percentile(samples, 0.95) };
}

async function measureScreen(product: Product, operator: HttpOperator) {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const context = await browser.newContext({ baseURL: product.origin, viewport: { width: 1440, height: 900 } });
    await context.addCookies([{ ...operator.cookie, url: product.origin }]);
    const page = await context.newPage();
    await page.goto("/approvals");
    // times get their hover text once the page is alive and takes keys
    await page.locator("article time[data-absolute]").first().waitFor();
    const decisions = await measureDecisions(page, 20);
    const scroll = await measureScroll(page);
    const drawn = await page.locator("ul[aria-label='Waiting proposals'] > li").count();
    return { decisions, scroll, rowsDrawn: drawn };
  } finally {
    await browser.close();
  }
}

const product = await startProduct({ variables: { LOG_LEVEL: "warn" } });
try {
  const operator = await setUpOperator(product);
  await seedPending(product.dataFolder, Array.from({ length: proposals }, taskOf));
  const cookie = `${operator.cookie.name}=${operator.cookie.value}`;
  const lists = await measureLists(operator);
  console.error(`queue: ${JSON.stringify(lists)}`);
  const screen = await measureScreen(product, operator);
  const approvalsJavaScriptKb = await firstLoadJavaScript(product.origin, "/approvals", cookie);
  const processors = availableParallelism();
  console.log(JSON.stringify({ processors, proposals, lists, screen, approvalsJavaScriptKb }, null, 2));
} finally {
  await product.stop();
  removeData(product);
}
