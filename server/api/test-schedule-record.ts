import { inWorkspace } from "#server/db/transaction.ts";
import type { Context } from "#server/kernel/context.ts";

/** Stands in every text of a workspace that `fillWorkspace` filled: found anywhere else, something leaked. */
export const marker = "Kestrel-Quay-7311";

/** A workflow version of the operator's with a schedule of it and one slot that was refused. */
export async function fillSchedule({ workspaceId, clock }: Context, id: string): Promise<void> {
  const at = clock.now();
  const workflow = "weekly-review";
  const definition = {
    workflow,
    name: marker,
    purpose: marker,
    triggers: [{ on: "schedule", label: "every week" }],
    steps: [{ id: "tell", kind: "notify", title: marker, text: marker }],
    summary: marker,
  };
  const version = { workspaceId, workflow, version: 1, hash: "a".repeat(64), origin: "operator" };
  const recurrence = { kind: "cron", expression: "0 9 * * 1", nextAt: new Date(at.getTime() + 86_400_000) };
  const slot = { outcome: "refused", because: marker, decidedAt: at };
  await inWorkspace(workspaceId, async (tx) => {
    await tx.workflowVersion.create({ data: { ...version, definition, publishedBy: marker, publishedAt: at } });
    await tx.schedule.create({
      data: { id, workspaceId, workflow, name: marker, ...recurrence, createdAt: at, updatedAt: at },
    });
    await tx.scheduleSlot.create({ data: { workspaceId, scheduleId: id, at, lastAt: at, ...slot } });
  });
}
