import type { Page } from "@playwright/test";
import { seedPending } from "./pending.ts";
import { desktop, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from "./test.ts";

const euros = (amountMinor: number) => ({ amountMinor, currency: "EUR" });
const card = (page: Page, title: string) => page.getByRole("article", { name: `Add the task “${title}”` });
const list = (page: Page) => page.getByRole("list", { name: "Waiting proposals" });
const rows = (page: Page) => list(page).getByRole("button");

/** Opens a view of the queue and waits until it takes keys: times get their hover text once the page is alive. */
async function openQueue(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.locator("article time[data-absolute]").first()).toBeVisible({ timeout: 30_000 });
}

test.describe("at the desk", () => {
  // a decision that comes second is refused, and a browser writes down what was refused
  test.use({ ...desktop, expectedComplaint: /status of 409/ });

  test("the queue is sorted, narrowed and searched, and its address keeps it", async ({ page, product }) => {
    await seedPending(product.dataFolder, [
      { title: "Sort small, soon", stake: euros(500), expiresInHours: 5 },
      { title: "Sort large, later", stake: euros(900_000), expiresInHours: 90, agent: "billing" },
      {
        title: "Sort yen, later",
        stake: { amountMinor: 4_000, currency: "JPY" },
        expiresInHours: 95,
        agent: "billing",
      },
      { title: "Sort nothing at stake", expiresInHours: 40 },
    ]);
    await openQueue(page, "/approvals?search=Sort");
    const inOrder = (...titles: string[]) => expect(rows(page)).toContainText(titles);
    await inOrder("Sort small, soon", "Sort large, later", "Sort yen, later", "Sort nothing");
    await expect(list(page).getByRole("listitem").first()).toHaveAttribute("aria-setsize", "4");
    await page.getByLabel("Order").selectOption({ label: "Next deadline" });
    await inOrder("Sort small, soon", "Sort nothing", "Sort large, later", "Sort yen, later");
    await expect(page).toHaveURL(/sort=deadline/);
    await page.getByLabel("Order").selectOption({ label: "Newest" });
    await inOrder("Sort nothing", "Sort yen, later", "Sort large, later", "Sort small, soon");

    await page.getByRole("button", { name: /^Filter/ }).click();
    const dialog = page.getByRole("dialog", { name: "Filter" });
    await dialog.getByRole("button", { name: "Billing 2" }).click();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Show" }).click();
    await inOrder("Sort yen, later", "Sort large, later");
    await page.reload();
    await inOrder("Sort yen, later", "Sort large, later");
    await expectAccessible(page);

    await page.goto("/approvals?search=Nobody+wrote+this");
    await expect(page.getByText("Nothing matches")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Show all that waits" }).click();
    await expect(rows(page).first()).toBeVisible();
  });

  test("ten proposals are decided with the keyboard alone", async ({ page, product, operator }) => {
    const titles = Array.from({ length: 10 }, (_, index) => `Keys ${index + 1}`);
    const ids = await seedPending(
      product.dataFolder,
      titles.map((title, index) => ({ title, expiresInHours: 100 + index })),
    );
    await openQueue(page, "/approvals?search=Keys&sort=deadline");
    await expect(card(page, "Keys 1")).toBeVisible();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.keyboard.press("j");
    await expect(card(page, "Keys 2")).toBeVisible();
    await page.keyboard.press("k");
    await expect(card(page, "Keys 1")).toBeVisible();
    for (const next of ["Keys 2", "Keys 3", "Keys 4", "Keys 5"]) {
      await page.keyboard.press("a");
      await expect(card(page, next)).toBeVisible();
    }
    // the last approval is taken back, and given again
    await expect(page.getByRole("button", { name: /^Undo/ }).first()).toBeVisible();
    await page.keyboard.press("u");
    await expect(card(page, "Keys 4")).toBeVisible();
    await page.keyboard.press("a");
    await expect(card(page, "Keys 5")).toBeVisible();
    await page.keyboard.press("r");
    await expect(page.getByRole("form", { name: "Reject" }).getByRole("button").first()).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(card(page, "Keys 6")).toBeVisible();
    await page.keyboard.press("e");
    const form = page.getByRole("form", { name: "Edit" });
    await expect(form).toBeVisible();
    await form.getByLabel("Task").focus();
    await page.keyboard.press("End");
    await page.keyboard.type(" by hand");
    await page.keyboard.press("Enter");
    await expect(card(page, "Keys 6 by hand")).toBeVisible();
    await page.keyboard.press("a");
    await expect(card(page, "Keys 6 by hand")).toHaveCount(0);
    await expect(card(page, "Keys 7")).toBeVisible();
    await page.keyboard.press("s");
    const snooze = page.getByRole("dialog", { name: "Snooze until" });
    await snooze.getByRole("button", { name: /In one hour/ }).focus();
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(card(page, "Keys 8")).toBeVisible();
    for (const next of ["Keys 9", "Keys 10"]) {
      await page.keyboard.press("a");
      await expect(card(page, next)).toBeVisible();
    }
    await page.keyboard.press("a");
    await expect(page.getByText("Nothing matches")).toBeVisible();
    const statuses = async () =>
      Promise.all(ids.map(async (id) => (await operator.query<{ status: string }>("proposal.get", { id })).status));
    await expect(async () =>
      expect((await statuses()).filter((status) => status === "pending")).toHaveLength(1),
    ).toPass();
    expect((await statuses())[4]).toBe("rejected");
    expect((await statuses())[5]).toBe("replaced");
  });

  test("like proposals are approved together; the one that was decided meanwhile is told by name", async ({
    page,
    product,
    operator,
  }) => {
    const titles = ["Batch one", "Batch two", "Batch three"];
    const seeded = titles.map((title, index) => ({
      title,
      stake: euros(10_000 * (index + 1)),
      expiresInHours: 90 + index,
    }));
    const [, second = ""] = await seedPending(product.dataFolder, [
      ...seeded,
      { title: "Batch of another agent", agent: "billing", expiresInHours: 120 },
    ]);
    await openQueue(page, "/approvals?search=Batch&sort=deadline");
    await expect(card(page, "Batch one")).toBeVisible();
    await page.keyboard.press("x");
    for (let step = 0; step < 3; step += 1) await page.keyboard.press("j");
    await expect(card(page, "Batch of another agent")).toBeVisible();
    await page.keyboard.press("x");
    await expect(page.getByText("another agent, action or workflow")).toBeVisible();
    await page.getByRole("button", { name: "All 3 alike" }).click();
    await page.keyboard.press("b");
    const dialog = page.getByRole("dialog", { name: "3 together" });
    const items = dialog.getByRole("list", { name: "What is decided together" }).getByRole("listitem");
    await expect(items).toContainText(["Batch one", "Batch two", "Batch three"]);
    await expect(dialog).toContainText("€600.00");
    await expectAccessible(page);
    const { inputHash } = await operator.query<{ inputHash: string }>("proposal.get", { id: second });
    await operator.mutate("proposal.approve", { id: second, inputHash });
    await dialog.getByRole("button", { name: "Approve all 3" }).click();
    const told = page.getByRole("dialog", { name: "2 of 3 decided" });
    await expect(told.getByRole("listitem").nth(1)).toContainText("already been approved");
    await expectAccessible(page);
    await told.getByRole("button", { name: "Close" }).click();
    await expect(rows(page)).toContainText(["Batch of another agent"]);
    await expect(rows(page)).toHaveCount(1);
  });

  test("a snoozed proposal comes back by itself", async ({ page, product, operator }) => {
    const [proposalId = ""] = await seedPending(product.dataFolder, [
      { title: "Postponed one" },
      { title: "Postponed two" },
    ]);
    await openQueue(page, "/approvals?search=Postponed&sort=oldest");
    await expect(rows(page)).toHaveCount(2);
    const until = new Date(Date.now() + 8_000).toISOString();
    await operator.mutate("proposal.snooze", { proposalId, until });
    await expect(rows(page)).toContainText(["Postponed two"]);
    await expect(rows(page)).toHaveCount(1);
    await page.getByRole("button", { name: /snoozed$/ }).click();
    await expect(rows(page).first()).toContainText("Postponed one");
    await page.getByRole("button", { name: "Back to what waits" }).click();
    await expect(rows(page)).toContainText(["Postponed one", "Postponed two"], { timeout: 20_000 });
  });
});

for (const width of [360, 320]) {
  test.describe(`on a phone, ${width} pixels wide`, () => {
    test.use({ ...phone, viewport: { width, height: 640 } });

    test("one card at a time: the pager, a swipe, the list in a sheet, snooze and approve by thumb", async ({
      page,
      product,
    }) => {
      const named = (index: number) => `Thumb ${width} ${index}`;
      await seedPending(
        product.dataFolder,
        [1, 2, 3, 4].map((index) => ({ title: named(index), stake: euros(index), expiresInHours: 100 + index })),
      );
      await openQueue(page, `/approvals?search=Thumb+${width}&sort=deadline`);
      await expect(card(page, named(1))).toBeVisible();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      const targets = ["Approve", "Edit", "Reject", "Snooze", "Next proposal", "Clear"];
      for (const name of targets) {
        const box = await page.getByRole("button", { name, exact: true }).first().boundingBox();
        expect(Math.round(box?.height ?? 0), `${name} is a target for a thumb`).toBeGreaterThanOrEqual(44);
      }
      await page.getByRole("button", { name: "Next proposal" }).click();
      await expect(card(page, named(2))).toBeVisible();
      const touch = await page.context().newCDPSession(page);
      const swipe = async (from: number, to: number) => {
        const at = (x: number) => ({ touchPoints: [{ x, y: 330 }] });
        await touch.send("Input.dispatchTouchEvent", { type: "touchStart", ...at(from) });
        await touch.send("Input.dispatchTouchEvent", { type: "touchMove", ...at((from + to) / 2) });
        await touch.send("Input.dispatchTouchEvent", { type: "touchMove", ...at(to) });
        await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
      };
      await swipe(260, 60);
      await expect(card(page, named(3))).toBeVisible();
      await swipe(60, 260);
      await expect(card(page, named(2))).toBeVisible();

      await page.getByRole("button", { name: /of 4/ }).click();
      const sheet = page.getByRole("dialog", { name: "Waiting" });
      await expect(sheet.getByRole("listitem")).toHaveCount(4);
      await expectAccessible(page);
      await sheet
        .getByRole("button")
        .filter({ hasText: named(1) })
        .click();
      await expect(card(page, named(1))).toBeVisible();
      await page.getByRole("button", { name: "Snooze", exact: true }).click();
      await expectNoSidewaysScroll(page);
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /In one hour/ })
        .click();
      await expect(card(page, named(2))).toBeVisible();
      await page.getByRole("button", { name: "Approve", exact: true }).click();
      await expect(card(page, named(3))).toBeVisible();
      await expect(page.getByRole("button", { name: /^Undo/ }).first()).toBeVisible();
      await expectNoSidewaysScroll(page);
    });
  });
}
