import { mailsTo, openReply, sendEnquiry } from "./enquiry.ts";
import { desktop, expect, expectAccessible, test } from "./test.ts";

test.use(desktop);

test("an edit becomes a new proposal with the operator's words, and needs its own approval", async ({
  page,
  sendEvent,
  operator,
}) => {
  const enquiry = await sendEnquiry(sendEvent, "Ines Moreau");
  const card = await openReply(page, enquiry);
  await card.getByRole("button", { name: "Edit" }).click();
  const words = `We can do this in the second week of May. ${enquiry.id}`;
  await card.getByRole("form", { name: "Edit" }).getByRole("textbox").last().fill(words);
  await expectAccessible(page);
  await card.getByRole("button", { name: "Save changes" }).click();

  const edited = page.getByRole("article").filter({ hasText: words });
  await expect(edited.getByRole("button", { name: "Approve and send" })).toBeVisible();
  expect(await mailsTo(operator, enquiry.email)).toEqual([]);
});

test("a rejection keeps its reason, and nothing is sent", async ({ page, sendEvent, operator }) => {
  const enquiry = await sendEnquiry(sendEvent, "Tomas Berg");
  const card = await openReply(page, enquiry);
  await card.getByRole("button", { name: "Reject" }).click();
  await page.getByRole("form", { name: "Reject" }).getByLabel("Or in your words").fill("We are booked until June");
  await page.getByRole("form", { name: "Reject" }).getByRole("button", { name: "Reject" }).click();
  await expect(card).toHaveCount(0);

  await page.goto("/approvals/decided");
  const row = page.getByRole("listitem").filter({ hasText: "We are booked until June" });
  await expect(row).toContainText("Rejected");
  await expectAccessible(page);
  expect(await mailsTo(operator, enquiry.email)).toEqual([]);
});
