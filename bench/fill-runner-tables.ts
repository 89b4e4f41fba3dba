import pg from "pg";
import { ulidFloor } from "#inngest/embedded/ulid.ts";

const hour = 3_600_000;

/**
 * Fills a migrated database with ended three-step runs of the last hours, and vacuums as the database's owner would have
 * by then. Waiting runs are made by running them.
 */
export async function fillFinishedRuns(options: { databaseUrl: string; finished: number }): Promise<void> {
  const client = new pg.Client({ connectionString: options.databaseUrl });
  await client.connect();
  const head = ulidFloor(Date.now() - hour).slice(0, 10);
  const id = (prefix: string) => `'${head}' || lpad('${prefix}' || n::text, 16, '0')`;
  const group = 10_000;
  for (let from = 1; from <= options.finished; from += group) {
    const series = `generate_series(${from}, ${Math.min(from + group - 1, options.finished)}) as n`;
    await client.query(`insert into runner.event (id, name, body)
      select ${id("E")}, 'bench/three-steps', '{"name":"bench/three-steps","data":{"key":"' || n || '"},"id":"x","ts":1}' from ${series}`);
    await client.query(`insert into runner.run (id, function_id, status, event_ids, output, created_at, started_at, ended_at)
      select ${id("R")}, 'bench-three-steps', 'completed', array[${id("E")}], '3', now(), now(), now() from ${series}`);
    await client.query(`insert into runner.step (run_id, id, op, name, data, completed_at)
      select ${id("R")}, md5(n || ' ' || part), 'StepRun', 'first', '1', now() from ${series}, generate_series(1, 3) as part`);
  }
  await client.query("vacuum (analyze) runner.event, runner.run, runner.step");
  await client.end();
}
