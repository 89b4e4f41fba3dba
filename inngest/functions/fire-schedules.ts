import { cron } from "inngest";
import { dueSchedules, fireSchedule } from "#server/domains/schedule/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { inngest } from "../client.ts";
import { eachApart, everyWorkspace } from "../steps/each-apart.ts";
import { functionContext } from "../steps/run-scope.ts";

/** The runner's clock may be this far ahead of ours: a slot that it wakes us for must not wait for the next minute. */
const leadMs = 2_000;
/** Bounds the transactions that one schedule takes in one go; the next minute goes on. */
const mostBatches = 10;

async function fireOne(context: Context, id: string): Promise<number> {
  let started = 0;
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const { runs, more } = await fireSchedule.execute(context, { id, leadMs });
    started += runs.length;
    if (!more) break;
  }
  return started;
}

/**
 * Fires what is due in every workspace; what fails in one schedule does not keep the others waiting. Safe at any time, and
 * from several processes at once: each schedule is claimed, its runs are started and its next slot is set in one transaction.
 */
export async function fireDue(): Promise<{ started: number; failed: number }> {
  let [started, failed] = [0, 0];
  const unread = await everyWorkspace(async (workspaceId) => {
    const context = functionContext({ workspaceId, functionId: "fire-schedules" });
    const due = await dueSchedules.execute(context, { leadMs });
    const fire = async (id: string) => {
      started += await fireOne(context, id);
    };
    const facts = (scheduleId: string) => ({ workspaceId, scheduleId });
    failed += await eachApart(due, fire, { facts, message: "a schedule could not be fired" });
  }, "the schedules of a workspace could not be read");
  return { started, failed: failed + unread.failed };
}

/** Starts what schedules have come to, every minute. A minute that was missed is caught up with by the next. */
export const fireSchedules = inngest.createFunction(
  { id: "fire-schedules", triggers: [cron("* * * * *")], retries: 0, concurrency: 1 },
  async ({ step }) => step.run("fire", fireDue),
);
