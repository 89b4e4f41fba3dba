import { desktop, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from "./test.ts";

test.describe("at the desk", () => {
  test.use(desktop);

  test("a workflow starts every weekday at nine; the hour is changed, and the schedule is deleted", async ({
    page,
  }) => {
    await page.goto("/workflows/billing-review");
    const section = page.getByRole("region", { name: /Schedules/ });
    await section.getByRole("button", { name: "Add a schedule" }).click();
    const form = section.getByRole("form", { name: "New schedule" });
    await form.getByLabel("Name").fill("Morning review");
    await form.getByLabel("Repeats").selectOption({ label: "Monday to Friday" });
    await form.getByLabel("At", { exact: true }).fill("09:00");
    const preview = form.getByRole("list", { name: "Next five times" }).getByRole("listitem");
    await expect(preview).toHaveCount(5);
    await expect(preview).toContainText(Array<string>(5).fill("09:00"));
    await expect(form).not.toContainText(/Sat|Sun/);
    await expectAccessible(page);
    await form.getByRole("button", { name: "Add schedule" }).click();

    const card = section.getByRole("article").filter({ hasText: "Morning review" });
    await expect(card).toContainText("Monday to Friday at 09:00");
    const next = card.getByRole("list", { name: "Next times of Morning review" }).getByRole("listitem");
    await expect(next).toContainText(Array<string>(5).fill("09:00"));

    await card.getByRole("button", { name: "Change" }).click();
    const change = section.getByRole("form", { name: "Change Morning review" });
    await change.getByLabel("At", { exact: true }).fill("07:30");
    await change.getByRole("button", { name: "Save" }).click();
    await expect(card).toContainText("Monday to Friday at 07:30");
    await page.reload();
    await expect(next).toContainText(Array<string>(5).fill("07:30"));
    await expectAccessible(page);

    await card.getByRole("button", { name: "Delete Morning review" }).click();
    await card.getByRole("button", { name: "Delete for good" }).click();
    await expect(card).toHaveCount(0);
    await expect(section.getByText("No schedule yet")).toBeVisible();
  });
});

test.describe("on the phone", () => {
  // what is wrong is asked of the server, and a browser writes down what was refused
  test.use({ ...phone, expectedComplaint: /status of 400/ });

  test("the form of a schedule fits, and a wrong rule is told before it is saved", async ({ page }) => {
    await page.goto("/workflows/billing-review");
    await page.getByRole("button", { name: "Add a schedule" }).click();
    const form = page.getByRole("form", { name: "New schedule" });
    await form.getByLabel("Repeats").selectOption({ label: "Cron expression" });
    await form.getByLabel("Cron expression").fill("99 9 * * 1");
    await expect(form.getByText("Invalid value for minute: 99")).toBeVisible();
    await expect(form.getByRole("list", { name: "Next five times" })).toHaveCount(0);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});
