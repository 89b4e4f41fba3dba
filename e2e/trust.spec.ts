import { randomUUID } from "node:crypto";
import type { EventSender, HttpOperator } from "./http-operator.ts";
import { desktop, expect, expectAccessible, expectNoSidewaysScroll, phone, test } from "./test.ts";

// what was granted and decided before decides what is offered
test.use({ company: "trust" });

type Card = { id: string; agent: string; action: string; inputHash: string; status: string; policy: { rule: string } };

const action = "task.create";
const isTask = (card: Card) => card.agent === "crm" && card.action === action;

/** Somebody new asks about work: the crm agent acknowledges, files, and puts the answer on the list. */
async function sendLead(sendEvent: EventSender, name: string): Promise<void> {
  const id = randomUUID();
  const email = `lead.${id.slice(0, 8)}@fennelandrye.example.com`;
  const text = "Could you send us a quote for about three days of work in May?";
  const response = await sendEvent({ type: "lead.received", id, data: { email, name, subject: "A quote", text } });
  expect(response.status, await response.clone().text()).toBe(202);
}

/** The crm agent's tasks in one list, over all of its pages. */
async function tasksOf(operator: HttpOperator, status: "pending" | "decided"): Promise<Card[]> {
  const found: Card[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < 10; pages += 1) {
    const page: { items: Card[]; nextCursor: string | null } = await operator.query("proposal.list", {
      status,
      cursor,
    });
    found.push(...page.items.filter(isTask));
    cursor = page.nextCursor;
    if (!cursor) break;
  }
  return found;
}

/** Approves the crm agent's tasks as they come until the operator has decided on this many. */
async function approveTasks(operator: HttpOperator, sendEvent: EventSender, wanted: number): Promise<void> {
  const names = Array.from({ length: wanted }, (_, index) => `Lead ${String.fromCharCode(65 + (index % 26))}${index}`);
  for (const name of names) await sendLead(sendEvent, name);
  let approved = 0;
  await expect(async () => {
    for (const { id, inputHash } of await tasksOf(operator, "pending")) {
      await operator.mutate("proposal.approve", { id, inputHash });
      approved += 1;
    }
    expect(approved).toBeGreaterThanOrEqual(wanted);
  }).toPass({ timeout: 150_000 });
}

test.describe("trust", () => {
  test.use(desktop);
  test.setTimeout(300_000);

  test("decisions lead to an offer, one tap accepts it, the next runs by itself, and a complaint ends it", async ({
    page,
    operator,
    sendEvent,
  }) => {
    const { settings } = await operator.query<{ settings: Record<string, unknown> }>("autonomy.get");
    await operator.mutate("autonomy.setSettings", {
      settings: { ...settings, bar: 0.8, auditShare: 0 },
      before: settings,
    });
    const stage = {
      workflow: "new-lead",
      from: "assisted",
      to: "autonomous",
      reason: "Its tasks may come by themselves",
    };
    await operator.mutate("workflow.setStage", stage);
    await approveTasks(operator, sendEvent, 32);

    await page.goto("/agents");
    await page.getByRole("link", { name: "CRM", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: /agent/ })).toBeVisible();
    const offer = page.getByRole("region", { name: `Promotion offered: ${action}` });
    await expect(offer).toContainText("right 100% of the time");
    await expect(offer).toContainText("with 95% certainty");
    await expect(page.getByRole("table", { name: /Reliability/ })).toBeAttached();
    await expectAccessible(page);
    await offer.getByRole("button", { name: "Accept" }).click();
    await expect(offer).toHaveCount(0);
    await expect(page.getByText("acts by itself within caps").first()).toBeVisible();

    const before = new Set((await tasksOf(operator, "decided")).map((card) => card.id));
    await sendLead(sendEvent, "Nora Quick");
    let freed: Card | undefined;
    await expect(async () => {
      freed = (await tasksOf(operator, "decided")).find(
        (card) => card.status === "executed" && card.policy.rule === "granted-limited" && !before.has(card.id),
      );
      expect(freed).toBeDefined();
    }).toPass({ timeout: 60_000 });

    await page.goto(`/approvals/${freed?.id}`);
    await page.getByText("This was wrong").click();
    const say = page.getByRole("button", { name: "Say so" });
    // what is typed before the page has woken up is not seen
    await expect(async () => {
      await page.getByLabel("What was wrong with it").fill("");
      await page.getByLabel("What was wrong with it").fill("She is no lead");
      await expect(say).toBeEnabled({ timeout: 500 });
    }).toPass({ timeout: 20_000 });
    await say.click();
    await expect(page.getByText("Noted: its agent asks you again")).toBeVisible();
    await expectAccessible(page);
    await page.goto("/agents/crm");
    await expect(page.getByText(`${action} asks you again`)).toBeVisible();
    await expect(page.getByRole("list", { name: "Trust ledger" }).getByRole("listitem").first()).toContainText(
      "Complaint",
    );
    const { notifications } = await operator.query<{ notifications: { title: string }[] }>("notification.list", {});
    expect(notifications.map((notification) => notification.title)).toContain(
      `The crm agent asks again before ${action}`,
    );
  });
});

test.describe("trust on the phone", () => {
  test.use(phone);

  test("an agent's page fits, before and after there is evidence", async ({ page }) => {
    for (const name of ["crm", "intake"]) {
      await page.goto(`/agents/${name}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    }
  });
});
