import { sendEnquiry } from "./enquiry.ts";
import type { EventSender, HttpOperator } from "./http-operator.ts";
import { desktop, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from "./test.ts";

type Listed = { id: string; title: string; agent: string; action: string; inputHash: string; status: string };

const listed = async (operator: HttpOperator, status: string): Promise<Listed[]> => {
  const { items } = await operator.query<{ items: Listed[] }>("proposal.list", { status });
  return items.filter(({ agent }) => agent === "crm");
};

/** Sends enquiries and approves whatever the CRM agent makes of them, as an operator who always agrees. */
async function agreeTo(operator: HttpOperator, sendEvent: EventSender, enquiries: number): Promise<void> {
  const sent = await Promise.all(
    Array.from({ length: enquiries }, (_, index) => sendEnquiry(sendEvent, `Piet Visser ${index}`)),
  );
  const ofThese = ({ title }: Listed) => sent.some(({ subject }) => title.includes(subject));
  // an answer and a follow-up each
  const waiting = async () => (await listed(operator, "pending")).filter(ofThese);
  await expect.poll(async () => (await waiting()).length, { timeout: 60_000 }).toBe(2 * enquiries);
  for (const { id, inputHash } of await waiting()) {
    await operator.mutate("proposal.approve", { id, inputHash });
  }
}

test.describe("at the desk", () => {
  // a grant without a cap is refused by the server, which the browser writes down
  test.use({ ...desktop, expectedComplaint: /status of 400/ });

  test("what an agent was right about is tried on what was, granted, and then runs by itself and says why", async ({
    page,
    operator,
    sendEvent,
  }) => {
    test.setTimeout(180_000);
    await agreeTo(operator, sendEvent, 8);
    // by now there is evidence, so a trial finds what would have run by itself
    await agreeTo(operator, sendEvent, 2);

    await page.goto("/agents/autonomy");
    await expect(page.getByRole("list", { name: "Actions of the crm agent" })).toContainText("Suggest");
    await expectAccessible(page);
    const settings = page.getByRole("form", { name: "What holds for every agent" });
    await settings.getByLabel("Bar, in percent").fill("50");
    await settings.getByLabel("Decisions before anything runs by itself").fill("5");
    await settings.getByLabel("Checked by sample, in percent").fill("0");
    await settings.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("right 50 % of the time, proven by 5 decisions")).toBeVisible();

    await page
      .getByRole("list", { name: "Actions of the crm agent" })
      .getByRole("link", { name: /task list/ })
      .click();
    await page.getByRole("radio", { name: /^Limited/ }).check();
    const form = page.getByRole("form", { name: "Level and caps" });
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form.getByRole("alert")).toContainText("limited needs at least one cap");
    await form.getByLabel("At most in 24 hours").fill("3");
    await form.getByRole("button", { name: "Try on the last 90 days" }).click();
    const trial = page.getByRole("region", { name: "On the last 90 days" });
    await expect(trial.getByRole("status")).toContainText(/\d more would have run by themselves|1 more would have run/);
    await expect(trial.getByRole("table")).toContainText("Run by themselves");
    await expectAccessible(page);
    await form.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();

    const stage = { workflow: "new-enquiry", from: "assisted", to: "autonomous", reason: "I have seen enough of it" };
    await operator.mutate("workflow.setStage", stage);
    const enquiry = await sendEnquiry(sendEvent, "Ida Moss");
    const done = async () => {
      const all = await listed(operator, "decided");
      return all.find(({ action, title }) => action === "task.create" && title.includes(enquiry.subject))?.status;
    };
    await expect.poll(done, { timeout: 40_000 }).toBe("executed");
    await page.goto("/approvals/decided");
    const row = page.getByRole("link").filter({ hasText: `Ida Moss: ${enquiry.subject}` });
    await expect(row).toContainText("Done by itself");
    await row.click();
    const card = page.getByRole("article", { name: new RegExp(enquiry.subject) });
    await expect(card).toContainText("Why does this run by itself?");
    await expect(card).toContainText(
      "You let the crm agent do task.create by itself (limited, number 1 of 3 in 24 hours)",
    );

    await page.goto("/agents/autonomy");
    await expect(page.getByRole("list", { name: "Changes of autonomy" })).toContainText(
      "task.create: Suggest → Limited",
    );
  });
});

test.describe("on the phone", () => {
  test.use({ ...phone, expectedComplaint: /status of 400/ });

  test("levels, caps and settings fit, and a wrong cap names its field", async ({ page }) => {
    await page.goto("/agents/autonomy");
    await expect(page.getByRole("list", { name: "Actions of the billing agent" })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await page.getByRole("list", { name: "Actions of the billing agent" }).getByRole("link", { name: /mail/ }).click();
    await page.getByRole("radio", { name: /^Full/ }).check();
    const form = page.getByRole("form", { name: "Level and caps" });
    await form.getByLabel("To whom").selectOption({ label: "Only these mail domains" });
    await form.getByLabel("Mail domains").fill("not a domain");
    await form.getByRole("button", { name: "Save" }).click();
    await expect(form.getByRole("alert")).toContainText("must be a domain, e.g. example.com");
    await form.getByRole("button", { name: "Try on the last 90 days" }).click();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  });
});
