import type { CommandScope } from "#server/commands/define-command.ts";
import type { PolicyFacts } from "#server/policy/index.ts";

const hour = 3_600_000;
type Row = { same: boolean; currency: string | null; inLastHour: number; inLastDay: number; spent: number };

/**
 * What ran by itself so far, for the caps: effects of the last 60 minutes and 24 hours, and what is approved and has not
 * begun, which counts as happening now. Without the proposal itself, without what the operator approved, and without
 * reversals, which no grant is about.
 */
export async function readHistory(
  { tx, context }: Pick<CommandScope, "tx" | "context">,
  of: { proposalId: string; agent: string; action: string },
): Promise<PolicyFacts["history"]> {
  const now = context.clock.now();
  const rows = await tx.$queryRaw<Row[]>`
    select p.agent = ${of.agent} and p.action = ${of.action} as same, p.stake_currency as currency,
      (count(*) filter (where done.at > ${new Date(now.getTime() - hour)}))::int as "inLastHour",
      count(*)::int as "inLastDay", coalesce(sum(p.stake_minor), 0)::float8 as spent
    from (
      select e.proposal_id as id, coalesce(e.finished_at, ${now}::timestamptz) as at from effect e
        where e.status <> 'failed' and (e.finished_at > ${new Date(now.getTime() - 24 * hour)} or e.finished_at is null)
      union all
      select w.id, ${now}::timestamptz as at from proposal w
        where w.status = 'approved' and not exists (select 1 from effect e where e.proposal_id = w.id)
    ) done join proposal p on p.id = done.id
    where p.id <> ${of.proposalId}::uuid and p.compensates_id is null and p.policy->>'verdict' = 'execute'
      and not exists (select 1 from approval a where a.workspace_id = p.workspace_id and a.proposal_id = p.id
        and a.decision = 'approve' and a.undone_at is null)
    group by 1, 2`;
  const own = rows.filter((row) => row.same);
  const sum = (of: "inLastHour" | "inLastDay") => own.reduce((total, row) => total + row[of], 0);
  return {
    inLastHour: sum("inLastHour"),
    inLastDay: sum("inLastDay"),
    spentInLastDay: byCurrency(own),
    spentByAllInLastDay: byCurrency(rows),
  };
}

function byCurrency(rows: readonly Row[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { currency, spent } of rows) if (currency) totals[currency] = (totals[currency] ?? 0) + spent;
  return totals;
}
