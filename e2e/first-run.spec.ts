import { test as base, expect } from "@playwright/test";
import { credentials } from "./http-operator.ts";
import { removeData, startProduct } from "./product.ts";
import { desktop, expectAccessible, watchConsole } from "./test.ts";

base.use(desktop);

base("first run: from the printed link to a workspace, out, and in again by passphrase", async ({ page }) => {
  base.setTimeout(300_000);
  const complaints = watchConsole(page);
  const product = await startProduct();
  try {
    await page.goto(product.link);
    await expectAccessible(page);
    await page.getByLabel("Company").fill("Harbour Lane");
    await page.getByLabel("Your name").fill("Ana Duarte");
    await page.getByLabel("Mail address").fill(credentials.email);
    await page.getByLabel("Passphrase").fill(credentials.passphrase);
    await page.getByRole("button", { name: "Open Adjutant" }).click();

    await expect(page.getByRole("heading", { level: 1 })).toContainText("Harbour Lane");
    await expect(page.getByRole("button", { name: "Load a sample business" })).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.cookie), "cookies that scripts can read").not.toContain("session");

    await page.goto(`${product.origin}/settings`);
    expect(complaints.splice(0), "console errors").toEqual([]);
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    // the page that is left may still ask for something: it is refused, and the browser says so
    expect(complaints.splice(0).filter((line) => !line.includes("401"))).toEqual([]);
    await page.goto(`${product.origin}/approvals`);
    await expect(page).toHaveURL(/\/sign-in/);
    await expectAccessible(page);

    await page.getByLabel("Mail address").fill(credentials.email);
    await page.getByLabel("Passphrase").fill(credentials.passphrase);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByRole("navigation", { name: "Main", exact: true })).toBeVisible();
    expect(complaints, "console errors").toEqual([]);

    // the link was used up by the setup
    const again = await fetch(`${product.origin}/api/trpc/installation.facts`);
    expect(await again.text()).toContain('"hasOperator":true');
  } finally {
    await product.stop();
    removeData(product);
  }
});
