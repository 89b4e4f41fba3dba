import { randomUUID } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { connectEmbeddedPostgres } from "#server/db/embedded/embedded-postgres.ts";
import { inputHashOf } from "#server/domains/proposal/index.ts";

/** A task that waits for the operator's yes. */
export type PendingTask = {
  title: string;
  agent?: string;
  workflow?: string;
  stake?: { amountMinor: number; currency: string };
  expiresInHours?: number;
};

const columns = `id uuid, run_id uuid, agent text, workflow text, input jsonb, input_hash text, preview jsonb, fields jsonb,
  title text, stake_minor int, stake_currency text, hours float8, place int`;

function rowOf(
  { title, agent = "crm", workflow = "new-enquiry", stake, expiresInHours = 72 }: PendingTask,
  place: number,
) {
  const input = { title };
  return {
    ...{ id: randomUUID(), run_id: randomUUID(), agent, workflow, input, place, hours: expiresInHours },
    input_hash: inputHashOf({ action: "task.create", input, targets: {} }),
    preview: { kind: "record", heading: "New task", rows: [{ field: "Task", before: null, after: title }] },
    fields: [{ name: "title", label: "Task", kind: "line", value: title }],
    title: `Add the task “${title}”`,
    stake_minor: stake?.amountMinor ?? null,
    stake_currency: stake?.currency ?? null,
  };
}

/** Writes proposals into a running product as its agents would have left them. @returns their ids, in the order given */
export async function seedPending(dataFolder: string, tasks: readonly PendingTask[]): Promise<string[]> {
  const database = await connectEmbeddedPostgres({ dataFolder: join(dataFolder, "postgres") });
  if (!database) throw new Error("The database does not run");
  const client = new pg.Client({ connectionString: database.url() });
  await client.connect();
  try {
    const rows = tasks.map(rowOf);
    const event = randomUUID();
    await client.query(
      `insert into event (id, workspace_id, source, external_id, type, kind, content_type, raw, status)
       select $1::uuid, id, 'seed', $1::text, 'message.received', 'form', 'application/json', '\\x7b7d', 'normalised' from workspace`,
      [event],
    );
    for (let from = 0; from < rows.length; from += 500) {
      const part = JSON.stringify(rows.slice(from, from + 500));
      await client.query(
        `insert into run (id, workspace_id, workflow, workflow_version, event_id, title, status, origin, started_at, finished_at)
         select r.run_id, w.id, r.workflow, 1, $2::uuid, r.title, 'succeeded', 'seed:' || r.run_id, now(), now()
         from workspace w, jsonb_to_recordset($1::jsonb) as r(${columns})`,
        [part, event],
      );
      await client.query(
        `insert into proposal (id, workspace_id, run_id, step, agent, action, input, input_hash, preview, fields, title, reason,
           evidence, confidence, method, risk, taint, policy, stake_minor, stake_currency, created_at, expires_at)
         select r.id, w.id, r.run_id, 'propose', r.agent, 'task.create', r.input, r.input_hash, r.preview, r.fields, r.title,
           'Asked for by mail', '[]', 0.8, 'rule', 'internal', 'operator',
           '{"verdict":"ask","rule":"first","explanation":"It asks first."}', r.stake_minor, r.stake_currency,
           now() + r.place * interval '1 millisecond', now() + r.hours * interval '1 hour'
         from workspace w, jsonb_to_recordset($1::jsonb) as r(${columns})`,
        [part],
      );
    }
    if (rows.length > 1_000) for (const table of ["run", "proposal"]) await client.query(`vacuum (analyze) ${table}`);
    return rows.map((row) => row.id);
  } finally {
    await client.end();
  }
}
