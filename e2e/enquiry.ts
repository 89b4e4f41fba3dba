import { randomUUID } from "node:crypto";
import { expect, type Locator, type Page } from "@playwright/test";
import type { EventSender, HttpOperator } from "./http-operator.ts";
import { enquiryEvent } from "./letter.ts";

/** A question from somebody new, as the form on a web site would send it. */
export type Enquiry = { id: string; name: string; email: string; subject: string };

/** Sends an enquiry by a person that nobody has used before, and expects it to be taken. */
export async function sendEnquiry(sendEvent: EventSender, name: string): Promise<Enquiry> {
  const id = randomUUID();
  const email = `${name.toLowerCase().replaceAll(" ", ".")}.${id.slice(0, 8)}@fennelandrye.example.com`;
  const subject = `Pricing review ${id.slice(0, 8)}`;
  const response = await sendEvent(enquiryEvent({ id, name, email, subject }));
  expect(response.status, await response.clone().text()).toBe(202);
  return { id, name, email, subject };
}

/** A card with this title once it waits on the Approvals screen: from the queue, or by paging; narrowed by words of it. */
export async function openCard(
  page: Page,
  title: RegExp,
  { queuedAs = title, search = "" }: { queuedAs?: RegExp; search?: string } = {},
): Promise<Locator> {
  const address = search ? `/approvals?search=${encodeURIComponent(search)}` : "/approvals";
  await page.goto(address);
  const card = page.getByRole("article", { name: title });
  const queue = page.getByRole("list", { name: "Waiting proposals" });
  const queued = queue.getByRole("button").filter({ hasText: queuedAs }).first();
  const next = page.getByRole("button", { name: "Next proposal" });
  await expect(async () => {
    if (await queued.isVisible()) await queued.click();
    else if (!(await card.isVisible())) {
      // what comes later may come before the card that is shown: at the end, begin again
      if ((await next.isVisible()) && (await next.isEnabled())) await next.click();
      else await page.goto(address);
    }
    await expect(card).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 40_000 });
  return card;
}

/** The card of the mail that answers an enquiry. */
export function openReply(page: Page, enquiry: Enquiry): Promise<Locator> {
  const { subject, id } = enquiry;
  return openCard(page, new RegExp(`^Send .*${subject}`), {
    queuedAs: new RegExp(`Send .*${subject}`),
    // in the subject and in the address, so that it is still found when the one or the other is edited
    search: id.slice(0, 8),
  });
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
