import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { appendRunEntry, type RunEntryFacts } from "./append-run-entry.ts";

const isFacts = (value: unknown) => typeof value === "object" && value !== null && "runId" in value && "key" in value;

/** Facts for a run's log, as commands take them. */
export const entryFactsSchema = z.array(z.custom<RunEntryFacts>(isFacts, "must be a run entry")).max(2_000);

/**
 * Appends facts to a run's log in a transaction of their own: for whoever has no other write to do.
 * @returns whether the run is paused: then no further step begins
 */
export const noteRun = defineCommand({
  name: "run.note",
  input: z.object({ entries: entryFactsSchema.min(1) }),
  access: ["system"],
  run: async ({ tx, context, changed }, { entries }): Promise<{ paused: boolean }> => {
    for (const entry of entries) await appendRunEntry({ tx, context }, entry);
    const ids = [...new Set(entries.map((entry) => entry.runId))];
    for (const id of ids) changed({ topic: "run", id });
    const paused = await tx.run.findFirst({
      where: { id: { in: ids }, pausedAt: { not: null } },
      select: { id: true },
    });
    return { paused: paused !== null };
  },
});
