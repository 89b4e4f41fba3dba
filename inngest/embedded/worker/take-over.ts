import { log } from "#server/kernel/log.ts";
import { isGone, ownIdentity } from "#server/kernel/process-identity.ts";
import type { Statement } from "../database.ts";
import type { Runner } from "../runner-state.ts";
import { liveWorkers } from "./live-workers.ts";

const workersStatement: Statement = {
  name: "runner_other_workers",
  text: "select id, host, pid, pid_started, lease_until < now() as expired from runner.worker where id <> $1",
};

// a lease that was renewed since it was read stays; items of a worker without a row belong to nobody
const takeOverStatement: Statement = {
  name: "runner_take_over",
  text: `with dead as (
    delete from runner.worker w
    where w.id = any($1::text[]) or (w.id = any($2::text[]) and w.lease_until < now()) returning w.id
  )
  update runner.item i set worker_id = null, lease_token = i.lease_token + 1, takeovers = i.takeovers + 1
  where i.worker_id is not null and (i.worker_id in (select id from dead)
     or not exists (select 1 from runner.worker w where w.id = i.worker_id))
  returning i.id`,
};

type WorkerRow = { id: string; host: string; pid: number; pid_started: string; expired: boolean };

function isProvablyGone(row: WorkerRow): boolean {
  const own = ownIdentity();
  const isThisProcess = row.host === own.host && row.pid === own.pid && row.pid_started === own.startedAt;
  if (isThisProcess) return !liveWorkers().has(row.id);
  return isGone({ host: row.host, pid: row.pid, startedAt: row.pid_started });
}

/**
 * Frees the items of workers whose lease has expired, and at once of those that provably stopped. The token of every item
 * rises, so that whatever a stopped worker still writes is refused. @returns whether there was anything to take over
 */
export async function takeOver(runner: Runner): Promise<boolean> {
  const { query } = runner.database;
  const others = await query<WorkerRow>(workersStatement, [runner.workerId]);
  const gone = others.filter(isProvablyGone).map((row) => row.id);
  const expired = others.filter((row) => row.expired).map((row) => row.id);
  const freed = await query(takeOverStatement, [gone, expired]);
  if (freed.length > 0) {
    log.info({ items: freed.length }, "took over items of a stopped worker");
    runner.wakeClaims();
  }
  return freed.length + gone.length + expired.length > 0;
}
