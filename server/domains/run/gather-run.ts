import type { Transaction } from "#server/db/transaction.ts";
import { receivedTitle } from "#server/domains/event/index.ts";

/** The rows that tell a run's story. */
export type GatheredRun = Awaited<ReturnType<typeof gatherRun>>;

/** Reads what a run's detail is made of: its log, its event, and the rows that it made. */
export async function gatherRun(tx: Transaction, run: { id: string; eventId: string }) {
  const entries = await tx.runEntry.findMany({ where: { runId: run.id }, orderBy: { order: "asc" }, take: 2_000 });
  const proposals = await tx.proposal.findMany({
    where: { runId: run.id },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      title: true,
      action: true,
      step: true,
      status: true,
      confidence: true,
      reason: true,
      evidence: true,
      compensatesId: true,
    },
  });
  const effects = await tx.effect.findMany({
    where: { runId: run.id },
    orderBy: [{ intendedAt: "asc" }, { id: "asc" }],
  });
  const reviews = await tx.escalation.findMany({
    where: { runId: run.id, status: "open" },
    orderBy: { createdAt: "asc" },
    select: { id: true, title: true },
  });
  // the operator decides outside the run: those entries are found by what they are about
  const about = [
    { subjectKind: "run", subjectId: run.id },
    { subjectKind: "proposal", subjectId: { in: proposals.map((proposal) => proposal.id) } },
    { subjectKind: "effect", subjectId: { in: effects.map((effect) => effect.id) } },
  ];
  const audit = await tx.auditEntry.findMany({
    where: { OR: [{ runId: run.id }, ...about] },
    orderBy: { sequence: "asc" },
    take: 500,
  });
  return { entries, proposals, effects, reviews, audit, received: await receivedOf(tx, run.eventId) };
}

async function receivedOf(tx: Transaction, eventId: string): Promise<string | null> {
  const event = await tx.event.findUnique({
    where: { id: eventId },
    select: { kind: true, type: true, contactId: true },
  });
  if (!event) return null;
  const { contactId } = event;
  const contact = contactId ? await tx.contact.findUnique({ where: { id: contactId }, select: { name: true } }) : null;
  const message = await tx.message.findFirst({ where: { eventId }, select: { subject: true, body: true } });
  return receivedTitle({ ...event, contact: contact?.name ?? null, message });
}
