import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import type { DefinitionInput } from "#server/workflows/schema.ts";
import { mailsTo } from "./enquiry.ts";
import type { HttpOperator } from "./http-operator.ts";
import { desktop, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from "./test.ts";

/** Writes to whom it is told to, once the operator says so. */
const greeting: DefinitionInput = {
  workflow: "greet",
  name: "Greet somebody",
  purpose: "Sends a greeting by mail.",
  triggers: [{ on: "manual", label: "you start it by hand" }],
  input: [{ name: "address", label: "Mail address", type: "text" }],
  steps: [
    { id: "note", title: "Note the greeting", kind: "notify", text: "A greeting goes to {{input.address}}." },
    {
      id: "send",
      title: "Send the greeting",
      kind: "action",
      action: "mail.send",
      input: { to: "=input.address", subject: "Hello from Harbour Lane", body: "Hello,\nwe wish you a good week." },
      reason: "You asked for it.",
    },
  ],
  summary: "The greeting was sent",
};

let published = false;
test.beforeEach(async ({ operator }) => {
  if (published) return;
  await operator.mutate("workflow.create", { workflow: greeting.workflow, name: greeting.name });
  const draft = { workflow: greeting.workflow, definition: greeting, revision: 1 };
  const { revision } = await operator.mutate<{ revision: number }>("workflow.saveDraft", draft);
  await operator.mutate("workflow.publish", { workflow: greeting.workflow, revision });
  published = true;
});

/** Starts the workflow by hand on the Workflows page and comes to its run. */
async function startByHand(page: Page, address: string): Promise<string> {
  await page.goto("/workflows");
  await page
    .getByRole("article")
    .filter({ hasText: "Greet somebody" })
    .getByRole("button", { name: "Start by hand" })
    .click();
  await page.getByLabel("Mail address").fill(address);
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await page.waitForURL(/\/runs\/[0-9a-f-]{36}$/);
  await expect(page.getByText(/Waits for your decision/).first()).toBeVisible({ timeout: 30_000 });
  return page.url().split("/").at(-1) ?? "";
}

type Card = { id: string; inputHash: string; runId: string };

/** The run's proposal that waits for the operator. */
async function pendingOf(operator: HttpOperator, runId: string): Promise<Card> {
  let card: Card | undefined;
  await expect(async () => {
    const { items } = await operator.query<{ items: Card[] }>("proposal.list", { status: "pending" });
    card = items.find((item) => item.runId === runId);
    expect(card).toBeDefined();
  }).toPass({ timeout: 30_000 });
  if (!card) throw new Error("It does not wait");
  return card;
}

test.describe("on a desk", () => {
  test.use({ ...desktop, undoSeconds: 0 });

  test("a paused run sends nothing, however it is approved; resumed it sends once; a replay asks anew", async ({
    page,
    operator,
  }) => {
    test.setTimeout(180_000);
    const address = `ines.${randomUUID().slice(0, 8)}@example.com`;
    const runId = await startByHand(page, address);
    await page.getByRole("button", { name: "Pause run" }).click();
    await expect(page.getByText("This run is paused")).toBeVisible();
    await expectAccessible(page);

    const card = await pendingOf(operator, runId);
    await page.goto(`/approvals/${card.id}`);
    await page.getByRole("button", { name: /^Approve/ }).click();
    await expect(async () => {
      const { status } = await operator.query<{ status: string }>("proposal.get", { id: card.id });
      expect(status).toBe("approved");
    }).toPass({ timeout: 20_000 });
    await page.goto("/runs?status=paused");
    await page
      .getByRole("link", { name: /Greet somebody/ })
      .first()
      .click();
    await expect(page.getByText("This run is paused")).toBeVisible();
    expect(await mailsTo(operator, address)).toEqual([]);

    const resumed = Date.now();
    await page.getByRole("button", { name: "Resume run" }).click();
    await expect(page.getByText("The greeting was sent").first()).toBeVisible({ timeout: 40_000 });
    expect(await mailsTo(operator, address)).toHaveLength(1);
    const run = await operator.query<{ effects: { intendedAt: string; attempts: number }[] }>("run.get", { id: runId });
    expect(run.effects.map((effect) => effect.attempts)).toEqual([1]);
    expect(new Date(run.effects[0]?.intendedAt ?? 0).getTime()).toBeGreaterThanOrEqual(resumed - 1_000);

    await page.getByRole("button", { name: "Replay from here: Send the greeting" }).click();
    const dialog = page.getByRole("dialog", { name: /^Replay from/ });
    await expect(dialog.getByText("Taken over as it was")).toBeVisible();
    await expect(dialog.getByText("Note the greeting")).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Start the replay" }).click();
    await page.waitForURL((url) => /\/runs\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.endsWith(runId));
    const replayId = page.url().split("/").at(-1) ?? "";
    await expect(page.getByText(/this run repeats it from/)).toBeVisible();
    await pendingOf(operator, replayId);
    expect(await mailsTo(operator, address)).toHaveLength(1);
    await page.getByRole("region", { name: "Related runs" }).getByRole("link").click();
    await page.waitForURL(new RegExp(`/runs/${runId}$`));
    await expect(page.getByText(/repeats this run from/)).toBeVisible();
  });
});

test.describe("on a phone", () => {
  test.use({ ...phone, undoSeconds: 0 });

  test("a run is cancelled after a look at what stays, with one thumb", async ({ page, operator }) => {
    test.setTimeout(120_000);
    const runId = await startByHand(page, `otto.${randomUUID().slice(0, 8)}@example.com`);
    await expectNoSidewaysScroll(page);
    const cancel = page.getByRole("button", { name: "Cancel run" });
    expect(Math.round((await cancel.boundingBox())?.height ?? 0), "a target for a thumb").toBeGreaterThanOrEqual(44);
    await cancel.click();
    const dialog = page.getByRole("dialog", { name: "Cancel this run?" });
    await expect(dialog.getByText("One open proposal is withdrawn.")).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Cancel the run" }).click();
    await expect(page.getByText("Cancelled", { exact: true }).first()).toBeVisible();
    await expect(async () => {
      const run = await operator.query<{ proposals: { status: string }[] }>("run.get", { id: runId });
      expect(run.proposals.map(({ status }) => status)).toEqual(["expired"]);
    }).toPass({ timeout: 20_000 });
  });
});
