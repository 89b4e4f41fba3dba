import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";
import type { Transaction } from "#server/db/transaction.ts";

const minute = 60_000;
/** The runner's longest pause between two tries of a step: that long, a failed step says that it is tried again. */
const longestPause = 65 * minute;

const failureShape = z.object({
  message: z.string(),
  step: z.string().nullish(),
  code: z.string().nullish(),
});
const plannedShape = z.object({ retryAt: z.iso.datetime() });

/** What the policy of supervision asks of a run, and what a decision on it is bound to. */
export type SupervisedRun = {
  tries: number;
  title: string;
  /** it has no effects, and the operator is not to hear of it */
  shadow: boolean;
  facts: {
    status: string;
    paused: boolean;
    expecting: boolean;
    silentMinutes: number;
    retried: number;
    restarted: number;
    failure: { code: string | null; step: string | null; message: string; same: number } | null;
    effects: number;
    onFailure: string;
    compensating: boolean;
    repeated: { step: string; times: number } | null;
    depth: number;
  };
};

type Counted = {
  executed: number;
  proposals: number;
  children: number;
  same: number;
  retried: number;
  restarted: number;
  onFailure: string | null;
  parents: number;
  thread: number;
};

/** One round trip for everything that is counted; each part is a few rows of an index. */
async function count(
  tx: Transaction,
  runId: string,
  failure: { message: string; step: string | null } | null,
  since: Date,
) {
  const rows = await tx.$queryRaw<Counted[]>`
    with recursive self as (select * from run where id = ${runId}::uuid),
    chain as (
      select parent_id, 0 as depth, 0 as hops from self
      union all
      select p.parent_id, chain.depth + (p.workflow = (select workflow from self))::int, chain.hops + 1
      from chain join run p on p.id = chain.parent_id where chain.hops < 100)
    select
      (select count(*)::int from effect e, self where e.workspace_id = self.workspace_id and e.run_id = self.id
        and e.status = 'succeeded') as executed,
      (select count(*)::int from proposal p, self where p.workspace_id = self.workspace_id and p.run_id = self.id
        and p.status in ('pending', 'approved')) as proposals,
      (select count(*)::int from run c, self where c.workspace_id = self.workspace_id and c.parent_id = self.id
        and c.status in ('queued', 'running', 'waiting')) as children,
      (select count(*)::int from run_entry e, self where e.workspace_id = self.workspace_id and e.run_id = self.id
        and e.kind = 'run.failed' and e.data->>'error' = ${failure?.message ?? ""}
        and coalesce(e.data->>'step', '') = ${failure?.step ?? ""}) as same,
      (select count(*)::int from supervision s, self where s.run_id = self.id and s.remedy = 'retry') as retried,
      (select count(*)::int from supervision s, self where s.run_id = self.id and s.remedy = 'restart') as restarted,
      (select v.definition->>'onFailure' from workflow_version v, self where v.workspace_id = self.workspace_id
        and v.workflow = self.workflow and v.version = self.workflow_version) as "onFailure",
      (select max(depth)::int from chain) as parents,
      (select count(*)::int from self join message m on m.workspace_id = self.workspace_id and m.event_id = self.event_id
        join message other on other.workspace_id = m.workspace_id and other.contact_id = m.contact_id
          and other.at > ${since} and other.thread_key = m.thread_key
        join run r on r.workspace_id = other.workspace_id and r.event_id = other.event_id
          and r.workflow = self.workflow and r.shadow = self.shadow and r.id <> self.id and r.created_at > ${since}) as thread`;
  return rows[0];
}

async function mostRepeated(tx: Transaction, runId: string): Promise<{ step: string; times: number } | null> {
  const rows = await tx.$queryRaw<{ step: string; times: number }[]>`
    select e.step, count(*)::int as times from run_entry e
    where e.run_id = ${runId}::uuid and e.workspace_id = current_workspace() and e.step is not null
      and e.kind in ('step.started', 'step.failed')
      and e."order" > coalesce((select max(b."order") from run_entry b where b.run_id = e.run_id
        and b.workspace_id = e.workspace_id and b.kind = 'run.started'), 0)
    group by e.step order by 2 desc limit 1`;
  return rows[0] ?? null;
}

/** Everything that decides about one run, in one read; null when there is no such run. */
export const supervisedRun = defineQuery({
  name: "supervision.run",
  input: z.object({ runId: z.uuid() }),
  access: ["system"],
  run: async ({ tx, context }, { runId }): Promise<SupervisedRun | null> => {
    const run = await tx.run.findUnique({ where: { id: runId } });
    if (!run) return null;
    const now = context.clock.now().getTime();
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: context.workspaceId } });
    const last = await tx.runEntry.findFirst({ where: { runId }, orderBy: { order: "desc" } });
    const told = run.status === "failed" ? failureShape.safeParse(run.error).data : undefined;
    const failure = told ? { message: told.message, step: told.step ?? null, code: told.code ?? null } : null;
    const counted = await count(tx, runId, failure, new Date(now - 60 * minute));
    const silence = now - (last?.at ?? run.createdAt).getTime();
    const planned = plannedShape.safeParse(last?.data).data?.retryAt;
    const retrying =
      last?.kind === "step.failed" && (planned ? now < Date.parse(planned) + minute : silence < longestPause);
    return {
      tries: run.tries,
      title: run.title,
      shadow: run.shadow,
      facts: {
        status: run.status,
        paused: run.pausedAt !== null || workspace.pausedAt !== null,
        expecting: retrying || (counted?.proposals ?? 0) > 0 || (counted?.children ?? 0) > 0,
        silentMinutes: Math.floor(silence / minute),
        retried: counted?.retried ?? 0,
        restarted: counted?.restarted ?? 0,
        failure: failure && { ...failure, same: Math.max(1, counted?.same ?? 1) },
        effects: counted?.executed ?? 0,
        onFailure: counted?.onFailure === "keep" ? "keep" : "compensate",
        compensating: run.compensation !== null,
        repeated: run.status === "running" ? await mostRepeated(tx, runId) : null,
        depth: Math.max(counted?.parents ?? 0, counted?.thread ?? 0),
      },
    };
  },
});
