import type { Transaction } from "#server/db/transaction.ts";
import { waitingWords } from "./waiting-words.ts";

/** What those of the runs wait for that wait for the operator, by run: read from their proposals and review tasks. */
export async function waitingSummaries(
  tx: Transaction,
  runs: readonly { id: string; status: string; summary: string | null }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = runs.flatMap((run) => (run.status === "waiting" && run.summary === null ? [run.id] : []));
  if (ids.length === 0) return new Map();
  const ofRuns = { runId: { in: ids } };
  const proposals = await tx.proposal.findMany({
    where: ofRuns,
    select: { runId: true, step: true, status: true },
  });
  const reviews = await tx.escalation.findMany({
    where: { ...ofRuns, status: "open" },
    orderBy: { createdAt: "asc" },
    select: { runId: true, title: true },
  });
  return new Map(
    ids.map((id) => [
      id,
      waitingWords({
        proposals: proposals.filter((proposal) => proposal.runId === id),
        reviews: reviews.filter((review) => review.runId === id).map(({ title }) => title),
      }),
    ]),
  );
}
