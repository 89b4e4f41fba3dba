import { randomUUID } from "node:crypto";
import { sendEnquiry } from "./enquiry.ts";
import { desktop, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from "./test.ts";

const screens = [
  "Today",
  "Approvals",
  "Runs",
  "Workflows",
  "Agents",
  "Memory",
  "Records",
  "Connections",
  "Outcomes",
  "Settings",
];
const emptyPromise = /coming soon|under construction|not (yet )?implemented|lorem ipsum/i;

test.describe("on a desk", () => {
  test.use(desktop);

  test("every screen of the rail is there, and none is an empty promise", async ({ page, sendEvent }) => {
    await sendEnquiry(sendEvent, "Noor Haddad");
    await page.goto("/today");
    for (const name of screens) {
      const entry = page.getByRole("navigation", { name: "Main", exact: true }).getByRole("link", { name });
      await entry.click();
      await expect(entry).toHaveAttribute("aria-current", "page");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("main")).not.toContainText(emptyPromise);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }
  });

  test("the keyboard reaches a screen by its name", async ({ page }) => {
    await page.goto("/today");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.type("outcom");
    await expect(page.getByRole("option", { name: "Outcomes" })).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/outcomes/);
    await expect(page.getByRole("dialog")).toBeHidden();
  });
});

test.describe("an address that leads nowhere", () => {
  // the browser writes down what was not found: as an error without words, as a refused request, in the server's words
  test.use({ ...desktop, expectedComplaint: /: $|status of 404|error #441|There is no such/ });

  for (const { path, words } of [
    { path: `/runs/${randomUUID()}`, words: "There is no such run" },
    { path: "/workflows/nobody-made-it", words: "There is no such workflow" },
    { path: `/approvals/${randomUUID()}`, words: "There is no such proposal" },
  ])
    test(`says so at once: ${words}`, async ({ page }) => {
      await page.goto(path);
      await expect(page.getByText(words)).toBeVisible({ timeout: 4_000 });
    });
});

test.describe("on a phone", () => {
  test.use(phone);

  test("every screen is reached with a thumb, and fits", async ({ page }) => {
    await page.goto("/today");
    const bar = page.getByRole("navigation", { name: "Main, phone" });
    for (const name of screens) {
      if (await bar.getByRole("link", { name }).isVisible()) await bar.getByRole("link", { name }).click();
      else {
        await bar.getByRole("button", { name: "More" }).click();
        await page.getByRole("dialog").getByRole("link", { name }).click();
      }
      await expect(page).toHaveURL(new RegExp(`/${name.toLowerCase()}`));
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
  });
});
