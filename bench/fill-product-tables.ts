import { join } from "node:path";
import pg from "pg";
import { connectEmbeddedPostgres } from "#server/db/embedded/embedded-postgres.ts";

/** How many runs a business has behind it, and how many it waits with. */
export type Past = { waiting: number; finished: number };

const group = 10_000;
const entriesPerRun = 5;

/** Ids that are the same each time: a kind, and a number in its last digits. */
const id = (kind: string) => `('${kind}0000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid`;

function statements(workspaceId: string, from: number, to: number, waiting: number): string[] {
  const series = `generate_series(${from}, ${to}) as n`;
  const workspace = `'${workspaceId}'::uuid`;
  const status = `case when n <= ${waiting} then 'waiting' when n % 20 = 0 then 'failed' else 'succeeded' end`;
  const at = "now() - n * interval '1 minute'";
  const contact = "('c0000000-0000-4000-8000-' || lpad((n % 1000)::text, 12, '0'))::uuid";
  return [
    `insert into event (id, workspace_id, source, external_id, type, kind, content_type, raw, status, contact_id, received_at)
     select ${id("eeee")}, ${workspace}, 'past', n::text, 'message.received', 'form', 'application/json', '\\x7b7d', 'normalised',
       ${contact}, ${at} from ${series}`,
    `insert into run (id, workspace_id, workflow, workflow_version, event_id, contact_id, title, status, summary, created_at,
       started_at, finished_at)
     select ${id("aaaa")}, ${workspace}, (array['new-enquiry', 'refund-request', 'failed-payment'])[1 + n % 3], 1, ${id("eeee")},
       ${contact}, 'Enquiry ' || n, ${status}, 'Answered', ${at}, ${at}, case when n > ${waiting} then ${at} end from ${series}`,
    `insert into run_entry (workspace_id, run_id, key, at, kind, step, data)
     select ${workspace}, ${id("aaaa")}, 'step-' || part || ':completed', ${at}, 'step.completed', 'step-' || part,
       '{"title":"A step","output":{"ok":true}}' from ${series}, generate_series(1, ${entriesPerRun}) as part`,
  ];
}

/** Gives a running product's workspace a past, and vacuums as the database's owner would have by then. */
export async function fillProductTables(dataFolder: string, past: Past): Promise<void> {
  const database = await connectEmbeddedPostgres({ dataFolder: join(dataFolder, "postgres") });
  if (!database) throw new Error("The database does not run");
  const client = new pg.Client({ connectionString: database.url() });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string }>("select id from workspace");
    const workspaceId = rows[0]?.id ?? "";
    await client.query(
      `insert into contact (id, workspace_id, name, email)
       select ('c0000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, '${workspaceId}'::uuid, 'Person ' || n,
         'past-' || n || '@example.com' from generate_series(0, 999) as n`,
    );
    const total = past.waiting + past.finished;
    for (let from = 1; from <= total; from += group) {
      const to = Math.min(from + group - 1, total);
      for (const statement of statements(workspaceId, from, to, past.waiting)) await client.query(statement);
    }
    for (const table of ["event", "run", "run_entry", "contact"]) await client.query(`vacuum (analyze) ${table}`);
  } finally {
    await client.end();
  }
}
