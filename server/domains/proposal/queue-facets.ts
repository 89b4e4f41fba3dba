import { defineQuery } from "#server/commands/define-query.ts";
import { Prisma } from "#server/db/generated/client.ts";
import { conditionsOf, inQueue } from "./queue-conditions.ts";
import { type QueueFacets, queueFilterSchema } from "./schema.ts";

const mostContacts = 20;

type Facet = keyof QueueFacets;
type Count = { facet: Facet; value: string; label: string | null; count: number };

const columns: Record<Facet, Prisma.Sql> = {
  agent: Prisma.sql`agent`,
  action: Prisma.sql`action`,
  risk: Prisma.sql`risk`,
  workflow: Prisma.sql`workflow`,
  contact: Prisma.sql`contact_id::text`,
  taint: Prisma.sql`taint`,
  sampled: Prisma.sql`case when sampled then 'yes' end`,
};
const facets = Object.keys(columns) as Facet[];

/** Counts one facet among what the other filters leave. */
function countOf(facet: Facet): Prisma.Sql {
  const others = facets.filter((other) => other !== facet).map((other) => Prisma.raw(`by_${other}`));
  return Prisma.sql`select ${facet} as facet, ${columns[facet]} as value, count(*)::int as count from open
    where ${Prisma.join(others, " and ")} and ${columns[facet]} is not null group by 2`;
}

/** What the queue can be narrowed to, with how many each choice would leave. */
export const readQueueFacets = defineQuery({
  name: "proposal.facets",
  input: queueFilterSchema,
  access: ["operator"],
  run: async ({ tx, context }, filter): Promise<QueueFacets> => {
    const conditions = conditionsOf(filter, Prisma.sql`r.workflow`);
    const marks = facets.map((facet) => Prisma.sql`${conditions[facet]} as ${Prisma.raw(`by_${facet}`)}`);
    const counts = await tx.$queryRaw<Count[]>`
      with open as materialized (
        select p.agent, p.action, p.risk, p.taint, p.sampled, p.contact_id, r.workflow, ${Prisma.join(marks)}
        from proposal p left join run r on r.id = p.run_id where ${inQueue(filter, context.clock.now())}),
      counted as (${Prisma.join(facets.map(countOf), " union all ")}),
      ranked as (select *, row_number() over (partition by facet order by count desc, value) as rank from counted)
      select facet, value, case when facet = 'contact' then (select name from contact where id = value::uuid) else value end as label,
        count
      from ranked where facet <> 'contact' or rank <= ${mostContacts} order by facet, rank`;
    const result: QueueFacets = { agent: [], action: [], risk: [], workflow: [], contact: [], taint: [], sampled: [] };
    for (const { facet, value, label, count } of counts) {
      if (label !== null) result[facet].push({ value, label, count });
    }
    return result;
  },
});
