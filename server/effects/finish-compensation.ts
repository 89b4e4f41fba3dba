import { z } from "zod";
import { type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { openEscalation } from "#server/domains/escalation/index.ts";
import { appendRunEntry } from "#server/domains/run/index.ts";
import { effectsOfRun, isLeft } from "./effects-of-run.ts";

/** What came of taking a run back. */
export type CompensatedRun = { compensation: "done" | "partly"; reversed: number; standing: number };

/**
 * Ends the taking back of a run: done when nothing of it stands, else partly. Either way the operator gets the run's one
 * review task, which names what was taken back, what stands, and what can be done. Repeating it changes nothing.
 */
export const finishCompensation = defineCommand({
  name: "run.finishCompensation",
  input: z.object({ runId: z.uuid(), round: z.int().min(1) }),
  access: ["system"],
  run: async (scope, { runId, round }): Promise<CompensatedRun> => {
    const { tx } = scope;
    await tx.$queryRaw`select 1 from run where id = ${runId}::uuid for update`;
    const run = await tx.run.findUniqueOrThrow({ where: { id: runId } });
    const effects = await effectsOfRun(tx, runId);
    const reversed = effects.filter((effect) => effect.standing === "reversed");
    const standing = effects.filter(isLeft);
    const compensation = standing.length === 0 ? "done" : "partly";
    const came: CompensatedRun = { compensation, reversed: reversed.length, standing: standing.length };
    if (run.compensation !== "under-way") return came;
    await tx.run.update({ where: { id: runId }, data: { compensation } });
    const data = { ...came, round, stands: standing.map(({ title }) => title) };
    await appendRunEntry(scope, { runId, key: `run.compensated:${round}`, kind: "run.compensated", data });
    await scope.audit({ subject: { kind: "run", id: runId }, runId, data });
    scope.changed({ topic: "run", id: runId });
    const wish = await wishOf(tx, runId);
    await openEscalation(scope, {
      refresh: true,
      key: `run:${runId}`,
      runId,
      ...(wish.eventId ? { eventId: wish.eventId } : {}),
      title: `${compensation === "done" ? "Taken back" : "Partly taken back"}: ${run.title}`.slice(0, 200),
      happened: run.status === "failed" ? happenedOf(run) : wish.because,
    });
    return came;
  },
});

const wished = z.object({ because: z.string().catch("It was taken back."), eventId: z.uuid().nullish().catch(null) });

/** Why it was taken back, and the event that told what was wrong. */
async function wishOf(tx: CommandScope["tx"], runId: string): Promise<z.output<typeof wished>> {
  const entry = await tx.runEntry.findFirst({
    where: { runId, kind: "run.compensating" },
    orderBy: { order: "desc" },
    select: { data: true },
  });
  return wished.parse(entry?.data ?? {});
}

const failed = z.object({ message: z.string() });

/** Why the run failed, in its own words. */
function happenedOf(run: { title: string; error: unknown; summary: string | null }): string {
  return failed.safeParse(run.error).data?.message ?? run.summary ?? `${run.title} failed.`;
}
