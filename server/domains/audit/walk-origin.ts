import { z } from "zod";
import type { Transaction } from "#server/db/transaction.ts";
import { receivedTitle } from "#server/domains/event/index.ts";
import type { AuditWalk } from "./schema.ts";

type Origin = AuditWalk["origin"];
type Proposal = Awaited<ReturnType<Transaction["proposal"]["findUniqueOrThrow"]>>;

const snapshotShape = z.object({ memory: z.array(z.object({ id: z.string(), version: z.int() })) });
const spansShape = z.array(z.record(z.string(), z.unknown()));

async function memoriesOf(tx: Transaction, snapshotId: string | null): Promise<Origin["memories"]> {
  const snapshot = snapshotId ? await tx.snapshot.findUnique({ where: { id: snapshotId } }) : null;
  const recalled = snapshotShape.safeParse(snapshot?.data).data?.memory ?? [];
  const items = await tx.memoryItem.findMany({ where: { id: { in: recalled.map(({ id }) => id) } } });
  return items.map(({ id, version, text, taint, sourceKind }) => ({ id, version, text, taint, source: sourceKind }));
}

async function eventOf(tx: Transaction, eventId: string): Promise<Pick<Origin, "event" | "message">> {
  const event = await tx.event.findUnique({
    where: { id: eventId },
    select: { id: true, kind: true, type: true, taint: true, receivedAt: true },
  });
  if (!event) return { event: null, message: null };
  const message = await tx.message.findFirst({ where: { eventId } });
  const title = receivedTitle({ ...event, contact: null, message });
  return {
    event: { id: event.id, title, taint: event.taint, receivedAt: event.receivedAt },
    message: message && { from: message.fromAddress, subject: message.subject, taint: message.taint },
  };
}

/** Where a proposal's text came from: the event and message behind its run, its evidence, the memory that was recalled. */
export async function originOf(tx: Transaction, proposal: Proposal, eventId: string | null): Promise<Origin> {
  const { agent, reason, method, confidence, taint } = proposal;
  return {
    ...{ agent, reason, method, confidence, taint },
    proposalId: proposal.id,
    proposedAt: proposal.createdAt,
    ...(eventId ? await eventOf(tx, eventId) : { event: null, message: null }),
    // safe cast: parsed by the walk's schema
    evidence: proposal.evidence as Origin["evidence"],
    memories: await memoriesOf(tx, proposal.snapshotId),
    outside: spansShape.safeParse(proposal.outside).data ?? [],
  };
}
