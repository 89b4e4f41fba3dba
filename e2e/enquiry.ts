import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import type { EventSender, HttpOperator } from "./http-operator.ts";

/** A question from somebody new, as the form on a web site would send it. */
export type Enquiry = { id: string; name: string; email: string; subject: string };

/** Sends an enquiry by a person that nobody has used before, and expects it to be taken. */
export async function sendEnquiry(sendEvent: EventSender, name: string): Promise<Enquiry> {
  const id = randomUUID();
  const email = `${name.toLowerCase().replaceAll(" ", ".")}.${id.slice(0, 8)}@fennelandrye.example.com`;
  const subject = `Pricing review ${id.slice(0, 8)}`;
  const text =
    "Hello,\n\ncould you review our pricing in May? We would need a quote for about three days of work.\n\nThanks";
  const response = await sendEvent({ type: "message.received", id, data: { email, name, subject, text } });
  expect(response.status, await response.clone().text()).toBe(202);
  return { id, name, email, subject };
}

/** The card of the mail that answers an enquiry, once it waits on the Approvals screen. */
export async function openReply(page: Page, enquiry: Enquiry) {
  await page.goto("/approvals");
  const card = page.getByRole("article").filter({ hasText: enquiry.subject });
  await expect(async () => {
    const queued = page.getByRole("list", { name: "Waiting proposals" }).getByRole("button", { name: enquiry.subject });
    if (await queued.isVisible()) await queued.click();
    await expect(card).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  return card;
}

/** The mails to one address, as the Records screen lists them. */
export async function mailsTo(
  operator: HttpOperator,
  address: string,
): Promise<{ to: string; runId: string | null }[]> {
  const { items } = await operator.query<{ items: { to: string; runId: string | null }[] }>("mail.list", {
    cursor: null,
  });
  return items.filter((mail) => mail.to.includes(address));
}
