import { billing } from "#server/agents/billing.ts";
import { escalate } from "#server/domains/escalation/index.ts";
import { type InvoiceToRemind, invoiceToRemind } from "#server/domains/invoice/index.ts";
import { withdrawProposals } from "#server/domains/proposal/index.ts";
import { briefOfRun, claimSubject, type RunBrief, resumeRun, waitRun } from "#server/domains/run/index.ts";
import { formatMoney } from "#server/kernel/money.ts";
import { remember } from "#server/memory/index.ts";
import { invoiceSettled } from "../events.ts";
import { beginAsking, endAsking, settle } from "../steps/ask-operator.ts";
import { defineWorkflowFunction } from "../steps/define-workflow-function.ts";
import { proposeAll } from "../steps/propose-all.ts";
import { runAgent } from "../steps/run-agent.ts";
import { type RunScope, runStep } from "../steps/run-scope.ts";
import { waitAndLookAgain } from "../steps/wait-and-look-again.ts";
import type { Settled } from "./settle-proposal.ts";

/** Days to wait for the payment after each reminder, the first of which is proposed at once. */
const reminderGaps = [3, 7, 14, 14] as const;
const rounds = reminderGaps.length;

type Found = { brief: RunBrief; invoiceId: string | null; otherRunId: string | null };

function findInvoice(scope: RunScope): Promise<Found> {
  const { context, runId } = scope;
  return runStep(scope, { id: "find-invoice", title: "Find the invoice" }, async () => {
    const brief = await briefOfRun.execute(context, { runId });
    const { invoiceId } = brief;
    if (!invoiceId) return { brief, invoiceId: null, otherRunId: null };
    const { otherRunId } = await claimSubject.execute(context, { runId, subject: `invoice:${invoiceId}` });
    return { brief, invoiceId, otherRunId };
  });
}

/** Reads the invoice; the row is what decides whether anything is still owed. */
function readInvoice(
  scope: RunScope,
  invoiceId: string,
  round: number,
  when: "before" | "after",
): Promise<InvoiceToRemind> {
  return scope.step.run(`read-invoice:${round}:${when}`, () => invoiceToRemind.execute(scope.context, { invoiceId }));
}

/**
 * Looks at the invoice again now that the reminder is there to be found: a payment that came before has withdrawn
 * nothing, and one that comes after will.
 */
function withdrawIfSettled(scope: RunScope, invoiceId: string, round: number): Promise<{ withdrawn: number }> {
  const { context, runId, step } = scope;
  return step.run(`look-again:${round}`, async () => {
    const { settled } = await invoiceToRemind.execute(context, { invoiceId });
    return settled
      ? withdrawProposals.execute(context, { runId, reason: "The invoice was settled" })
      : { withdrawn: 0 };
  });
}

async function remind(scope: RunScope, found: Found, facts: InvoiceToRemind, round: number): Promise<Settled | null> {
  const { invoice, contact } = facts;
  const { status: _, ...owed } = invoice;
  const answered = await runAgent(scope, {
    step: "draft-reminder",
    round,
    title: `Draft reminder ${round}`,
    agent: billing,
    intent: "remind-payment",
    input: { contact, sender: found.brief.sender, invoice: owed, eventId: found.brief.eventId, round, rounds },
    subjects: [{ kind: "contact", id: contact.id }],
    about: `Invoice ${invoice.number ?? ""} payment reminder`,
  });
  const proposals = await proposeAll(scope, { step: "draft-reminder", round, agent: billing, answered });
  const [proposal] = proposals;
  if (!proposal) return null;
  await withdrawIfSettled(scope, invoice.id, round);
  await beginAsking(scope, { step: "ask-operator", round, count: proposals.length });
  const settled = await settle(scope, `send-reminder:${round}`, proposal);
  await endAsking(scope, { step: "ask-operator", round, settled: [settled] });
  return settled;
}

/** Waits for the payment, at most the round's gap. */
async function awaitPayment(scope: RunScope, invoiceId: string, round: number): Promise<void> {
  const { step, context, runId, workspaceId } = scope;
  const days = reminderGaps[round - 1] ?? 14;
  await step.run(`await-payment:${round}:wait`, () =>
    waitRun.execute(context, {
      runId,
      step: "await-payment",
      round,
      forWhat: `Waits up to ${days} days for the payment`,
    }),
  );
  const paid = await waitAndLookAgain(step, {
    id: `await-payment:${round}`,
    event: invoiceSettled,
    match: { field: "invoiceId", value: invoiceId },
    timeout: `${days}d`,
    happened: async () => (await invoiceToRemind.execute(context, { invoiceId })).settled,
    wakeUp: { workspaceId, invoiceId },
  });
  const outcome = paid ? "The invoice was settled" : "No payment came";
  await step.run(`await-payment:${round}:resume`, () =>
    resumeRun.execute(context, { runId, step: "await-payment", round, outcome }),
  );
}

/** The reminders are used up, or there is nothing to remind of: the operator takes over. */
async function handOver(scope: RunScope, facts: { title: string; happened: string; done: string }): Promise<void> {
  const { context, runId } = scope;
  await runStep(scope, { id: "hand-over", title: "Hand it to you" }, () =>
    escalate.execute(context, {
      ...facts,
      key: `run:${runId}:hand-over`,
      runId,
    }),
  );
}

async function rememberSettled(scope: RunScope, facts: InvoiceToRemind, reminders: number): Promise<void> {
  const { invoice, contact } = facts;
  await runStep(scope, { id: "remember", title: "Remember how it was paid" }, async () => {
    const { id } = await remember.execute(scope.context, {
      tier: "profile",
      kind: "fact",
      subject: { kind: "contact", id: contact.id },
      text: `Invoice ${invoice.number ?? ""} was settled after a failed payment and ${reminders} reminder${reminders === 1 ? "" : "s"}.`,
      source: { kind: "run", id: scope.runId },
      // made of our own ledger's figures alone
      taint: "operator",
      confidence: 1,
    });
    return { memoryId: id };
  });
}

/** Reminds of an invoice whose payment failed, at growing intervals, until nothing is owed or the reminders are used up. */
export const failedPayment = defineWorkflowFunction("failed-payment", async (scope) => {
  const found = await findInvoice(scope);
  const { invoiceId } = found;
  if (found.otherRunId) return "Another run follows up this invoice already";
  if (!invoiceId) {
    const who = found.brief.contact?.name ?? "somebody unknown";
    const happened = `A payment of ${who} failed, and no invoice of ours is known for it.`;
    await handOver(scope, {
      title: `Failed payment without an invoice: ${who}`.slice(0, 200),
      happened,
      done: "Nothing was sent.",
    });
    return "No invoice is known for this payment: handed to you";
  }
  let sent = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const before = await readInvoice(scope, invoiceId, round, "before");
    if (before.settled) return settledSummary(scope, before, sent);
    const reminder = await remind(scope, found, before, round);
    if (reminder?.status === "executed") sent += 1;
    const after = await readInvoice(scope, invoiceId, round, "after");
    if (after.settled) return settledSummary(scope, after, sent);
    if (reminder?.status === "rejected") return "You stopped the reminders";
    await awaitPayment(scope, invoiceId, round);
  }
  const last = await readInvoice(scope, invoiceId, rounds + 1, "before");
  if (last.settled) return settledSummary(scope, last, sent);
  const amount = formatMoney({ amountMinor: last.invoice.outstandingMinor, currency: last.invoice.currency });
  await handOver(scope, {
    title: `Still unpaid: invoice ${last.invoice.number ?? ""} over ${amount}`.slice(0, 200),
    happened: `${last.contact.name} has not paid invoice ${last.invoice.number ?? ""} after a failed payment.`,
    done: `${sent} reminders were sent over ${reminderGaps.reduce((sum, days) => sum + days, 0)} days.`,
  });
  return `Still unpaid after ${sent} reminders: handed to you`;
});

async function settledSummary(scope: RunScope, facts: InvoiceToRemind, sent: number): Promise<string> {
  await rememberSettled(scope, facts, sent);
  const word = facts.invoice.status === "void" ? "Voided" : "Settled";
  return `${word} after ${sent} reminder${sent === 1 ? "" : "s"}`;
}
