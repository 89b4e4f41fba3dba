import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { type EventSender, type HttpOperator, newEventSender, setUpOperator } from "./http-operator.ts";
import { type Product, removeData, startProduct } from "./product.ts";

/** The screen of a desk. */
export const desktop = { viewport: { width: 1440, height: 900 } };

/** A small phone in one hand. */
export const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

/** Fails the journey when the page writes an error to the console or throws. */
export function watchConsole(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
  return complaints;
}

/** Checks the page that is shown against WCAG 2.2 A and AA. */
export async function expectAccessible(page: Page): Promise<void> {
  // what fades in has not its own contrast yet
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  const lines = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
  expect(lines, `axe on ${page.url()}`).toEqual([]);
}

/** Nothing may lie beyond the right edge. A phone widens its view to what overflows, so the page's own width is asked. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `sideways scroll on ${page.url()}`).toBeLessThanOrEqual(0);
}

/** What the journeys of one run share: a product, its operator, and a program that sends it events. */
type Shared = {
  /** journeys of another company than the others' have a product of their own: a worker is begun for them */
  company: string;
  product: Product;
  operator: HttpOperator;
  sendEvent: EventSender;
};

/** Journeys of the signed-in operator. Every page is watched for console errors. */
type PerJourney = {
  expectedComplaint: RegExp | null;
  /** how long an approval can be taken back; each journey starts with its own, whatever the one before it set */
  undoSeconds: number;
  undoWindow: undefined;
  cleanConsole: undefined;
};

export const test = base.extend<PerJourney, Shared>({
  // what a journey provokes on purpose
  expectedComplaint: [null, { option: true }],
  company: ["shared", { option: true, scope: "worker" }],
  product: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.stop();
      removeData(product);
    },
    { scope: "worker", timeout: 300_000 },
  ],
  operator: [
    async ({ product }, use) => {
      const operator = await setUpOperator(product);
      await use(operator);
    },
    { scope: "worker" },
  ],
  sendEvent: [
    async ({ product, operator }, use) => use(await newEventSender(product.origin, operator)),
    { scope: "worker" },
  ],
  baseURL: async ({ product }, use) => use(product.origin),
  context: async ({ context, product, operator }, use) => {
    await context.addCookies([{ ...operator.cookie, url: product.origin }]);
    await use(context);
  },
  // journeys wait out the undo window
  undoSeconds: [8, { option: true }],
  undoWindow: [
    async ({ operator, undoSeconds }, use) => {
      await operator.mutate("workspace.update", { undoSeconds });
      await use(undefined);
    },
    { auto: true },
  ],
  cleanConsole: [
    async ({ page, expectedComplaint }, use) => {
      const complaints = watchConsole(page);
      await use(undefined);
      expect(
        complaints.filter((line) => !expectedComplaint?.test(line)),
        "console errors",
      ).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from "@playwright/test";
