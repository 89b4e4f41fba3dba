import { z } from "zod";
import { cancelTask } from "#server/domains/task/index.ts";
import { AppError } from "#server/kernel/errors.ts";
import { defineOwnAction } from "./contract.ts";
import { line } from "./text.ts";

const input = z.strictObject({
  taskId: z.uuid(),
  /** what the card calls it */
  title: line(200),
});

/** Takes a task off the operator's list; one that is done stays done. */
export const taskCancel = defineOwnAction({
  name: "task.cancel",
  description: "Takes a task off your list.",
  input,
  output: z.object({ taskId: z.string(), status: z.string() }),
  risk: "internal",
  reversible: { kind: "no" },
  appliesTo: ["task"],
  editable: [],
  title: ({ title }) => `Take the task “${title}” off the list`,
  stake: () => null,
  preview: async ({ tx, input: { taskId } }) => {
    const task = await tx.task.findUnique({ where: { id: taskId } });
    if (!task) throw new AppError("precondition", "The task to take back does not exist");
    const after = task.status === "open" ? "cancelled" : task.status;
    return { kind: "record", heading: task.title, rows: [{ field: "Status", before: task.status, after }] };
  },
  targets: async () => ({}),
  foresee: ({ taskId }) => ({ taskId, status: "cancelled" }),
  commit: (scope, { input: { taskId } }) => cancelTask.within(scope, { taskId }),
});
