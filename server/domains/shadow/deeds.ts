import type { Transaction } from "#server/db/transaction.ts";
import type { OperatorDeed } from "#server/policy/shadow/index.ts";
import type { DoneItem } from "./schema.ts";

/** What the operator did, with what the screen shows of it. */
export type Deed = OperatorDeed & { done: DoneItem };

type Span = { from: Date; until: Date };
const most = 1_000;
const asInput = (value: unknown) => (typeof value === "object" && value !== null ? value : {}) as Deed["input"];

/** What was carried out because the operator approved it, here or in another workflow, or let it run by itself. */
async function effectsDone(tx: Transaction, { from, until }: Span): Promise<Deed[]> {
  const effects = await tx.effect.findMany({
    where: { status: "succeeded", finishedAt: { gte: from, lte: until } },
    orderBy: { finishedAt: "desc" },
    take: most,
  });
  const proposals = await tx.proposal.findMany({
    where: { id: { in: effects.map((effect) => effect.proposalId) }, compensatesId: null },
    select: { id: true, title: true, contactId: true },
  });
  const runs = await tx.run.findMany({
    where: { id: { in: effects.map((effect) => effect.runId) } },
    select: { id: true, eventId: true },
  });
  const proposalOf = new Map(proposals.map((proposal) => [proposal.id, proposal]));
  const eventOf = new Map(runs.map((run) => [run.id, run.eventId]));
  return effects.flatMap(({ id, action, input, proposalId, runId, finishedAt }) => {
    const proposal = proposalOf.get(proposalId);
    if (!proposal || !finishedAt) return [];
    const { contactId, title: label } = proposal;
    const done = { kind: "run" as const, id: runId, effectId: id, label };
    const eventId = eventOf.get(runId) ?? null;
    return [{ id, action, input: asInput(input), eventId, contactId, at: finishedAt.getTime(), done }];
  });
}

/** Records that no effect made: the operator's own tasks, invoices and credit notes. */
async function madeByHand(tx: Transaction, { from, until }: Span): Promise<Deed[]> {
  const own = { effectId: null };
  const within = { gte: from, lte: until };
  const tasks = await tx.task.findMany({ where: { ...own, runId: null, createdAt: within }, take: most });
  const notes = await tx.creditNote.findMany({ where: { ...own, issuedAt: within }, take: most });
  const invoices = await tx.invoice.findMany({
    where: { ...own, correctsId: null, createdAt: within },
    include: { lines: { orderBy: { position: "asc" } } },
    take: most,
  });
  const deed = (
    facts: Omit<Deed, "eventId" | "done" | "at">,
    kind: DoneItem["kind"],
    label: string,
    at: Date,
  ): Deed => {
    return { ...facts, eventId: null, at: at.getTime(), done: { kind, id: facts.id, effectId: null, label } };
  };
  return [
    ...tasks.map(({ id, title, note, dueAt, contactId, createdAt }) => {
      const input = { title, note, dueAt: dueAt?.toISOString() };
      return deed({ id, action: "task.create", input, contactId }, "task", title, createdAt);
    }),
    ...notes.map(({ id, invoiceId, contactId, totalMinor, currency, reason, number, issuedAt }) => {
      const input = { invoiceId, amountMinor: totalMinor, currency, reason };
      return deed({ id, action: "credit-note.issue", input, contactId }, "invoice", `Credit note ${number}`, issuedAt);
    }),
    ...invoices.map(({ id, number, contactId, currency, issuedAt, dueAt, createdAt, lines }) => {
      const days = issuedAt && dueAt ? Math.round((dueAt.getTime() - issuedAt.getTime()) / 86_400_000) : undefined;
      const input = {
        ...{ contactId, currency, dueInDays: days },
        lines: lines.map(({ description, quantityMilli, unitMinor, taxBasisPoints }) => {
          return { description, quantityMilli, unitMinor, taxBasisPoints };
        }),
      };
      return deed({ id, action: "invoice.issue", input, contactId }, "invoice", `Invoice ${number ?? ""}`, createdAt);
    }),
  ];
}

/** What the operator did in a span of time, through other runs or by hand. */
export async function deedsWithin(tx: Transaction, span: Span): Promise<Deed[]> {
  return [...(await effectsDone(tx, span)), ...(await madeByHand(tx, span))];
}
