import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";

/** What a step came to in an earlier try, or in the run that this one repeats. */
export type RememberedStep = {
  path: string;
  completed?: { output: unknown; wentOn: boolean };
  skipped?: true;
  taken?: "yes" | "no";
};

/** The reason that proposals are withdrawn with when their run fails: the step that made them is done again. */
export const withdrawnWithRun = "Its run failed";

const kinds = ["step.completed", "step.skipped", "step.decided"];

const told = z.object({
  output: z.unknown().optional(),
  /** the step goes on after this: its proposals are not settled yet */
  partial: z.boolean().optional(),
  wentOn: z.string().nullish(),
  taken: z.enum(["yes", "no"]).optional(),
});

/** The place in a run's log up to which a function run may remember: its own steps are the runner's to remember. */
export async function lastStepEntry(tx: Transaction, runId: string): Promise<string | null> {
  const last = await tx.runEntry.findFirst({
    where: { runId, kind: { in: kinds } },
    orderBy: { order: "desc" },
    select: { order: true },
  });
  return last ? String(last.order) : null;
}

/** Steps whose proposals were withdrawn when the run failed: what they came to is gone. */
async function withdrawnSteps(tx: Transaction, runId: string): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ step: string }[]>`
    select distinct p.step from proposal p join approval a on a.proposal_id = p.id
    where p.run_id = ${runId}::uuid and p.status = 'expired' and a.decision = 'expire' and a.reason = ${withdrawnWithRun}`;
  return new Set(rows.map((row) => row.step));
}

/** What the steps of a run came to before a place in its log: they are not done again. */
export const rememberedSteps = defineQuery({
  name: "run.remembered",
  input: z.object({ runId: z.uuid(), upTo: z.string().regex(/^\d+$/) }),
  access: ["system"],
  run: async ({ tx }, { runId, upTo }): Promise<RememberedStep[]> => {
    const rows = await tx.runEntry.findMany({
      where: { runId, kind: { in: kinds }, order: { lte: BigInt(upTo) }, step: { not: null } },
      orderBy: { order: "asc" },
      select: { kind: true, step: true, data: true },
    });
    const again = await withdrawnSteps(tx, runId);
    const steps = new Map<string, RememberedStep>();
    for (const row of rows) {
      const path = row.step ?? "";
      const data = told.safeParse(row.data).data;
      if (!data || data.partial || again.has(path)) continue;
      const step = steps.get(path) ?? { path };
      if (row.kind === "step.completed") {
        step.completed = { output: data.output ?? null, wentOn: Boolean(data.wentOn) };
      } else if (row.kind === "step.skipped") step.skipped = true;
      else if (data.taken) step.taken = data.taken;
      steps.set(path, step);
    }
    return [...steps.values()];
  },
});
