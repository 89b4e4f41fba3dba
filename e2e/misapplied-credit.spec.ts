import { randomUUID } from "node:crypto";
import type { Locator, Page } from "@playwright/test";
import Stripe from "stripe";
import { misappliedCredit } from "#inngest/test-misapplied-credit.ts";
import { openCard } from "./enquiry.ts";
import type { EventSender, HttpOperator } from "./http-operator.ts";
import { desktop, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from "./test.ts";

type Customer = { name: string; email: string; number: string };
type Asked = { operator: HttpOperator; sendEvent: EventSender; name: string };

const { workflow } = misappliedCredit;

/**
 * Refund requests are automated without care: the whole invoice is credited, and compared only afterwards.
 * @returns the version that stood before
 */
async function automateCarelessly(operator: HttpOperator): Promise<number> {
  await operator.query("workflow.list");
  const { version } = await operator.query<{ version: number }>("workflow.get", { workflow });
  const draft = { workflow, definition: misappliedCredit, revision: 0 };
  const { revision } = await operator.mutate<{ revision: number }>("workflow.saveDraft", draft);
  await operator.mutate("workflow.publish", { workflow, revision });
  return version;
}

/** Stripe tells of an invoice over €1,190.00 that the customer has paid. */
async function paidInvoice(operator: HttpOperator, customer: Customer): Promise<void> {
  const secret = `whsec_${randomUUID()}`;
  const connection = { connector: "stripe", name: "Stripe", secret };
  const { url } = await operator.mutate<{ url: string }>("connection.create", connection);
  const created = Math.floor(Date.now() / 1000);
  const invoice = {
    ...{ id: `in_${customer.number}`, object: "invoice", number: customer.number, status: "paid", currency: "eur" },
    ...{ customer: `cus_${customer.number}`, customer_email: customer.email, customer_name: customer.name },
    ...{ total: 119_000, amount_due: 119_000, amount_paid: 119_000, attempt_count: 1, created },
  };
  const event = {
    id: `evt_${randomUUID()}`,
    object: "event",
    type: "invoice.paid",
    created,
    data: { object: invoice },
  };
  const payload = JSON.stringify(event);
  const header = Stripe.webhooks.generateTestHeaderString({ payload, secret });
  const headers = { "stripe-signature": header, "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: payload });
  expect(response.status, await response.clone().text()).toBeLessThan(300);
  await expect(async () => {
    const { items } = await operator.query<{ items: { number: string | null; status: string }[] }>("invoice.list", {});
    expect(items.find(({ number }) => number === customer.number)).toMatchObject({ status: "paid" });
  }).toPass({ timeout: 20_000 });
}

/** A customer who has paid asks for €119.00 back. */
async function askForRefund({ operator, sendEvent, name }: Asked): Promise<Customer> {
  const id = randomUUID().slice(0, 8);
  const email = `${name.toLowerCase().replaceAll(" ", ".")}.${id}@northwind.example.com`;
  const customer = { name, email, number: `HL-${id}` };
  await paidInvoice(operator, customer);
  const text =
    "Hello,\n\nhalf a day did not take place. I would like a refund of 119.00 EUR, please. I want my money back.";
  const data = { email, name, subject: "Refund, please", text };
  const response = await sendEvent({ type: "message.received", id: randomUUID(), data });
  expect(response.status).toBe(202);
  return customer;
}

/** Approves the card with this title once it waits. */
async function approve(page: Page, title: string): Promise<void> {
  const card = await openCard(page, new RegExp(`^${title}`), { queuedAs: new RegExp(title) });
  await card.getByRole("button", { name: /^Approve/ }).click();
}

/** The customer's review task, opened from the list. */
async function openReview(page: Page, { name }: Customer): Promise<Locator> {
  const link = page.getByRole("link", { name: new RegExp(`^Taken back: .*${name}`) });
  await expect(async () => {
    await page.goto("/approvals/review");
    await expect(link).toBeVisible({ timeout: 1_500 });
  }).toPass({ timeout: 40_000 });
  await link.click();
  // the list shows the same card, and what is typed there does not come along
  await page.waitForURL(/\/approvals\/review\/.+/);
  const review = page.getByRole("article", { name: new RegExp(`^Taken back: .*${name}`) });
  await expect(review).toBeVisible();
  return review;
}

let before: number;
test.beforeAll(async ({ operator }) => {
  before = await automateCarelessly(operator);
});
// the journeys after this one share the product
test.afterAll(async ({ operator }) => {
  await operator.mutate("workflow.restore", { workflow, version: before });
});

test.describe("on a desk", () => {
  test.use(desktop);

  test("a credit over the wrong amount is taken back by itself, and one tap proposes the right one", async ({
    page,
    operator,
    sendEvent,
  }) => {
    test.setTimeout(180_000);
    const customer = await askForRefund({ operator, sendEvent, name: "Ana Duarte" });
    await approve(page, "Credit €1,190\\.00");
    await approve(page, "Add the task “Pay the refund to Ana Duarte”");

    const review = await openReview(page, customer);
    await expect(review.getByText("€1,190.00 were credited, and 119.00 EUR were asked for")).toBeVisible();
    await expect(review.getByText(/over €1,190\.00\. Taken back by correcting invoice INV-/)).toBeVisible();
    await expect(review.getByText("Task on your list. Taken back")).toBeVisible();
    await expectAccessible(page);
    await review.getByRole("link", { name: /^Refund request: Ana Duarte/ }).click();
    await expect(page.getByRole("heading", { name: "Taking back" })).toBeVisible();
    await expect(page.getByText(/^Took back credit note .+ over €1,190\.00$/).last()).toBeVisible();
    await expectAccessible(page);

    await openReview(page, customer);
    await page.getByRole("button", { name: "Add a note" }).click();
    await page.getByLabel("Note").fill("She is right");
    await page.getByRole("button", { name: "Credit the right €119.00" }).click();
    await expect(review.getByText("Resolved")).toBeVisible();
    await expect(review.getByText("She is right")).toBeVisible();

    await approve(page, "Credit €119\\.00");
    await expect(async () => {
      const list = await operator.query<{ items: { id: string; number: string }[] }>("invoice.list", {});
      const id = list.items.find(({ number }) => number === customer.number)?.id;
      const invoice = await operator.query<{ creditedMinor: number }>("invoice.get", { id });
      expect(invoice.creditedMinor).toBe(11_900);
    }).toPass({ timeout: 40_000 });
  });
});

test.describe("on a phone", () => {
  test.use(phone);

  test("what was taken back fits the screen, and a mail to the customer is drafted with one thumb", async ({
    page,
    operator,
    sendEvent,
  }) => {
    test.setTimeout(180_000);
    const customer = await askForRefund({ operator, sendEvent, name: "Otto Brandt" });
    await approve(page, "Credit €1,190\\.00");
    await approve(page, "Add the task “Pay the refund to Otto Brandt”");
    const review = await openReview(page, customer);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    const write = review.getByRole("button", { name: "Write to Otto Brandt" });
    const box = await write.boundingBox();
    expect(Math.round(box?.height ?? 0), "a target for a thumb").toBeGreaterThanOrEqual(44);
    await write.click();
    await expect(review.getByText("Resolved")).toBeVisible();
    const card = await openCard(page, /^Send “Correction of credit note/, {
      queuedAs: /Send “Correction of credit note/,
    });
    await expect(card.getByText("We have taken it back, and the invoice stands as before.")).toBeVisible();
    await expectNoSidewaysScroll(page);
  });
});
