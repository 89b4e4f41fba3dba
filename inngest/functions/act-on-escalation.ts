import { subjectOfEscalation } from "#server/domains/escalation/index.ts";
import { retryEvent } from "#server/domains/event/index.ts";
import { retryRun } from "#server/domains/run/index.ts";
import { createTask } from "#server/domains/task/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { stableId } from "#server/kernel/ids.ts";
import { inngest } from "../client.ts";
import { escalationResolved } from "../events.ts";
import { functionContext } from "../steps/run-scope.ts";

type Subject = { escalationId: string; title: string; runId: string | null; eventId: string | null };

/** What each option does. Options about an effect are the ledger's own, and are done when they are chosen. */
const options: Record<string, (context: Context, subject: Subject) => Promise<unknown>> = {
  "run.retry": async (context, { runId }) => (runId ? retryRun.execute(context, { id: runId }) : null),
  "event.retry": async (context, { eventId }) => (eventId ? retryEvent.execute(context, { eventId }) : null),
  "run.task": (context, { escalationId, title }) =>
    createTask.execute(context, {
      title: title.slice(0, 200),
      dueAt: context.clock.now(),
      // a repeated step finds the task that is there
      effectId: stableId("escalation-task", escalationId),
    }),
};

/** Does what the operator chose for a review task about a run or an event. */
export const actOnEscalation = inngest.createFunction(
  { id: "act-on-escalation", triggers: [{ event: escalationResolved }], retries: 8 },
  async ({ event, step }) => {
    const { workspaceId, escalationId, runId, option } = event.data;
    const chosen = options[option];
    if (!chosen) return { done: false };
    const facts = { workspaceId, functionId: "act-on-escalation" };
    const context = functionContext(runId ? { ...facts, runId } : facts);
    return step.run("act", async () => {
      const subject = await subjectOfEscalation.execute(context, { escalationId });
      try {
        await chosen(context, { escalationId, ...subject });
      } catch (error) {
        // chosen twice, or the run went on by itself: there is nothing left to do
        if (error instanceof AppError && error.code === "conflict") return { done: false };
        throw error;
      }
      return { done: true };
    });
  },
);
