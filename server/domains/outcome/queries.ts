import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";
import type { Outcome } from "./schema.ts";

type WorkflowRow = {
  /** null in the row over all workflows */
  workflow: string | null;
  runs: number;
  finished: number;
  failed: number;
  medianSeconds: number | null;
};

function countRuns(tx: Transaction): Promise<WorkflowRow[]> {
  return tx.$queryRaw<WorkflowRow[]>`
    select workflow, count(*)::int as runs,
      count(*) filter (where status = 'succeeded')::int as finished,
      count(*) filter (where status = 'failed')::int as failed,
      (percentile_cont(0.5) within group (order by extract(epoch from finished_at - created_at))
        filter (where status = 'succeeded'))::float8 as "medianSeconds"
    from run where not shadow group by grouping sets ((workflow), ()) order by runs desc, workflow`;
}

/** What each workflow is called now. */
async function workflowNames(tx: Transaction): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ workflow: string; name: string }[]>`
    select distinct on (workflow) workflow, definition->>'name' as name
    from workflow_version where version > 0 order by workflow, version desc`;
  return new Map(rows.map(({ workflow, name }) => [workflow, name]));
}

type Counts = Outcome["proposals"] & Outcome["effects"];

async function countDecisions(tx: Transaction): Promise<Counts> {
  const rows = await tx.$queryRaw<Counts[]>`
    select
      (select count(*)::int from approval where decision = 'approve' and undone_at is null) as approved,
      (select count(*)::int from approval where decision = 'reject' and undone_at is null) as rejected,
      (select count(*)::int from proposal p where p.status = 'replaced' and exists (
        select 1 from audit_entry a where a.subject_kind = 'proposal' and a.subject_id = p.id::text
          and a.action = 'proposal.edit' and a.data->>'decision' = 'replace')) as edited,
      (select count(*)::int from effect where status in ('succeeded', 'compensated')) as executed,
      (select count(*)::int from effect where status = 'unknown') as unknown`;
  return rows[0] ?? { approved: 0, rejected: 0, edited: 0, executed: 0, unknown: 0 };
}

/** The outcome metrics of the workspace. Medians are null while nothing has succeeded. */
export const getOutcome = defineQuery({
  name: "outcome.get",
  input: z.void(),
  access: ["operator"],
  run: async ({ tx }): Promise<Outcome> => {
    const groups = await countRuns(tx);
    const { approved, edited, rejected, executed, unknown } = await countDecisions(tx);
    const names = await workflowNames(tx);
    const all = groups.find((group) => group.workflow === null);
    return {
      runs: { finished: all?.finished ?? 0, failed: all?.failed ?? 0, medianSeconds: all?.medianSeconds ?? null },
      proposals: { approved, edited, rejected },
      effects: { executed, unknown },
      perWorkflow: groups.flatMap(({ workflow, runs, medianSeconds }) =>
        workflow === null ? [] : [{ workflow, name: names.get(workflow) ?? workflow, runs, medianSeconds }],
      ),
    };
  },
});
