import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import type { Prisma } from "#server/db/generated/client.ts";
import { newId } from "#server/kernel/ids.ts";
import { worstOf } from "#server/kernel/taint.ts";
import { appendRunEntry } from "./append-run-entry.ts";
import { planReplay, type ReplayPlan } from "./replay-plan.ts";
import { byOf, steering } from "./run-controls.ts";
import type { ReplayedRun } from "./schema.ts";

/** How the event came in and was read stands at the beginning of the repeated story too. */
const beginnings = ["event.received", "event.understood"];

async function copyLog({ tx, context }: CommandScope, plan: ReplayPlan, runId: string): Promise<void> {
  const begun = await tx.runEntry.findMany({
    where: { runId: plan.run.id, kind: { in: beginnings } },
    orderBy: { order: "asc" },
  });
  const at = context.clock.now();
  const rows = [...begun, ...plan.copied].map(({ order: _, data, ...entry }) => ({
    ...entry,
    runId,
    at,
    data: { ...(data as Prisma.InputJsonObject), ...(entry.step ? { takenFrom: plan.run.id } : {}) },
  }));
  if (rows.length) await tx.runEntry.createMany({ data: rows, skipDuplicates: true });
}

/**
 * Repeats a run from one of its steps as a new, linked run of the same version of its workflow. What the steps before
 * came to is taken over; the step and what follows is done again and proposes anew. The original and its effects stay.
 * @throws AppError not_found; conflict when the run is not over; invalid when it never came to the step
 */
export const replayRun = defineCommand({
  name: "run.replay",
  input: z.object({
    id: z.uuid(),
    /** path of the step, as the run's timeline has it: `draft-reply`, `each-invoice[3]/remind` */
    from: z.string().min(1).max(300),
    /** in place of the original's input */
    input: z.record(z.string(), z.json()).optional(),
  }),
  ...steering,
  run: async (scope, { id, from, input }): Promise<ReplayedRun> => {
    const { tx, context, audit, emit, changed } = scope;
    const plan = await planReplay(scope, { id, from });
    const { eventId, workflow, workflowVersion, contactId, title, taint, privateData } = plan.run;
    const runId = newId();
    const { workspaceId } = context;
    await tx.run.create({
      data: {
        ...{ id: runId, workspaceId, eventId, workflow, workflowVersion, contactId, title },
        input: (input ?? plan.run.input ?? {}) as Prisma.InputJsonObject,
        // what is taken over was made of all that the original came in touch with; an API's input is not the operator's
        ...{ taint: worstOf(taint, input && context.actor.kind !== "operator" ? "outside" : "operator"), privateData },
        origin: `replay:${runId}`,
        replayOfId: id,
        replayFrom: from,
        // a shadow run's repetition has no effects either
        shadow: plan.run.shadow,
        createdAt: context.clock.now(),
      },
    });
    await copyLog(scope, plan, runId);
    const data = { ...byOf(context), replayOfId: id, from, kept: plan.kept.length };
    await appendRunEntry(scope, { runId, key: "run.replayed", kind: "run.replayed", data });
    await audit({ subject: { kind: "run", id: runId }, data: { replayOfId: id, from } });
    await emit("run.requested", { workspaceId, runId, eventId, workflow });
    changed({ topic: "run", id: runId });
    changed({ topic: "run", id });
    return { id: runId, replayOfId: id, replayFrom: from, kept: plan.kept.length };
  },
});
