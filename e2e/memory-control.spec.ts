import type { Page } from "@playwright/test";
import { sendEnquiry } from "./enquiry.ts";
import type { EventSender, HttpOperator } from "./http-operator.ts";
import { desktop, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from "./test.ts";

type Listed = { id: string; title: string; inputHash: string };
type ListedRun = { id: string; title: string; status: string };

/** An enquiry that was answered and remembered. @returns the id of its run */
async function answered(operator: HttpOperator, sendEvent: EventSender, name: string): Promise<string> {
  const { subject } = await sendEnquiry(sendEvent, name);
  const waiting = async () => {
    const { items } = await operator.query<{ items: Listed[] }>("proposal.list", { status: "pending" });
    return items.filter(({ title }) => title.includes(subject));
  };
  await expect.poll(async () => (await waiting()).length, { timeout: 60_000 }).toBe(2);
  for (const { id, inputHash } of await waiting()) await operator.mutate("proposal.approve", { id, inputHash });
  const run = async () => {
    const { items } = await operator.query<{ items: ListedRun[] }>("run.list", { status: "succeeded" });
    return items.find(({ title }) => title.includes(subject))?.id ?? "";
  };
  await expect.poll(run, { timeout: 60_000 }).not.toBe("");
  return run();
}

async function looksRight(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

/** Closes the company's facts to the CRM agent, and back. */
async function setFacts(page: Page, to: string): Promise<void> {
  await page.goto("/memory/boundaries");
  await page.getByLabel("CRM: Facts in company").selectOption({ label: to });
  await page.getByRole("button", { name: "Save 1 change" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
}

/** Looks at a decision then and now, asks it again, and takes back what the run wrote. */
async function comparesAndTakesBack(page: Page, runId: string): Promise<void> {
  await page.goto(`/runs/${runId}`);
  await page.getByRole("button", { name: "Compare" }).click();
  const drafted = page
    .getByRole("list", { name: "Decisions" })
    .getByRole("listitem")
    .filter({ hasText: "Draft reply" });
  await drafted.getByRole("button", { name: "Then and now" }).click();
  await expect(drafted.getByRole("list", { name: "Made with" })).toContainText("Action mail.send");
  await drafted.getByRole("button", { name: "Ask again with the memory as it was" }).click();
  await expect(drafted.getByRole("status")).toContainText("the answer is the same");
  await page.getByRole("button", { name: "Take back what it wrote" }).click();
  await expect(page.getByRole("list", { name: "What taking back would do" })).toContainText("Would end");
  await looksRight(page);
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.getByText("Nothing of this run stands in memory.")).toBeVisible();
  await page.getByRole("list", { name: "Taken back before" }).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/\d (memory stands|memories stand) that this run wrote/)).toBeVisible();
}

test.describe("at the desk", () => {
  test.use({ ...desktop, undoSeconds: 0 });

  test("a boundary keeps a fact from an agent, its run says so, and what the run wrote is taken back", async ({
    page,
    operator,
    sendEvent,
  }) => {
    test.setTimeout(180_000);
    await operator.mutate("memory.add", { subjectKind: "workspace", text: "A pricing review costs €400" });
    await page.goto("/memory/boundaries");
    await looksRight(page);
    await setFacts(page, "None");
    await expect(page.getByRole("list", { name: "CRM: what you changed" })).toContainText("none, declared read");
    await page.getByLabel("Billing: Facts in people").selectOption({ label: "Read" });
    await looksRight(page);
    await page.getByRole("button", { name: "Discard" }).click();
    await expect(page.getByLabel("Billing: Facts in people")).toHaveValue("write");
    const runId = await answered(operator, sendEvent, "Nora Vance");
    await page.goto(`/runs/${runId}`);
    await expect(page.getByText("The crm agent may not read fact in canonical memory").first()).toBeVisible();
    await comparesAndTakesBack(page, runId);
    await setFacts(page, "Read");
    await expect(page.getByRole("list", { name: "Refused lately" })).toContainText("may not read fact");
  });
});

test.describe("on the phone", () => {
  test.use({ ...phone, undoSeconds: 0 });

  test("boundaries are a list, and a run's memory is compared and taken back", async ({
    page,
    operator,
    sendEvent,
  }) => {
    test.setTimeout(180_000);
    const runId = await answered(operator, sendEvent, "Otto Lind");
    await page.goto("/memory/boundaries");
    await page.getByLabel("Research: Terms in company").selectOption({ label: "None" });
    await looksRight(page);
    await page.getByRole("button", { name: "Save 1 change" }).click();
    await expect(page.getByRole("list", { name: "Research: what you changed" })).toContainText("Terms in company");
    await comparesAndTakesBack(page, runId);
  });
});
