import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { openCard, openReply, sendEnquiry } from "./enquiry.ts";
import type { EventSender } from "./http-operator.ts";
import { desktop, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from "./test.ts";

/** Somebody who says what they are, which no agent may take for true yet. @returns words that find their reply */
async function introduce(sendEvent: EventSender, name: string): Promise<{ name: string; search: string }> {
  const id = randomUUID();
  const search = id.slice(0, 8);
  const email = `${name.toLowerCase().replaceAll(" ", ".")}.${search}@fennelandrye.example.com`;
  const text =
    "Hello,\n\nI am the owner of a bakery. Could you review our pricing in May? We would need a quote for about three days of work.\n\nThanks";
  const data = { email, name, subject: `Pricing review ${search}`, text };
  const response = await sendEvent({ type: "message.received", id, data });
  expect(response.status).toBe(202);
  return { name, search };
}

const replyTo = (page: Page, search: string) =>
  openCard(page, new RegExp(`^Send .*${search}`), { queuedAs: new RegExp(`Send .*${search}`), search });

const about = (page: Page, name: string) => page.getByRole("list", { name: `${name}: facts` }).getByRole("listitem");

test.describe("on a desk", () => {
  test.use(desktop);

  test("what was said outside waits, and is confirmed together, one corrected, by keys and by the mouse", async ({
    page,
    sendEvent,
  }) => {
    test.setTimeout(180_000);
    const names = [
      `Ines ${randomUUID().slice(0, 6)}`,
      `Jon ${randomUUID().slice(0, 6)}`,
      `Kai ${randomUUID().slice(0, 6)}`,
    ];
    for (const name of names) await replyTo(page, (await introduce(sendEvent, name)).search);
    const [first = "", second = "", third = ""] = names;
    await page.goto("/memory/quarantine");
    await expect(
      page.getByRole("navigation", { name: "Memory" }).getByRole("link", { name: /^Quarantine \d+$/ }),
    ).toBeVisible();
    await expect(about(page, first).filter({ hasText: "Role: owner" })).toBeVisible();
    await expectAccessible(page);
    await page.screenshot({ path: "test-results/quarantine-desk.png", fullPage: true });

    // one in the operator's own words
    const corrected = about(page, third).filter({ hasText: "Role: owner" });
    await corrected.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("form", { name: "Correct memory" }).getByLabel("Correct it").fill(`Runs a bakery: ${third}`);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save and confirm" }).click();
    await expect(about(page, third).filter({ hasText: "Role: owner" })).toHaveCount(0);

    // the rest of them in one go
    await about(page, first).getByRole("checkbox", { name: "Choose: Role: owner" }).check();
    await page.getByRole("button", { name: /^All \d+ alike$/ }).click();
    await page.keyboard.press("b");
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("Role: owner").first()).toBeVisible();
    await expectAccessible(page);
    await page.screenshot({ path: "test-results/quarantine-batch.png" });
    await dialog.getByRole("button", { name: /^Confirm all \d+$/ }).click();
    await expect(dialog).toHaveCount(0);
    await expect(about(page, first).filter({ hasText: "Role: owner" })).toHaveCount(0);
    await expect(about(page, second).filter({ hasText: "Role: owner" })).toHaveCount(0);

    await page.goto(`/memory?search=${encodeURIComponent(`Runs a bakery: ${third}`)}`);
    const known = page.getByRole("list", { name: "Memory" }).getByRole("listitem");
    await expect(known.filter({ hasText: `Runs a bakery: ${third}` })).toContainText("version 2");
  });

  test("an edit is learnt, seen, done again, and removed", async ({ page, sendEvent }) => {
    test.setTimeout(180_000);
    const enquiry = await sendEnquiry(sendEvent, "Lena Marsh");
    const card = await openReply(page, enquiry);
    await card.getByRole("button", { name: "Edit" }).click();
    const text = card.getByRole("form", { name: "Edit" }).getByRole("textbox").last();
    const draft = await text.inputValue();
    await text.fill(draft.replace("Hello Lena,", "Dear Lena,").replace("Kind regards", "All the best"));
    await card.getByRole("button", { name: "Save changes" }).click();
    await expect(page.getByRole("article").filter({ hasText: "Dear Lena," })).toBeVisible();

    const learnt = page.getByRole("list", { name: "Learnt from your edits" }).locator("> li");
    const greeting = learnt.filter({ hasText: "Greet with “Dear (first name)”" });
    await expect(async () => {
      await page.goto("/memory");
      await expect(greeting).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 40_000 });
    await greeting.getByText("The edit that taught it").click();
    await expect(greeting.getByText("Hello Lena,")).toBeVisible();
    await expectAccessible(page);
    await page.screenshot({ path: "test-results/preferences-desk.png", fullPage: true });
    await greeting.getByLabel("For whom").selectOption("everyone");
    await expect(learnt.filter({ hasText: "for everyone" })).toContainText("Greet with");

    const next = await openReply(page, await sendEnquiry(sendEvent, "Milo Hart"));
    await expect(next.getByText("Dear Milo,")).toBeVisible();
    await expect(next.getByText("All the best")).toHaveCount(0);
    await expect(next.getByText(/learnt from your edits/)).toBeVisible();
    await expectAccessible(page);

    await page.goto("/memory");
    await greeting.getByRole("button", { name: "Remove" }).click();
    await expect(greeting).toHaveCount(0);
    const last = await openReply(page, await sendEnquiry(sendEvent, "Nils Falk"));
    await expect(last.getByText("Hello Nils,")).toBeVisible();
  });
});

test.describe("on a phone", () => {
  test.use(phone);

  test("one thumb confirms and discards, and everything fits", async ({ page, sendEvent }) => {
    test.setTimeout(150_000);
    const name = `Olga ${randomUUID().slice(0, 6)}`;
    await replyTo(page, (await introduce(sendEvent, name)).search);
    await page.goto("/memory/quarantine");
    const role = about(page, name).filter({ hasText: "Role: owner" });
    const confirm = role.getByRole("button", { name: "Confirm" });
    const box = await confirm.boundingBox();
    expect(Math.round(box?.height ?? 0), "a target for a thumb").toBeGreaterThanOrEqual(44);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.screenshot({ path: "test-results/quarantine-phone.png" });
    await confirm.click();
    await expect(role).toHaveCount(0);
    const asked = page.getByRole("list", { name: `${name}: what they asked` }).getByRole("listitem");
    await asked.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Decide 1 together" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Discard all" }).click();
    await expect(asked).toHaveCount(0);
    await page.goto("/memory");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.screenshot({ path: "test-results/memory-phone.png" });
  });
});
