import { readFileSync } from "node:fs";
import { checkExport } from "#server/domains/audit/index.ts";
import { openReply, sendEnquiry } from "./enquiry.ts";
import { desktop, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from "./test.ts";

test.describe("at the desk", () => {
  test.use({ ...desktop, undoSeconds: 0 });

  test("an approval is found by its words, opened, walked back to its origin, verified and exported", async ({
    page,
    sendEvent,
  }) => {
    const enquiry = await sendEnquiry(sendEvent, "Mirela Kovac");
    const card = await openReply(page, enquiry);
    await card.getByRole("button", { name: "Approve and send" }).click();
    await expect(card).toHaveCount(0);

    await page.goto("/records/audit");
    await expect(page.getByRole("link", { name: "Audit", exact: true })).toHaveAttribute("aria-current", "page");
    await page.getByLabel("Words").fill(enquiry.subject);
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL(/search=Pricing/);
    const trail = page.getByRole("list", { name: "Audit trail" });
    const approved = trail.getByRole("listitem").filter({ hasText: /^You approved “Send/ });
    await expect(approved).toBeVisible();
    await page.getByText("Filters").click();
    await page.getByLabel("What").selectOption("proposal.approve");
    await page.getByRole("button", { name: "Search" }).click();
    await expect(page).toHaveURL(/action=proposal.approve/);
    await expect(trail.getByRole("listitem")).toHaveCount(1);
    await approved.getByText(/^Entry \d+/).click();
    await expect(approved.getByRole("region", { name: /Data of entry/ })).toContainText("inputHash");
    await expectAccessible(page);

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Save as JSON lines" }).click(),
    ]);
    const lines = readFileSync(await download.path(), "utf8").split("\n");
    expect(await checkExport(lines)).toMatchObject({ intact: true, entries: 1 });

    await page.getByRole("button", { name: "Verify the chain" }).click();
    await expect(page.getByText(/^Intact, [\d,]+ entries, checked \d\d:\d\d$/)).toBeVisible();

    await approved.getByRole("link", { name: "how it came about" }).click();
    await expect(page.getByRole("heading", { level: 1, name: /^Send/ })).toBeVisible();
    const part = (name: RegExp) => page.getByRole("region", { name });
    await expect(part(/Where it came from/)).toContainText("from outside");
    await expect(part(/What the policy said/)).toContainText("You decide");
    await expect(part(/Who agreed/)).toContainText("for exactly");
    await expect(part(/What came of it/)).toContainText("Done");
    await expect(part(/What took it back/)).toContainText("Nothing has taken it back");
    await expectAccessible(page);
  });

  test("a new entry appears while one looks", async ({ page, operator }) => {
    await page.goto("/records/audit");
    const first = page.getByRole("list", { name: "Audit trail" }).getByRole("listitem").first();
    await expect(first).toBeVisible();
    await operator.mutate("memory.add", { subjectKind: "workspace", text: "The office is closed on Fridays" });
    await expect(first).toContainText("You remembered the memory “The office is closed on Fridays”");
  });
});

test.describe("on the phone", () => {
  test.use(phone);

  test("the trail and a walk fit, and nothing is too small to touch", async ({ page, operator }) => {
    await operator.mutate("memory.add", { subjectKind: "workspace", text: "x".repeat(180) });
    await page.goto("/records/audit?actor=operator");
    await expect(page.getByRole("list", { name: "Audit trail" }).getByRole("listitem").first()).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.goto("/records/audit?search=nothing+like+that");
    await expect(page.getByText("Nothing matches")).toBeVisible();
    await expectAccessible(page);
  });
});
