import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { appendRunEntry, type RunEntryFacts } from "./append-run-entry.ts";

const isFacts = (value: unknown) => typeof value === "object" && value !== null && "runId" in value && "key" in value;

/** Appends facts to a run's log in a transaction of their own: for whoever has no other write to do. */
export const noteRun = defineCommand({
  name: "run.note",
  input: z.object({ entries: z.array(z.custom<RunEntryFacts>(isFacts, "must be a run entry")).min(1).max(100) }),
  access: ["system"],
  run: async ({ tx, context, changed }, { entries }): Promise<void> => {
    for (const entry of entries) await appendRunEntry({ tx, context }, entry);
    for (const runId of new Set(entries.map((entry) => entry.runId))) changed({ topic: "run", id: runId });
  },
});
