import { z } from "zod";
import type { Transaction } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";
import { runDashboardUrl } from "#server/kernel/inngest-server.ts";
import { actorWords, auditNamesOf, subjectWords } from "./audit-names.ts";
import { deadlinesOfRun } from "./deadlines-of-run.ts";
import { type GatheredRun, gatherRun } from "./gather-run.ts";
import type { KnownFacts } from "./known-facts.ts";
import { receiptWords } from "./receipt-words.ts";
import { relatedRuns } from "./related-runs.ts";
import { type RunDetail, runDetailSchema } from "./schema.ts";
import { timelineOf } from "./timeline.ts";
import { waitingWords } from "./waiting-words.ts";

const errorShape = z.object({ message: z.string(), step: z.string().nullable().default(null) });
const recallShape = z.object({ items: z.array(z.object({ id: z.string(), text: z.string(), why: z.string() })) });
const startedShape = z.object({ functionRunId: z.string(), runner: z.string() });
const failureShape = z.object({ message: z.string() });

function recalledOf(entries: readonly { kind: string; data: unknown }[]): RunDetail["memory"] {
  const found = new Map<string, RunDetail["memory"][number]>();
  for (const entry of entries) {
    const recalled = entry.kind === "memory.recalled" ? recallShape.safeParse(entry.data) : null;
    for (const item of recalled?.data?.items ?? []) found.set(item.id, item);
  }
  return [...found.values()];
}

/** A function run that the embedded runner did before a server was set up is not in that server's dashboard. */
function dashboardUrlOf(run: { functionRunId: string | null }, entries: GatheredRun["entries"]): string | null {
  const { functionRunId } = run;
  if (functionRunId === null) return null;
  const onServer = entries.some(({ kind, data }) => {
    const started = kind === "run.started" ? startedShape.safeParse(data).data : undefined;
    return started?.runner === "inngest" && started.functionRunId === functionRunId;
  });
  return onServer ? runDashboardUrl(functionRunId) : null;
}

function knownFacts({ proposals, effects, reviews, received }: GatheredRun): KnownFacts {
  return {
    received,
    proposals: new Map(proposals.map((proposal) => [proposal.id, proposal])),
    receipts: new Map(effects.map((effect) => [effect.id, receiptWords(effect)])),
    openReviews: new Set(reviews.map((review) => review.id)),
  };
}

type RunRecord = Awaited<ReturnType<Transaction["run"]["findUniqueOrThrow"]>>;

/** Gathers a run's detail: its log as a timeline, and the rows that it made. */
export async function runDetailOf(given: {
  tx: Transaction;
  context: Context;
  run: RunRecord;
  contact: { id: string; name: string } | null;
}): Promise<RunDetail> {
  const { tx, context, run, contact } = given;
  const gathered = await gatherRun(tx, run);
  const { entries, proposals, effects, reviews, audit } = gathered;
  const known = knownFacts(gathered);
  const names = await auditNamesOf(tx, audit);
  const error = run.status === "failed" ? errorShape.safeParse(run.error) : null;
  const waits = run.status === "waiting" && run.summary === null;
  return runDetailSchema.parse({
    ...run,
    ...(await relatedRuns(tx, run)),
    contact,
    pausedAt: run.finishedAt ? null : run.pausedAt,
    dashboardUrl: dashboardUrlOf(run, entries),
    summary: waits ? waitingWords({ proposals, reviews: reviews.map(({ title }) => title) }) : run.summary,
    error: error?.data ?? null,
    timeline: timelineOf(entries, known),
    deadlines: await deadlinesOfRun({ tx, context, run }),
    proposals,
    effects: effects.map((effect) => ({
      ...effect,
      title: known.proposals.get(effect.proposalId)?.title ?? effect.action,
      compensatesId: proposals.find((proposal) => proposal.id === effect.proposalId)?.compensatesId ?? null,
      receipt: known.receipts.get(effect.id) ?? failureShape.safeParse(effect.error).data?.message ?? null,
    })),
    audit: audit.map((entry) => ({
      sequence: entry.sequence,
      at: entry.at,
      actor: actorWords(entry, names),
      action: entry.action,
      subject: subjectWords(entry, names),
      reason: entry.reason,
      hash: entry.hash,
    })),
    memory: recalledOf(entries),
  });
}
