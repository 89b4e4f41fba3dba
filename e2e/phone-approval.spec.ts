import { openReply, sendEnquiry } from "./enquiry.ts";
import { expect, expectAccessible, expectNoSidewaysScroll, phone, test } from "./test.ts";

test.use(phone);

test("an enquiry comes in, its answer is approved with one tap, and can be read as it left", async ({
  page,
  sendEvent,
}) => {
  await page.goto("/approvals");
  const enquiry = await sendEnquiry(sendEvent, "Marta Quist");
  const card = await openReply(page, enquiry);
  await expect(card.getByText(enquiry.email).first()).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);

  const approve = card.getByRole("button", { name: "Approve and send" });
  const box = await approve.boundingBox();
  expect(Math.round(box?.height ?? 0), "a target for a thumb").toBeGreaterThanOrEqual(44);
  await approve.click();
  await expect(page.getByRole("button", { name: "Undo" }).first()).toBeVisible();

  await page.goto("/records/mail");
  const message = page.getByRole("listitem").filter({ hasText: enquiry.email });
  // after the seconds in which it could be undone
  await expect(async () => {
    await page.reload();
    await expect(message).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 40_000 });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  const path = await message.getByRole("link", { name: "Open .eml" }).getAttribute("href");
  const file = await page.request.get(path ?? "");
  expect(file.headers()["content-type"]).toContain("message/rfc822");
  expect(await file.text()).toContain(`To: ${enquiry.email}`);

  await message.getByRole("link", { name: "Run" }).click();
  await expect(page.getByRole("heading", { name: "Timeline" })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});
