import { sendEnquiry } from "./enquiry.ts";
import { desktop, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from "./test.ts";

test.describe("at the desk", () => {
  test.use(desktop);

  test("a wait is changed, tried on a past event, and published as the next version", async ({
    page,
    sendEvent,
    operator,
  }) => {
    const enquiry = await sendEnquiry(sendEvent, "Lea Winter");
    await expect(async () => {
      const { items } = await operator.query<{ items: { title: string; status: string }[] }>("event.list", {});
      expect(items.some(({ title, status }) => title.includes(enquiry.subject) && status === "normalised")).toBe(true);
    }).toPass({ timeout: 30_000 });

    await page.goto("/workflows");
    await page.getByRole("button", { name: "New workflow" }).click();
    const form = page.getByRole("form", { name: "New workflow" });
    await form.getByLabel("Name").fill("Enquiry with patience");
    await form.getByLabel("Begin with").selectOption({ label: "a copy of Failed payment" });
    await form.getByRole("button", { name: "Begin" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Enquiry with patience" })).toBeVisible();

    // the last wait of the copy becomes longer
    const graph = page.getByRole("region", { name: "Flow" });
    await graph.getByRole("button", { name: /Wait for the payment waits for/ }).click();
    await page.getByLabel("How long it waits at most").fill("soon");
    await page.getByRole("button", { name: "Save the draft" }).click();
    await expect(page.getByText("One thing is wrong")).toBeVisible();
    await page.getByLabel("How long it waits at most").fill("5d");
    await page.getByRole("button", { name: "Save the draft" }).click();
    await expect(page.getByText("One thing is wrong")).toHaveCount(0);
    await expectAccessible(page);

    await page.getByLabel("Begins with", { exact: true }).selectOption({ index: 0 });
    await page.getByRole("button", { name: "Try it" }).click();
    await expect(page.getByText("This was a trial: nothing was written, sent or remembered.")).toBeVisible();
    await expect(page.getByText("The way it would take")).toBeVisible();
    await expectAccessible(page);

    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await expect(page.getByText("Version 1 is published")).toBeVisible();
    const versions = page.getByRole("region", { name: /Versions/ });
    await expect(versions.getByRole("listitem")).toContainText(["Version 1"]);

    // a second version, and the first again
    await page.getByRole("button", { name: "Edit", exact: true }).click();
    await page.getByLabel("Purpose").fill("Waits longer than the others.");
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await expect(versions.getByRole("listitem").first()).toContainText("Version 2");
    await versions.getByRole("button", { name: "Publish again: version 1" }).click();
    await expect(versions.getByRole("listitem").first()).toContainText("Version 3");
  });

  test("what a built-in would do is shown before it is switched on, proposals and all", async ({ page, sendEvent }) => {
    const enquiry = await sendEnquiry(sendEvent, "Noor Haddad");
    await page.goto("/workflows/new-enquiry");
    await expect(async () => {
      await page.reload();
      const option = page.getByLabel("Begins with", { exact: true }).locator("option", { hasText: enquiry.subject });
      await expect(option).toHaveCount(1, { timeout: 2_000 });
    }).toPass({ timeout: 30_000 });
    const event = page.getByLabel("Begins with", { exact: true });
    const value = await event.locator("option", { hasText: enquiry.subject }).getAttribute("value");
    await event.selectOption(value);
    await page.getByRole("button", { name: "Try it" }).click();
    const reply = page.getByRole("article", { name: new RegExp(`^Send .*${enquiry.subject}`) });
    await expect(reply).toContainText("Asks you first");
    await expect(reply).toContainText("Would happen");
    await expect(reply).toContainText(enquiry.email);
  });
});

test.describe("on the phone", () => {
  test.use(phone);

  test("a workflow reads as a list and fits", async ({ page }) => {
    await page.goto("/workflows/refund-request");
    await expect(page.getByRole("region", { name: "Flow" })).toContainText("Issue the credit note");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});
