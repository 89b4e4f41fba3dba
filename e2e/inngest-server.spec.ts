import { test as base, expect } from "@playwright/test";
import { openRunnerOverHttp, type RunnerOverHttp } from "#inngest/contract/runner-over-http.ts";
import { mailsTo, openReply, sendEnquiry } from "./enquiry.ts";
import { newEventSender, setUpOperator } from "./http-operator.ts";
import { removeData, startProduct } from "./product.ts";
import { desktop } from "./test.ts";

base.use(desktop);

const keys = { signingKey: `signkey-test-${"0123456789abcdef".repeat(2)}`, eventKey: "ab12" };

/** The server that INNGEST_BASE_URL names; without it, the embedded runner as a server with keys. */
async function openServer(): Promise<{ url: string; variables: Record<string, string>; own?: RunnerOverHttp }> {
  const given = process.env.INNGEST_BASE_URL;
  if (given) return { url: given.replace(/\/+$/, ""), variables: {} };
  const own = await openRunnerOverHttp(keys);
  const { signingKey: INNGEST_SIGNING_KEY, eventKey: INNGEST_EVENT_KEY } = keys;
  return { url: own.url, own, variables: { INNGEST_BASE_URL: own.url, INNGEST_SIGNING_KEY, INNGEST_EVENT_KEY } };
}

base(
  "on an Inngest server: an event comes in, what is approved happens once, the run links to the server",
  async ({ browser }) => {
    base.setTimeout(300_000);
    const server = await openServer();
    const product = await startProduct({ variables: server.variables });
    try {
      const health = await fetch(`${product.origin}/api/health`);
      expect(await health.json()).toMatchObject({ status: "ready", runner: "external" });
      const operator = await setUpOperator(product);
      await operator.mutate("workspace.update", { undoSeconds: 8 });
      const sendEvent = await newEventSender(product.origin, operator);
      const enquiry = await sendEnquiry(sendEvent, "Ines Albers");

      const context = await browser.newContext({ ...desktop, baseURL: product.origin });
      await context.addCookies([{ ...operator.cookie, url: product.origin }]);
      const page = await context.newPage();
      const card = await openReply(page, enquiry);
      await card.getByRole("button", { name: "Approve and send" }).click();
      await expect(page.getByRole("button", { name: "Undo" }).first()).toBeVisible();
      const sent = () => mailsTo(operator, enquiry.email);
      await expect(async () => expect(await sent()).toHaveLength(1)).toPass({ timeout: 90_000 });

      const [mail] = await sent();
      await page.goto(`/runs/${mail?.runId}`);
      const link = page.getByRole("link", { name: "Open in the dashboard" });
      await expect(link).toBeVisible();
      const address = (await link.getAttribute("href")) ?? "";
      expect(new URL(address)).toMatchObject({ origin: new URL(server.url).origin, pathname: "/run" });
      expect(new URL(address).searchParams.get("runID")).toMatch(/^\w+$/);
      expect((await fetch(address)).status).toBe(200);
      expect(await sent()).toHaveLength(1);
      await context.close();
    } finally {
      await product.stop();
      removeData(product);
      await server.own?.stop();
    }
  },
);
