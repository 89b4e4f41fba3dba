import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { defineQuery } from "#server/commands/define-query.ts";
import { openStatuses } from "./run-controls.ts";

/**
 * Says what a run is about, so that no other open run of its workflow follows up the same thing.
 * @returns the other run where there is one
 */
export const claimSubject = defineCommand({
  name: "run.claimSubject",
  input: z.object({ runId: z.uuid(), subject: z.string().max(200) }),
  access: ["system"],
  run: async ({ tx }, { runId, subject }): Promise<{ claimed: boolean; otherRunId: string | null }> => {
    const run = await tx.run.findUniqueOrThrow({ where: { id: runId }, select: { workflow: true } });
    const other = await tx.run.findFirst({
      where: { id: { not: runId }, workflow: run.workflow, subject, status: { in: openStatuses } },
      select: { id: true },
    });
    if (other) return { claimed: false, otherRunId: other.id };
    // two runs that claim at once meet in the unique index: one fails here, is retried, and finds the other
    await tx.run.update({ where: { id: runId }, data: { subject } });
    return { claimed: true, otherRunId: null };
  },
});

/** The open runs about a subject. */
export const openRunsAbout = defineQuery({
  name: "run.openAbout",
  input: z.object({ subject: z.string().max(200) }),
  access: ["system"],
  run: async ({ tx }, { subject }): Promise<string[]> => {
    const runs = await tx.run.findMany({
      where: { subject, status: { in: openStatuses } },
      select: { id: true },
      take: 100,
    });
    return runs.map((run) => run.id);
  },
});
