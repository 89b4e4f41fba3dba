import { join } from "node:path";
import pg from "pg";
import { connectEmbeddedPostgres } from "#server/db/embedded/embedded-postgres.ts";

/** What the database says happened, over all events of a storm. */
export type Books = {
  events: number;
  /** accepted events that have no row */
  lostEvents: number;
  /** sender's ids with more than one row */
  doubledEvents: number;
  /** events that no run was started for */
  eventsWithoutRun: number;
  runs: Record<string, number>;
  effects: Record<string, number>;
  /** effects of one proposal or key beyond the first */
  doubledEffects: number;
  /** approved proposals without an effect */
  approvedWithoutEffect: number;
  /** effects whose outcome nobody knows and nobody was asked about */
  unknownWithoutReview: number;
  auditChainBreaks: number;
  /** events, runs, proposals and effects that are still on their way; what waits for the operator's word is not */
  underWay: number;
};

const figures = `
  with storm as (select id, external_id, status from event where external_id like 'storm-%'),
  asked as (select run_id, proposal_id from effect where status = 'unknown')
  select
    (select count(*) from storm)::int as events,
    ($1::int - (select count(distinct external_id) from storm))::int as "lostEvents",
    (select count(*) - count(distinct external_id) from storm)::int as "doubledEvents",
    (select count(*) from storm where not exists (select 1 from run where run.event_id = storm.id))::int as "eventsWithoutRun",
    (select count(*) - count(distinct proposal_id) from effect)::int as "doubledEffects",
    (select count(*) from proposal where status = 'approved'
      and not exists (select 1 from effect where effect.proposal_id = proposal.id))::int as "approvedWithoutEffect",
    (select count(*) from effect where status = 'unknown'
      and not exists (select 1 from escalation where escalation.effect_id = effect.id))::int as "unknownWithoutReview",
    (select count(*) from audit_entry entry join audit_entry before
      on before.workspace_id = entry.workspace_id and before.sequence = entry.sequence - 1
      where before.hash <> entry.previous_hash)::int as "auditChainBreaks",
    ((select count(*) from storm where status = 'received')
      + (select count(*) from run where status in ('queued', 'running', 'waiting')
        and not exists (select 1 from asked where asked.run_id = run.id))
      + (select count(*) from proposal where status in ('pending', 'approved')
        and not exists (select 1 from asked where asked.proposal_id = proposal.id))
      + (select count(*) from effect where status in ('intended', 'calling')))::int as "underWay"`;

const byStatus = (table: string) => `select status, count(*)::int as count from ${table} group by status`;

/** Reads the books of a running product. */
export async function readBooks(dataFolder: string, events: number): Promise<Books> {
  const database = await connectEmbeddedPostgres({ dataFolder: join(dataFolder, "postgres") });
  if (!database) throw new Error("The database does not run");
  const client = new pg.Client({ connectionString: database.url() });
  await client.connect();
  try {
    const { rows } = await client.query<Omit<Books, "runs" | "effects">>(figures, [events]);
    const [row] = rows;
    if (!row) throw new Error("The books are empty");
    const counts = async (table: string) => {
      const { rows: statuses } = await client.query<{ status: string; count: number }>(byStatus(table));
      return Object.fromEntries(statuses.map(({ status, count }) => [status, count]));
    };
    return { ...row, runs: await counts("run"), effects: await counts("effect") };
  } finally {
    await client.end();
  }
}
