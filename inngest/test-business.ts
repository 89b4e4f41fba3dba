import { newWorkspace, type TestContext } from "#server/db/test-database.ts";
import { inWorkspace } from "#server/db/transaction.ts";
import { acceptEvents } from "#server/domains/event/index.ts";
import { listProposals } from "#server/domains/proposal/index.ts";
import type { ProposalCard } from "#server/domains/proposal/schema.ts";
import { getRun, listRuns } from "#server/domains/run/index.ts";
import type { RunDetail } from "#server/domains/run/schema.ts";
import type { Context } from "#server/kernel/context.ts";
import { newId } from "#server/kernel/ids.ts";
import { clock, until } from "./test-background.ts";

export { receiveMail } from "#server/domains/event/test-mail.ts";

/** A workspace of its own, on the functions' clock, with an undo window of `undoSeconds`. */
export async function newBusiness(undoSeconds = 0): Promise<TestContext> {
  const context = await newWorkspace({ clock });
  await inWorkspace(context.workspaceId, (tx) =>
    tx.workspace.update({ where: { id: context.workspaceId }, data: { undoSeconds } }),
  );
  return context;
}

const connection = (context: Context): Context => ({ ...context, actor: { kind: "connection", id: newId() } });

/** An event in our own plain form comes in through the API. @returns the event's id */
export async function receivePlain(context: Context, event: { type: string; data: unknown }): Promise<string> {
  const externalId = newId();
  const [accepted] = await acceptEvents(connection(context), [
    {
      ...{ source: "api", externalId, type: event.type, kind: "api", connectionId: null, occurredAt: null },
      contentType: "application/json",
      raw: Buffer.from(JSON.stringify(event)),
      payload: event,
      taint: "outside",
    },
  ]);
  if (!accepted) throw new Error("The event was not accepted");
  return accepted.id;
}

/** Stripe tells of an invoice. @returns the event's id */
export async function receiveInvoice(
  context: Context,
  invoice: {
    type: string;
    id: string;
    number: string;
    status: string;
    total: number;
    paid?: number;
    attempt?: number;
    dueAt?: Date;
  },
): Promise<string> {
  const created = Math.floor(clock.now().getTime() / 1000);
  return receiveStripe(context, invoice.type, {
    id: invoice.id,
    object: "invoice",
    number: invoice.number,
    status: invoice.status,
    currency: "eur",
    customer: "cus_ana",
    customer_email: "ana@northwind.example.com",
    customer_name: "Ana Duarte",
    total: invoice.total,
    amount_due: invoice.total,
    amount_paid: invoice.paid ?? 0,
    attempt_count: invoice.attempt ?? 1,
    created,
    ...(invoice.dueAt ? { due_date: Math.floor(invoice.dueAt.getTime() / 1000) } : {}),
  });
}

/** Stripe tells of something that happened to an object. @returns the event's id */
export async function receiveStripe(context: Context, type: string, object: Record<string, unknown>): Promise<string> {
  const id = `evt_${newId()}`;
  const created = Math.floor(clock.now().getTime() / 1000);
  const payload = { id, object: "event", type, created, data: { object } };
  const [event] = await acceptEvents(connection(context), [
    {
      source: "sample",
      externalId: id,
      type,
      kind: "stripe",
      connectionId: null,
      contentType: "application/json",
      raw: Buffer.from(JSON.stringify(payload)),
      payload,
      taint: "outside",
      occurredAt: null,
    },
  ]);
  if (!event) throw new Error("The event was not accepted");
  return event.id;
}

/** An invoice that Ana paid, as Stripe tells it, once it is in the ledger. */
export async function paidInvoice(context: TestContext, number: string, total: number): Promise<void> {
  await receiveInvoice(context, {
    type: "invoice.paid",
    id: `in_${number}`,
    number,
    status: "paid",
    total,
    paid: total,
  });
  await until(`invoice ${number} is paid`, () =>
    inWorkspace(context.workspaceId, (tx) => tx.invoice.findFirst({ where: { number, paidMinor: total } })),
  );
}

/** The proposals that wait, once there are as many as expected. */
export function waiting(context: TestContext, count: number): Promise<ProposalCard[]> {
  return until(`${count} proposals wait`, async () => {
    const { proposals } = await listProposals.execute(context, { status: "pending" });
    return proposals.length === count && proposals;
  });
}

/** The one that carries an action. */
export function cardOf(cards: readonly ProposalCard[], action: string): ProposalCard {
  const card = cards.find((candidate) => candidate.action === action);
  if (!card) throw new Error(`There is no proposal of ${action}`);
  return card;
}

/** The workspace's only run, once it is in this status. */
export function runIn(context: TestContext, status: string): Promise<RunDetail> {
  return until(`the run is ${status}`, async () => {
    const { runs } = await listRuns.execute(context, {});
    const [run] = runs;
    return run?.status === status && getRun.execute(context, { id: run.id });
  });
}

/** What was done to the world. */
export function effectsOf(context: TestContext) {
  return inWorkspace(context.workspaceId, async (tx) => ({
    // of effects alone: what tells the operator that something waits is a mail as well, and goes at a time of its own
    mails: await tx.mail.findMany({ where: { effectId: { not: null } }, orderBy: { createdAt: "asc" } }),
    tasks: await tx.task.findMany(),
    creditNotes: await tx.creditNote.findMany(),
    effects: await tx.effect.findMany(),
  }));
}
