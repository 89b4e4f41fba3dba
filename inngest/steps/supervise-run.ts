import { withdrawProposals } from "#server/domains/proposal/index.ts";
import { withdrawnWithRun } from "#server/domains/run/index.ts";
import { decideOnDeadline, decideOnRun, storedSupervision, supervisedRun } from "#server/domains/supervision/index.ts";
import type { Context } from "#server/kernel/context.ts";
import { type RunFacts, superviseDeadline, superviseRun, supervisionPolicyOf } from "#server/policy/index.ts";
import { carryOutRemedy } from "./carry-out-remedy.ts";

/** What came of looking at a run: nothing was wrong, somebody else decided, or a remedy and its outcome. */
export type Supervised = { remedy: string | null; outcome: string | null };

const nothing: Supervised = { remedy: null, outcome: null };

/**
 * Looks at one run, decides by the policy and does it. Called as often as one likes, from several places at once: one
 * decision is made per run, try and finding.
 */
export async function superviseOne(context: Context, runId: string): Promise<Supervised> {
  const run = await supervisedRun.execute(context, { runId });
  if (!run) return nothing;
  const { status } = run.facts;
  if (status === "failed") {
    // before anything is tried again: what the failed try proposed can no longer be approved
    await withdrawProposals.execute(context, { runId, reason: withdrawnWithRun });
  }
  const policy = supervisionPolicyOf(await storedSupervision.execute(context, {}));
  // safe cast: the policy's own unions, read from columns that only our code writes
  const found = superviseRun(policy, run.facts as RunFacts);
  if (!found) return nothing;
  // of a run in shadow the operator hears nothing: it is taken up again or left as it is
  if (run.shadow && !["retry", "restart", "stop"].includes(found.remedy)) return nothing;
  const about = found.finding === "no-progress" ? "failed" : found.finding;
  const decision = await decideOnRun.execute(context, { ...found, runId, about, tries: run.tries, status });
  if (!decision) return nothing;
  return { remedy: found.remedy, outcome: await carryOutRemedy(context, decision) };
}

/** The same for a broken promise of time. */
export async function superviseLate(
  context: Context,
  late: { runId: string; path: string; title: string; overdueMinutes: number; met: boolean },
): Promise<Supervised> {
  const { runId, path, ...facts } = late;
  const found = superviseDeadline({ ...facts, whole: path === "" });
  const decision = await decideOnDeadline.execute(context, { ...found, runId, path });
  if (!decision) return nothing;
  return { remedy: found.remedy, outcome: await carryOutRemedy(context, decision) };
}
