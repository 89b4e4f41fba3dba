import { mailsTo, openReply, sendEnquiry } from "./enquiry.ts";
import { desktop, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from "./test.ts";

test.describe("on a desk", () => {
  test.use(desktop);

  test("guidance brings a new version, linked to the first, which is sent; what cannot be followed is said", async ({
    page,
    sendEvent,
    operator,
  }) => {
    test.setTimeout(150_000);
    const enquiry = await sendEnquiry(sendEvent, "Nora Lindqvist");
    const first = await openReply(page, enquiry);
    await expect(first.getByText("nothing is sent, and the run goes on without it")).toBeVisible();
    await first.getByRole("button", { name: "Respond" }).click();
    const form = page.getByRole("form", { name: "Respond" });
    await form.getByRole("button", { name: "More formal" }).click();
    await form.getByLabel("Guidance").fill("More formal; ask how many people they are");
    await expectAccessible(page);
    await form.getByRole("button", { name: "Send back" }).click();

    const second = page
      .getByRole("article")
      .filter({ hasText: "You asked: “More formal; ask how many people they are”" });
    await expect(async () => {
      await openReply(page, enquiry);
      await expect(second).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 40_000 });
    await expect(second.getByText("Dear Nora,")).toBeVisible();
    await expect(second.getByText("I could not follow: “ask how many people they are”")).toBeVisible();
    await expectAccessible(page);
    await page.screenshot({ path: "test-results/respond-desk.png" });
    await second.getByRole("button", { name: "Approve and send" }).click();
    await expect(page.getByRole("list", { name: "About to happen" }).getByText(enquiry.subject)).toBeVisible();
    await page.reload();
    const soon = page.getByRole("list", { name: "About to happen" }).getByRole("listitem");
    await expect(soon.filter({ hasText: enquiry.subject }).getByText(/^\d+ s$/)).toBeVisible();
    await expect(async () => expect(await mailsTo(operator, enquiry.email)).toHaveLength(1)).toPass({
      timeout: 40_000,
    });
  });

  test("what was rejected with a reason is shown on the next like card, and followed", async ({ page, sendEvent }) => {
    const enquiry = await sendEnquiry(sendEvent, "Olaf Brandt");
    const card = await openReply(page, enquiry);
    await expect(card.getByText("go through it on a call")).toBeVisible();
    await card.getByRole("button", { name: "Reject" }).click();
    const form = page.getByRole("form", { name: "Reject" });
    await form.getByLabel("Or in your words").fill("Do not offer a call");
    await form.getByRole("button", { name: "Reject" }).click();
    await expect(card).toHaveCount(0);

    const next = await openReply(page, await sendEnquiry(sendEvent, "Pia Sommer"));
    await expect(next.getByText(/“Do not offer a call”: offers no call/)).toBeVisible();
    await expect(next.getByText(/^You said on \d+ \w+: “Do not offer a call”/)).toBeVisible();
    await expect(next.getByText("go through it on a call")).toHaveCount(0);
    await expectAccessible(page);
  });

  test("an edit shows what it changed, before and after", async ({ page, sendEvent }) => {
    const enquiry = await sendEnquiry(sendEvent, "Quentin Roy");
    const card = await openReply(page, enquiry);
    await card.getByRole("button", { name: "Edit" }).click();
    await card.getByRole("form", { name: "Edit" }).getByLabel("Subject").fill(`Offer ${enquiry.id}`);
    await card.getByRole("button", { name: "Save changes" }).click();
    const edited = page.getByRole("article", { name: new RegExp(`Offer ${enquiry.id}`) });
    await expect(edited.getByText("You changed it")).toBeVisible();
    await expect(edited.locator("del")).toContainText(enquiry.subject);
    await expect(edited.locator("ins")).toContainText(`Offer ${enquiry.id}`);
    await expectAccessible(page);
  });
});

test.describe("when a record changes meanwhile", () => {
  // the refused approval is written down by the browser
  test.use({ ...desktop, expectedComplaint: /status of (409|412|422)/ });

  test("the card shows what changed and asks again", async ({ page, sendEvent, operator }) => {
    const enquiry = await sendEnquiry(sendEvent, "Rosa Klein");
    const card = await openReply(page, enquiry);
    await operator.mutate("workspace.update", { mailFrom: `Harbour Lane <office@harbourlane.example.com>` });
    await card.getByRole("button", { name: "Approve and send" }).click();
    const again = page.getByRole("article").filter({ hasText: "It changed after you saw it" });
    await expect(async () => {
      await openReply(page, enquiry);
      await expect(again).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 40_000 });
    await expect(again.locator("ins")).toContainText("office@harbourlane.example.com");
    await expectAccessible(page);
  });
});

test.describe("on a phone", () => {
  test.use(phone);

  test("one thumb sends a draft back, and the answer fits the screen", async ({ page, sendEvent }) => {
    const enquiry = await sendEnquiry(sendEvent, "Sten Aalto");
    const card = await openReply(page, enquiry);
    const respond = card.getByRole("button", { name: "Respond" });
    const box = await respond.boundingBox();
    expect(Math.round(box?.height ?? 0), "a target for a thumb").toBeGreaterThanOrEqual(44);
    await respond.click();
    const form = page.getByRole("form", { name: "Respond" });
    await form.getByRole("button", { name: "Warmer" }).click();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await form.getByRole("button", { name: "Send back" }).click();
    const answer = page.getByRole("article").filter({ hasText: "You asked: “Warmer”" });
    await expect(async () => {
      await openReply(page, enquiry);
      await expect(answer).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 40_000 });
    await expect(answer.getByText("I hope you are well.")).toBeVisible();
    await page.screenshot({ path: "test-results/respond-phone.png" });
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});
