import { z } from "zod";
import { defineQuery } from "#server/commands/define-query.ts";

/** A promise of time that was broken. */
export type BrokenDeadline = {
  runId: string;
  path: string;
  title: string;
  run: string;
  overdueMinutes: number;
  met: boolean;
};

/** Broken promises of the last day that nobody has decided on: overdue ones, and those that were met too late. */
export const brokenDeadlines = defineQuery({
  name: "supervision.deadlines",
  input: z.object({ limit: z.int().min(1).max(500) }),
  access: ["system"],
  run: async ({ tx, context }, { limit }): Promise<BrokenDeadline[]> => {
    const now = context.clock.now();
    const dayAgo = new Date(now.getTime() - 24 * 3_600_000);
    return tx.$queryRaw<BrokenDeadline[]>`
      select d.run_id as "runId", d.path, d.title, r.title as run, d.met_at is not null as met,
        ceil(extract(epoch from coalesce(d.met_at, ${now}::timestamptz) - d.due_at) / 60)::int as "overdueMinutes"
      from deadline d join run r on r.id = d.run_id
      where ((d.met_at is null and d.breached_at is null and d.held_at is null and d.due_at < ${now}
            and r.status in ('queued', 'running', 'waiting'))
          or d.breached_at > ${dayAgo})
        and not exists (select 1 from supervision s where s.run_id = d.run_id
          and s.subject = 'deadline:' || d.run_id || ':' || d.path)
      order by d.due_at limit ${limit}`;
  },
});
