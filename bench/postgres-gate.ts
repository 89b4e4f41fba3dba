import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { startEmbeddedPostgres } from "#server/db/embedded/embedded-postgres.ts";

/**
 * Latency and throughput of the embedded database, fsync on: `node bench/postgres-gate.ts [--url <postgres url>]`.
 * With a URL the same is measured on that server, in a table `gate_bench` that is dropped at the end.
 */
const { values } = parseArgs({ options: { url: { type: "string" }, seconds: { type: "string", default: "3" } } });
const seconds = Number(values.seconds);

type Latency = { p50: number; p99: number };

function latencyOf(samples: number[]): Latency {
  const sorted = samples.sort((a, b) => a - b);
  const at = (share: number): number => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(3));
  return { p50: at(0.5), p99: at(0.99) };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function latency(
  url: string,
  statement: (client: pg.Client, index: number) => Promise<unknown>,
): Promise<Latency> {
  const client = await connect(url);
  const samples: number[] = [];
  for (let index = 0; index < 1200; index++) {
    const start = performance.now();
    await statement(client, index);
    if (index >= 200) samples.push(performance.now() - start);
  }
  await client.end();
  return latencyOf(samples);
}

const insert = (client: pg.Client, index: number): Promise<unknown> =>
  client.query("insert into gate_bench (n, body) values ($1, $2)", [index, "x".repeat(200)]);
const transaction = async (client: pg.Client, index: number): Promise<void> => {
  await client.query("begin");
  await insert(client, index);
  await client.query("commit");
};

/** Operations per second of `clients` connections that each wait for their answer. */
async function rate(
  url: string,
  clients: number,
  work: (client: pg.Client, index: number) => Promise<unknown>,
): Promise<number> {
  const open = await Promise.all(Array.from({ length: clients }, () => connect(url)));
  let count = 0;
  let counting = false;
  let stopped = false;
  const loops = open.map(async (client) => {
    for (let index = 0; !stopped; index++) {
      await work(client, index);
      if (counting) count++;
    }
  });
  await new Promise((next) => setTimeout(next, 500));
  counting = true;
  await new Promise((next) => setTimeout(next, seconds * 1000));
  counting = false;
  stopped = true;
  await Promise.all(loops);
  await Promise.all(open.map((client) => client.end()));
  return Math.round(count / seconds);
}

function residentMegabytes(pid: number | undefined): number | undefined {
  if (pid === undefined || process.platform !== "linux") return undefined;
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Math.round(Number(kilobytes) / 1024);
}

async function measure(url: string) {
  const client = await connect(url);
  await client.query("drop table if exists gate_bench");
  await client.query("create table gate_bench (id bigserial primary key, n int, body text)");
  const loneWrite = await latency(url, insert);
  const loneRead = await latency(url, (one, index) => one.query("select n from gate_bench where id = $1", [index + 1]));
  const commits: Record<string, number> = {};
  for (const clients of [1, 10, 50]) commits[`commitsPerSecond${clients}`] = await rate(url, clients, insert);
  // one client waits for a sync per commit; what many get beyond it is the gain of sharing syncs
  const sharedSyncGain = Number(((commits.commitsPerSecond50 ?? 0) / (commits.commitsPerSecond1 || 1)).toFixed(1));
  const transactions50 = await rate(url, 50, transaction);
  const reads50 = await rate(url, 50, (one, index) =>
    one.query("select n from gate_bench where id = $1", [(index % 1000) + 1]),
  );
  await client.query("drop table gate_bench");
  await client.end();
  return {
    loneWriteMs: loneWrite,
    loneReadMs: loneRead,
    ...commits,
    sharedSyncGain,
    transactionsPerSecond50: transactions50,
    readsPerSecond50: reads50,
  };
}

if (values.url) {
  console.log(JSON.stringify({ server: await measure(values.url) }, null, 2));
} else {
  const folder = mkdtempSync(join(tmpdir(), "adjutant-bench-"));
  const firstStart = performance.now();
  let database = await startEmbeddedPostgres({ dataFolder: folder });
  const firstStartMs = Math.round(performance.now() - firstStart);
  const idleMegabytes = residentMegabytes(database.pid());
  const gate = await measure(database.url());
  const loadedMegabytes = residentMegabytes(database.pid());
  await database.stop();
  const nextStart = performance.now();
  database = await startEmbeddedPostgres({ dataFolder: folder });
  const nextStartMs = Math.round(performance.now() - nextStart);
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
  console.log(JSON.stringify({ firstStartMs, nextStartMs, idleMegabytes, loadedMegabytes, gate }, null, 2));
}
