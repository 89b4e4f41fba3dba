import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import { currentDefinitionsWithin, workflowId } from "#server/domains/workflow/index.ts";
import { stageSchema } from "#server/domains/workflow/schema.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError } from "#server/kernel/errors.ts";
import { type DecisionCounts, stepForward } from "#server/policy/shadow/index.ts";
import { countComparison, listMatches } from "./comparison.ts";
import type { Rollout } from "./schema.ts";

const decisionDays = 90;

/** What the operator made of what the workflow's own runs proposed, over the last 90 days. */
async function countDecisions(tx: Transaction, workflow: string, now: Date): Promise<DecisionCounts> {
  const since = new Date(now.getTime() - decisionDays * 86_400_000);
  const [row] = await tx.$queryRaw<{ approved: number; edited: number; rejected: number }[]>`
    select
      count(*) filter (where a.decision = 'approve')::int as approved,
      count(*) filter (where a.decision = 'approve' and exists (
        select 1 from proposal before where before.replaced_by_id = p.id))::int as edited,
      count(*) filter (where a.decision = 'reject')::int as rejected
    from approval a join proposal p on p.id = a.proposal_id join run r on r.id = p.run_id
    where r.workflow = ${workflow} and not r.shadow and a.undone_at is null and a.decided_at >= ${since}`;
  const { approved = 0, edited = 0, rejected = 0 } = row ?? {};
  return { unchanged: approved - edited, edited, rejected };
}

/**
 * How far a workflow is rolled out, and what speaks for its next step.
 * @throws AppError not_found where no version is published
 */
export async function rolloutWithin(
  { tx, context }: { tx: Transaction; context: Context },
  workflow: string,
): Promise<Rollout> {
  const current = (await currentDefinitionsWithin({ tx, context })).find((own) => own.workflow === workflow);
  if (!current) throw new AppError("not_found", "There is no such published workflow");
  const setting = await tx.workflowSetting.findFirst({ where: { workflow } });
  const stage = stageSchema.parse(current.stage);
  const since = setting?.stageSince ?? null;
  // a comparison of an earlier time in shadow is told until the workflow enters shadow anew
  const which = { workflow, version: "published" as const, since: stage === "shadow" ? since : null };
  const comparison = await countComparison(tx, which);
  const decisions = await countDecisions(tx, workflow, context.clock.now());
  const matches = await listMatches(tx, which);
  return {
    workflow,
    stage,
    since,
    forward: stepForward(stage, { shadow: comparison, decisions }),
    comparison: stage === "shadow" || matches.length > 0 ? comparison : null,
    matches,
    trial: current.trial === null ? null : await trialOf(tx, { workflow, version: current.trial }),
  };
}

async function trialOf(tx: Transaction, { workflow, version }: { workflow: string; version: number }) {
  const row = await tx.workflowVersion.findFirst({ where: { workflow, version } });
  if (!row) return null;
  const which = { workflow, version, since: null };
  return {
    version,
    since: row.publishedAt,
    runs: await tx.run.count({ where: { workflow, workflowVersion: version } }),
    comparison: await countComparison(tx, which),
    matches: await listMatches(tx, which),
  };
}

/** The same for the workflow's page, the API and MCP. */
export const getRollout = defineQuery({
  name: "workflow.rollout",
  input: z.object({ workflow: workflowId }),
  access: ["operator", "api_key"],
  scope: "workflows:read",
  run: (scope, { workflow }): Promise<Rollout> => rolloutWithin(scope, workflow),
});
