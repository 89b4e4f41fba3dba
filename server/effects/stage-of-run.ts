import type { Transaction } from "#server/db/transaction.ts";

/**
 * How far the policy may let a run go: `shadow` where the run itself has no effects, else its workflow's stage now. A run
 * that began before its workflow was taken back to shadow or draft still asks for everything.
 */
export async function stageOfRun(tx: Transaction, runId: string): Promise<"shadow" | "assisted" | "autonomous"> {
  const [run] = await tx.$queryRaw<{ shadow: boolean; stage: string }[]>`
    select r.shadow, coalesce(s.stage, 'assisted') as stage from run r
      left join workflow_setting s on s.workspace_id = r.workspace_id and s.workflow = r.workflow
    where r.id = ${runId}::uuid`;
  if (run?.shadow) return "shadow";
  return run?.stage === "autonomous" ? "autonomous" : "assisted";
}
