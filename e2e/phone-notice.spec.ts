import { startSmtpServer, type TestSmtpServer } from "#server/connectors/smtp/test-server.ts";
import { openReply, sendEnquiry } from "./enquiry.ts";
import { newEventSender, setUpOperator } from "./http-operator.ts";
import { type Product, removeData, startProduct } from "./product.ts";
import { test as base, desktop, expect, expectAccessible, expectNoSidewaysScroll, phone } from "./test.ts";

/** The smallest phone that has to work. */
const small = { ...phone, viewport: { width: 320, height: 640 } };

/** A product that mails, and the mail server that takes it. */
const test = base.extend<object, { mails: TestSmtpServer }>({
  mails: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's names
    async ({}, use) => {
      const server = await startSmtpServer();
      await use(server);
      await server.close();
    },
    { scope: "worker" },
  ],
  product: [
    async ({ mails }, use) => {
      const product: Product = await startProduct({
        variables: { SMTP_URL: mails.url, MAIL_FROM: "hello@example.com" },
      });
      await use(product);
      await product.stop();
      removeData(product);
    },
    { scope: "worker", timeout: 300_000 },
  ],
  operator: [async ({ product }, use) => use(await setUpOperator(product)), { scope: "worker" }],
  sendEvent: [
    async ({ product, operator }, use) => use(await newEventSender(product.origin, operator)),
    { scope: "worker" },
  ],
});

const controlled = () => navigator.serviceWorker.controller !== null;

test.describe("on the smallest phone", () => {
  // without a network the browser writes down what it could not load
  test.use({ ...small, expectedComplaint: /ERR_INTERNET_DISCONNECTED|status of 503|Failed to fetch/ });

  test("it can be installed, and offline it shows the last queue and decides nothing", async ({
    page,
    context,
    sendEvent,
    operator,
  }) => {
    const manifest = await (await page.request.get("/manifest.webmanifest")).json();
    expect(manifest).toMatchObject({ id: "/", scope: "/", display: "standalone", start_url: "/today" });
    expect(manifest.icons.map((icon: { purpose: string }) => icon.purpose)).toContain("maskable");
    for (const { src } of manifest.icons)
      expect((await page.request.get(src)).headers()["content-type"]).toBe("image/png");
    const worker = await page.request.get("/sw.js");
    expect(worker.headers()["content-type"]).toContain("javascript");
    expect(worker.headers()["content-security-policy"]).toContain("default-src 'none'");

    const enquiry = await sendEnquiry(sendEvent, "Nils Berg");
    const card = await openReply(page, enquiry);
    await expectNoSidewaysScroll(page);
    await expect.poll(() => page.evaluate(controlled), { timeout: 30_000 }).toBe(true);
    const keeps = () => page.evaluate(async () => (await (await caches.match("/last-queue.json"))?.text()) ?? "");
    await expect.poll(keeps, { timeout: 20_000 }).toContain(enquiry.subject);

    await context.setOffline(true);
    await expect(page.getByText(/offline: nothing can be decided/).first()).toBeVisible();
    const approve = card.getByRole("button", { name: "Approve and send" });
    await expect(approve).toBeDisabled();

    await page.goto("/approvals");
    await expect(page.getByText(/As of .*, offline: nothing can be decided/)).toBeVisible();
    await expect(page.getByRole("list", { name: "Last known queue" })).toContainText(enquiry.subject);
    for (const button of await page.getByRole("button").all()) await expect(button).toBeDisabled();
    await expectNoSidewaysScroll(page);

    await context.setOffline(false);
    await page.getByRole("link", { name: "Try again" }).click();
    await expect(page.getByRole("navigation", { name: "Main, phone" })).toBeVisible();
    const { items } = await operator.query<{ items: { title: string }[] }>("proposal.list", { status: "decided" });
    expect(items.filter(({ title }) => title.includes(enquiry.subject))).toEqual([]);
  });

  test("how one is told is set under Settings, and signing out leaves nothing on the device", async ({
    page,
    context,
  }) => {
    await page.goto("/settings");
    const section = page.getByRole("region", { name: /^Notifications/ });
    await section.getByLabel("A locked screen and a mail may show").selectOption({ label: "Its title" });
    await section.getByRole("switch", { name: "Quiet hours" }).click();
    await expect(section.getByLabel("Quiet from")).toHaveValue("22:00");
    await page.reload();
    await expect(section.getByLabel("A locked screen and a mail may show")).toHaveValue("title");
    await section.getByRole("switch", { name: "Quiet hours" }).click();
    await expect(section.getByLabel("Quiet from")).toHaveCount(0);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await expect.poll(() => page.evaluate(controlled), { timeout: 30_000 }).toBe(true);
    // the session that every journey shares is left alone: the screen that a signed-out browser comes to does the same
    await context.clearCookies();
    await page.goto("/approvals");
    await expect(page).toHaveURL(/\/sign-in/);
    await expect.poll(() => page.evaluate(() => caches.keys())).toEqual([]);
  });
});

/** The links of the mail about an enquiry, once it came. */
async function linksOf(mails: TestSmtpServer, subject: string): Promise<string[]> {
  const plain = () => mails.received.map((raw) => raw.replaceAll("=\r\n", "").replaceAll("=E2=80=9C", ""));
  const about = () => plain().find((raw) => raw.includes("Auto-Submitted") && raw.includes(subject));
  await expect.poll(about, { timeout: 180_000, intervals: [1_000] }).toBeTruthy();
  const mail = about() ?? "";
  const place = mail.indexOf(subject);
  return [...mail.slice(place).matchAll(/https?:\/\/\S+\/decide\/[A-Za-z0-9_-]{43}/g)].map((match) => match[0]);
}

for (const [name, screen] of [
  ["phone", small],
  ["desk", desktop],
] as const) {
  test.describe(`a mailed link, on the ${name}`, () => {
    test.use(screen);

    test("is opened by scanners without effect, and then decided once by its button", async ({
      page,
      context,
      mails,
      operator,
      sendEvent,
    }) => {
      test.setTimeout(270_000);
      await operator.mutate("delivery.update", { lockScreen: "title", mailAfterMinutes: 1 });
      const enquiry = await sendEnquiry(sendEvent, name === "phone" ? "Ada Lind" : "Per Holm");
      const [link = ""] = await linksOf(mails, enquiry.subject);
      // whoever opens it is not signed in
      await context.clearCookies();
      for (let count = 0; count < 20; count += 1) {
        const response = count % 2 ? await page.request.head(link) : await page.request.get(link);
        expect(response.status()).toBe(200);
        expect(response.headers()["referrer-policy"]).toBe("no-referrer");
        expect(response.headers()["x-robots-tag"]).toContain("noindex");
        expect(response.headers()["cache-control"]).toContain("no-store");
      }
      await page.goto(link);
      await expect(page.getByRole("heading", { level: 1 })).toContainText(enquiry.subject);
      await expect(page.getByText(enquiry.email).first()).toBeVisible();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      const approve = page.getByRole("button", { name: "Approve and send" });
      const box = await approve.boundingBox();
      expect(Math.round(box?.height ?? 0), "a target for a thumb").toBeGreaterThanOrEqual(44);
      await page.screenshot({ path: `test-results/decide-${name}.png` });
      await approve.click();
      await expect(page.getByRole("heading", { name: "Approved" })).toBeVisible();
      await expectAccessible(page);
      await page.goto(link);
      await expect(page.getByRole("heading", { name: "This link was used" })).toBeVisible();
      await page.goto("/approvals");
      await expect(page).toHaveURL(/\/sign-in/);
    });
  });
}
