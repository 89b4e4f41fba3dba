import { type Aftermath, afterCommit, noAftermath } from "./aftermath.ts";
import { completeSteps } from "./complete-steps.ts";
import type { Query } from "./database.ts";
import { endRuns } from "./end-runs-announced.ts";
import { enqueueDiscoveries } from "./enqueue-discoveries.ts";
import { insertPauses } from "./insert-pauses.ts";
import { invokeFunction } from "./invoke-function.ts";
import { type Planned, planSteps } from "./plan-steps.ts";
import type { Receipt } from "./receipt.ts";
import type { Runner } from "./runner-state.ts";
import { takeItems } from "./take-items.ts";
import type { ArrivingEvent } from "./wire-event.ts";

type Settlement = { runner: Runner; query: Query; now: Date; aftermath: Aftermath };

async function planFound(options: Settlement, receipts: Receipt[]): Promise<void> {
  const { query, now, aftermath } = options;
  const planned: Planned[] = receipts
    .filter((receipt) => !receipt.end)
    .flatMap((receipt) =>
      receipt.plans.map((plan) => ({ runId: receipt.execution.run.id, event: receipt.execution.events[0], plan })),
    );
  for (const fresh of await planSteps({ query, planned, now })) {
    if (fresh.plan.kind === "invoke") await invokeFunction({ ...options, planned: fresh });
    if (fresh.plan.dueAt) aftermath.dueAt.push(new Date(fresh.plan.dueAt));
  }
}

async function delayRetries(options: Settlement, receipts: Receipt[]): Promise<void> {
  const pauses = receipts.flatMap(({ execution, retry, end }) =>
    retry && !end
      ? [
          {
            run_id: execution.run.id,
            step_id: execution.item.stepId,
            kind: "item" as const,
            attempt: retry.attempt,
            due_at: retry.at,
          },
        ]
      : [],
  );
  await insertPauses(options.query, pauses);
  for (const pause of pauses) options.aftermath.dueAt.push(new Date(pause.due_at));
}

async function settleInside(options: Settlement, receipts: Receipt[]): Promise<boolean[]> {
  const { query, now } = options;
  // items go first: a discovery that follows takes the place of the one that is settled
  const held = await takeItems(
    query,
    receipts.map((receipt) => receipt.execution.item),
  );
  const valid = receipts.filter((receipt) => held.has(receipt.execution.item.id));
  await planFound(options, valid);
  await delayRetries(options, valid);
  const completions = valid.flatMap(({ execution, results }) =>
    results.map((result) => ({ runId: execution.run.id, result })),
  );
  await completeSteps({ query, completions, now });
  const askedAgain = valid.filter((receipt) => !receipt.end && held.get(receipt.execution.item.id)?.again);
  const runIds = new Set(askedAgain.map((receipt) => receipt.execution.run.id));
  await enqueueDiscoveries({ query, runIds: [...runIds], now });
  const ends = valid.flatMap(({ execution, end }) => (end ? [{ runId: execution.run.id, ...end }] : []));
  await endRuns({ ...options, ends });
  return receipts.map((receipt) => held.has(receipt.execution.item.id));
}

/**
 * Writes what calls into functions amounted to, in one transaction: results, newly found steps, retries, ends, and what
 * follows from them. Receipts of a stale worker are left out.
 */
export async function settleReceipts(runner: Runner, receipts: Receipt[]): Promise<boolean[]> {
  const waits = receipts.flatMap((receipt) => receipt.plans.filter((plan) => plan.kind === "wait"));
  const names = new Set(waits.map((plan) => plan.wait?.event));
  const arrived: ArrivingEvent[] = [];
  if (waits.length > 0) runner.arrivedMeanwhile = arrived;
  try {
    const { held, aftermath } = await runner.database.transaction(async (query) => {
      const collected = noAftermath();
      const settlement = { runner, query, now: runner.clock.now(), aftermath: collected };
      return { held: await settleInside(settlement, receipts), aftermath: collected };
    });
    // an event that was stored while these waits were being written has not seen them
    aftermath.events.push(...arrived.filter((arriving) => names.has(arriving.event.name)));
    afterCommit(runner, aftermath);
    return held;
  } finally {
    runner.arrivedMeanwhile = null;
  }
}
