import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";

const input = z.object({
  stuckMinutes: z.int(),
  /** how much longer a run may lie that was never taken up */
  queuedPatience: z.int(),
  /** how many runs may start one another */
  depth: z.int(),
  repeats: z.int(),
  limit: z.int().min(1).max(500),
});

/**
 * The runs that may need help, at most `limit`: failed ones of the last day that nobody has decided on, open ones without
 * a word for too long, and ones that may go in a circle. Waiting and finished runs are not looked at, however many
 * there are: each part reads a few rows of an index.
 */
export const runsToSupervise = defineQuery({
  name: "supervision.candidates",
  input,
  access: ["system"],
  run: async ({ tx, context }, { stuckMinutes, queuedPatience, depth, repeats, limit }): Promise<string[]> => {
    const now = context.clock.now();
    const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
    const rows = await tx.$queryRaw<{ id: string }[]>`
      (select r.id from run r
        where r.status = 'failed' and not r.shadow and r.finished_at > ${ago(24 * 60)} and r.compensation is null
          and not exists (select 1 from supervision s where s.run_id = r.id and s.at >= r.finished_at)
        order by r.finished_at limit ${limit})
      union
      (select r.id from run r
        cross join lateral (
          select e.at from run_entry e where e.workspace_id = r.workspace_id and e.run_id = r.id
          order by e."order" desc limit 1) last
        where r.status in ('running', 'queued') and r.paused_at is null
          and ((r.status = 'running' and last.at < ${ago(stuckMinutes)})
            or (r.status = 'queued' and r.created_at < ${ago(stuckMinutes * queuedPatience)}
              and last.at < ${ago(stuckMinutes * queuedPatience)}))
          and not exists (select 1 from supervision s where s.run_id = r.id and s.finding = 'stuck' and s.at > last.at
            and s.remedy = 'escalate')
        order by last.at limit ${limit})
      union
      (select r.id from run r
        cross join lateral (
          select count(*) as times from run_entry e where e.workspace_id = r.workspace_id and e.run_id = r.id
            and e.kind in ('step.started', 'step.failed')) steps
        where r.status = 'running' and steps.times > ${repeats} limit ${limit})
      union
      (with recursive chain as (
          select r.id as leaf, r.parent_id, r.workflow, 0 as depth from run r
          where r.status in ('queued', 'running', 'waiting') and r.parent_id is not null and r.created_at > ${ago(60)}
        union all
          select chain.leaf, p.parent_id, chain.workflow, chain.depth + (p.workflow = chain.workflow)::int
          from chain join run p on p.id = chain.parent_id where chain.depth <= ${depth})
        select leaf as id from chain where depth > ${depth} limit ${limit})
      union
      (select (array_agg(r.id order by r.created_at desc))[1] as id
        from run r join message m on m.workspace_id = r.workspace_id and m.event_id = r.event_id
        where r.status in ('queued', 'running', 'waiting') and not r.shadow and r.created_at > ${ago(60)}
        group by r.workflow, m.thread_key having count(*) > ${depth} limit ${limit})`;
    return rows.slice(0, limit).map((row) => row.id);
  },
});
