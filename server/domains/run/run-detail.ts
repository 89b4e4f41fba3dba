import { z } from "zod";
import type { Transaction } from "#server/db/transaction.ts";
import { type RunDetail, runDetailSchema } from "./schema.ts";
import { timelineOf } from "./timeline.ts";

const errorShape = z.object({ message: z.string(), step: z.string().nullable().default(null) });
const recallShape = z.object({ items: z.array(z.object({ id: z.string(), text: z.string(), why: z.string() })) });
const receiptShape = z.record(z.string(), z.unknown());

/** The one line of a receipt: what the outside gave back, in the order of how much it tells. */
export function receiptLine(receipt: unknown): string | null {
  const parsed = receiptShape.safeParse(receipt);
  if (!parsed.success) return null;
  for (const name of ["number", "messageId", "response", "title", "status", "id"]) {
    const value = parsed.data[name];
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}

function recalledOf(entries: readonly { kind: string; data: unknown }[]): RunDetail["memory"] {
  const found = new Map<string, RunDetail["memory"][number]>();
  for (const entry of entries) {
    const recalled = entry.kind === "memory.recalled" ? recallShape.safeParse(entry.data) : null;
    for (const item of recalled?.data?.items ?? []) found.set(item.id, item);
  }
  return [...found.values()];
}

type RunRecord = Awaited<ReturnType<Transaction["run"]["findUniqueOrThrow"]>>;

/** Gathers a run's detail: its log as a timeline, and the rows that it made. */
export async function runDetailOf(given: {
  tx: Transaction;
  run: RunRecord;
  contact: { id: string; name: string } | null;
}): Promise<RunDetail> {
  const { tx, run, contact } = given;
  const entries = await tx.runEntry.findMany({ where: { runId: run.id }, orderBy: { order: "asc" }, take: 2_000 });
  const proposals = await tx.proposal.findMany({
    where: { runId: run.id },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, title: true, action: true, status: true, confidence: true },
  });
  const effects = await tx.effect.findMany({
    where: { runId: run.id },
    orderBy: [{ intendedAt: "asc" }, { id: "asc" }],
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
  const error = run.status === "failed" ? errorShape.safeParse(run.error) : null;
  return runDetailSchema.parse({
    ...run,
    contact,
    error: error?.data ?? null,
    timeline: timelineOf(entries),
    proposals,
    effects: effects.map((effect) => ({ ...effect, receipt: receiptLine(effect.receipt) })),
    audit: audit.map((entry) => ({
      sequence: entry.sequence,
      at: entry.at,
      actor: `${entry.actorKind} ${entry.actorId}`,
      action: entry.action,
      subject: `${entry.subjectKind} ${entry.subjectId}`,
      reason: entry.reason,
      hash: entry.hash,
    })),
    memory: recalledOf(entries),
  });
}
