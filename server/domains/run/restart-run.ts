import { z } from "zod";
import { defineCommand } from "#server/commands/define-command.ts";
import { appendRunEntry } from "./append-run-entry.ts";
import { byOf } from "./run-controls.ts";

/**
 * Takes a run that nobody is heard working on away from its function run and asks for another: the old one, if it should
 * still live, finds that the run is not its own. Completed steps are kept.
 * @param input.since key of a log entry: the run is left alone when anything was written after it
 * @returns whether it was restarted
 */
export const restartRun = defineCommand({
  name: "run.restart",
  input: z.object({ id: z.uuid(), since: z.string() }),
  access: ["system"],
  run: async ({ tx, context, audit, emit, changed }, { id, since }): Promise<{ restarted: boolean }> => {
    await tx.$queryRaw`select 1 from run where id = ${id}::uuid for update`;
    const decided = await tx.runEntry.findFirst({ where: { runId: id, key: since }, select: { order: true } });
    const word = await tx.runEntry.count({ where: { runId: id, order: { gt: decided?.order ?? 0 } } });
    if (word > 0) return { restarted: false };
    const taken = await tx.run.updateMany({
      where: { id, status: { in: ["queued", "running"] }, pausedAt: null },
      data: { status: "queued", functionRunId: null, tries: { increment: 1 } },
    });
    if (taken.count === 0) return { restarted: false };
    const run = await tx.run.findUniqueOrThrow({ where: { id } });
    const { tries, eventId, workflow } = run;
    const data = { ...byOf(context), tries };
    await appendRunEntry({ tx, context }, { runId: id, key: `run.restarted:${tries}`, kind: "run.restarted", data });
    await audit({ subject: { kind: "run", id }, data: { tries } });
    await emit("run.requested", { workspaceId: context.workspaceId, runId: id, eventId, workflow });
    changed({ topic: "run", id });
    return { restarted: true };
  },
});
