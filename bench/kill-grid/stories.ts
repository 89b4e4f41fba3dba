import type { TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { receiveMail } from "#server/domains/event/test-mail.ts";
import { startWorkflow } from "#server/domains/run/index.ts";
import { publishForTest } from "#server/domains/workflow/test-publish.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";

/** What happens to a business in one cell of the grid, and what must have come of it in the end. */
export type Story = {
  name: string;
  /** brings the business to where the story begins */
  prepare: (context: TestContext) => Promise<void>;
  /** what sets it off */
  begin: (context: TestContext) => Promise<void>;
  /** how the run must end; a failed one, with everything taken back */
  ends: "succeeded" | "failed";
  /** every effect in the end, once each: its action and status */
  effects: readonly string[];
  mails: number;
};

const number = "HL-2032-0001";

async function paidInvoice(context: TestContext): Promise<string> {
  const { workspaceId } = context;
  const invoiceId = newId();
  await inWorkspace(workspaceId, async (tx) => {
    const contactId = newId();
    await tx.contact.create({ data: { id: contactId, workspaceId, name: "Ana Duarte", email: senderOf(context) } });
    const money = { currency: "EUR", netMinor: 50_000, taxMinor: 0, totalMinor: 50_000, paidMinor: 50_000 };
    await tx.invoice.create({
      data: { id: invoiceId, workspaceId, contactId, number, status: "paid", ...money, issuedAt: context.clock.now() },
    });
  });
  return invoiceId;
}

/** A workflow that does two things and then finds that all is wrong: both are taken back. */
async function orderWorkflow(context: TestContext): Promise<void> {
  const invoiceId = await paidInvoice(context);
  await publishForTest(context, {
    workflow: "order",
    name: "Order",
    purpose: "Fails after it has done something",
    triggers: [{ on: "manual", label: "by hand" }],
    steps: [
      {
        id: "note",
        title: "Note it",
        kind: "action",
        action: "task.create",
        input: { title: "Pack it" },
        reason: "Asked",
      },
      {
        id: "credit",
        title: "Credit it",
        kind: "action",
        action: "credit-note.issue",
        input: { invoiceId, amountMinor: 10_000, currency: "EUR", reason: "Refund" },
        reason: "Asked",
      },
      { id: "validate", title: "Validate it", kind: "check", that: "1 == 2", otherwise: "The credit is wrong" },
    ],
    summary: "Done",
  });
}

/** The stories of the grid: mails, records of our own, money, and taking it all back. */
export const stories: readonly Story[] = [
  {
    name: "an enquiry",
    prepare: async () => undefined,
    begin: (context) =>
      receiveLetter(context, {
        subject: "A new website",
        body: "We are looking for somebody who can build us a new website. What would it cost?",
      }),
    ends: "succeeded",
    effects: ["mail.send succeeded", "task.create succeeded"],
    mails: 1,
  },
  {
    name: "a refund request",
    prepare: async (context) => {
      await paidInvoice(context);
    },
    begin: (context) =>
      receiveLetter(context, {
        subject: `Refund for ${number}`,
        body: `I would like a refund for invoice ${number}, please. I want my money back.`,
      }),
    ends: "succeeded",
    effects: ["credit-note.issue succeeded", "mail.send succeeded"],
    mails: 1,
  },
  {
    name: "an order that fails",
    prepare: orderWorkflow,
    begin: async (context) => {
      await startWorkflow.execute(context, { workflow: "order", from: "manual", input: {} });
    },
    ends: "failed",
    effects: [
      "credit-note.issue compensated",
      "credit-note.reverse succeeded",
      "task.cancel succeeded",
      "task.create compensated",
    ],
    mails: 0,
  },
];

/** The address of the story's customer: each workspace has its own, so that the mail server can tell them apart. */
export function senderOf({ workspaceId }: Pick<Context, "workspaceId">): string {
  return `ana-${workspaceId}@northwind.example.com`;
}

async function receiveLetter(context: Context, letter: { subject: string; body: string }): Promise<void> {
  await receiveMail(context, { from: `Ana Duarte <${senderOf(context)}>`, ...letter });
}
