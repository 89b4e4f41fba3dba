import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { appendRunEntry } from "./append-run-entry.ts";
import { entryFactsSchema } from "./note-run.ts";

/**
 * Writes down that a try of a step failed.
 * @returns how often it has failed in this try of the run, with this time
 */
export const noteStepFailure = defineCommand({
  name: "run.noteStepFailure",
  input: z.object({
    runId: z.uuid(),
    /** path of the step */
    step: z.string().max(300),
    /** what failed of it */
    id: z.string().max(400),
    /** which try of the run this is */
    tries: z.int(),
    durationMs: z.number().optional(),
    data: z.record(z.string(), z.json()),
    /** what else is written down with it */
    entries: entryFactsSchema.default([]),
  }),
  access: ["system"],
  run: async ({ tx, context, changed }, input): Promise<number> => {
    const { runId, step, id, tries, durationMs, data, entries } = input;
    for (const entry of entries) await appendRunEntry({ tx, context }, entry);
    const earlier = await tx.runEntry.count({
      where: { runId, kind: "step.failed", key: { startsWith: `${id}:${tries}.` } },
    });
    const key = `${id}:${tries}.${earlier}:failed`;
    const took = durationMs === undefined ? {} : { durationMs };
    await appendRunEntry({ tx, context }, { runId, key, kind: "step.failed", step, attempt: earlier, data, ...took });
    changed({ topic: "run", id: runId });
    return earlier + 1;
  },
});
