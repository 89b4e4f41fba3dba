import { openReply, sendEnquiry } from "./enquiry.ts";
import type { HttpOperator } from "./http-operator.ts";
import { desktop, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from "./test.ts";

// what was sent is compared by the round of each minute, after the undo window
const comparedWithin = 150_000;

/** Publishes a copy of the enquiry workflow under another name: what the operator does goes through it. */
async function publishCopy(operator: HttpOperator, workflow: string, name: string): Promise<void> {
  // the built-ins are published when they are first asked for
  await operator.query("workflow.list");
  await operator.mutate("workflow.create", { workflow, name, copyOf: "new-enquiry" });
  await operator.mutate("workflow.publish", { workflow, revision: 1 });
}

type Rollout = { stage: string; comparison: { same: number; similar: number } | null };
const rolloutOf = (operator: HttpOperator) => operator.query<Rollout>("workflow.rollout", { workflow: "new-enquiry" });

/** Wherever another journey has left the workflow. */
async function setAssisted(operator: HttpOperator): Promise<void> {
  const { stage } = await rolloutOf(operator);
  if (stage === "assisted") return;
  const reason = "Where this journey begins";
  await operator.mutate("workflow.setStage", { workflow: "new-enquiry", from: stage, to: "assisted", reason });
}

test.describe("at the desk", () => {
  test.use(desktop);

  test("a workflow runs in shadow, is compared with what the operator does, and goes on to assisted", async ({
    page,
    operator,
    sendEvent,
  }) => {
    test.setTimeout(300_000);
    await publishCopy(operator, "by-hand", "By hand");
    await setAssisted(operator);
    await page.goto("/workflows/new-enquiry");
    const stage = page.getByRole("region", { name: /Stage/ });
    await expect(stage.getByRole("listitem").filter({ hasText: "Assisted" })).toHaveAttribute("aria-current", "step");
    await stage.getByRole("button", { name: "Back to Shadow" }).click();
    await expect(stage.getByRole("listitem").filter({ hasText: "Shadow" }).first()).toHaveAttribute(
      "aria-current",
      "step",
    );
    await expectAccessible(page);

    const enquiry = await sendEnquiry(sendEvent, "Ida Brandt");
    const card = await openReply(page, enquiry);
    await expect(card).toContainText(/by hand/i);
    await page.goto("/runs?workflow=new-enquiry");
    const run = page.getByRole("list", { name: "Runs" }).getByRole("listitem").filter({ hasText: enquiry.subject });
    await expect(run).toContainText("In shadow:", { timeout: 30_000 });
    await run.getByRole("link").first().click();
    await expect(page.getByText("This run is in shadow: nothing of it was or will be done")).toBeVisible();
    await expect(page.getByRole("region", { name: /Effects/ })).toContainText(/0|nothing/i);
    await expectAccessible(page);

    const reply = await openReply(page, enquiry);
    await reply.getByRole("button", { name: /^Approve/ }).click();
    await expect
      .poll(async () => (await rolloutOf(operator)).comparison?.same, { timeout: comparedWithin })
      .toBeGreaterThanOrEqual(1);

    await page.goto("/workflows/new-enquiry");
    const same = stage
      .getByRole("list", { name: "Cases compared" })
      .getByRole("listitem")
      .filter({ hasText: "The same" });
    await expect(same).toContainText(enquiry.subject);
    await expect(stage).toContainText("You did the same in 1 of 1 cases compared");
    await expectAccessible(page);

    await stage.getByRole("button", { name: "Go on to Assisted all the same" }).click();
    await stage.getByLabel("Why it goes on without enough evidence").fill("I have read what it writes");
    await stage.getByRole("button", { name: "Go on to Assisted" }).click();
    await expect(page.getByText("Now at Assisted")).toBeVisible();
    await page.goto("/workflows");
    const listed = page.getByRole("article").filter({ has: page.getByRole("heading", { name: /New enquiry/ }) });
    await expect(listed).toContainText("Assisted");
    await operator.mutate("workflow.setEnabled", { id: "by-hand", enabled: false });
  });
});

test.describe("on the phone", () => {
  test.use(phone);

  test("the ladder fits, and one tap takes a workflow back to a draft that nothing starts", async ({
    page,
    operator,
  }) => {
    await page.goto("/workflows/refund-request");
    const stage = page.getByRole("region", { name: /Stage/ });
    await stage.getByRole("button", { name: "Back to Draft" }).tap();
    await expect(stage).toContainText("Nothing starts it.");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await stage.getByRole("button", { name: "Go on to Shadow" }).tap();
    await expect(stage).toContainText("It runs on every event and does nothing.");
    await expect(stage).toContainText("Nothing was proposed in shadow yet");
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    const reason = "The journey is over";
    await operator.mutate("workflow.setStage", { workflow: "refund-request", from: "shadow", to: "assisted", reason });
  });
});
