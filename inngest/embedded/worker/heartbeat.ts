import { newId } from "#server/kernel/ids.ts";
import { log } from "#server/kernel/log.ts";
import { ownIdentity } from "#server/kernel/process-identity.ts";
import type { Query, Statement } from "../database.ts";
import type { Runner } from "../runner-state.ts";
import { liveWorkers } from "./live-workers.ts";

const registerStatement: Statement = {
  name: "runner_register_worker",
  text: `insert into runner.worker (id, host, pid, pid_started, lease_until)
    values ($1, $2, $3, $4, now() + $5 * interval '1 millisecond')`,
};

const renewStatement: Statement = {
  name: "runner_renew_worker",
  text: "update runner.worker set lease_until = now() + $2 * interval '1 millisecond' where id = $1 returning id",
};

const releaseStatement: Statement = {
  name: "runner_release_items",
  text: `update runner.item set worker_id = null, lease_token = lease_token + 1, takeovers = takeovers + 1
    where id = any($1::bigint[]) and worker_id = $2`,
};

/** Enters this process as a worker under a new id. */
export async function registerWorker(runner: Runner): Promise<void> {
  const identity = ownIdentity();
  runner.workerId = newId();
  liveWorkers().add(runner.workerId);
  await runner.database.query(registerStatement, [
    runner.workerId,
    identity.host,
    identity.pid,
    identity.startedAt,
    runner.settings.leaseMilliseconds,
  ]);
}

async function giveBackOrphans(runner: Runner, query: Query): Promise<void> {
  if (runner.orphans.size === 0) return;
  const ids = [...runner.orphans];
  await query(releaseStatement, [ids, runner.workerId]);
  for (const id of ids) runner.orphans.delete(id);
  runner.wakeClaims();
}

/**
 * Renews the worker's lease. A worker that was taken for dead has lost its items: it goes on under a new id, and what it
 * still runs is refused at the next write.
 */
export async function renewWorker(runner: Runner): Promise<void> {
  const { query } = runner.database;
  const rows = await query<{ id: string }>(renewStatement, [runner.workerId, runner.settings.leaseMilliseconds]);
  if (rows.length === 0 && runner.active) {
    log.warn({ workerId: runner.workerId }, "the lease was lost; going on as a new worker");
    liveWorkers().delete(runner.workerId);
    await registerWorker(runner);
  }
  await giveBackOrphans(runner, query);
}
