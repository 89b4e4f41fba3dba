import type { Statement } from "../database.ts";
import type { Runner } from "../runner-state.ts";
import { liveWorkers } from "./live-workers.ts";

const statement: Statement = {
  name: "runner_sign_off",
  text: `with gone as (delete from runner.worker where id = $1)
    update runner.item set worker_id = null, lease_token = lease_token + 1 where worker_id = $1`,
};

/** Gives all items back and removes the worker's row: another process goes on at once. */
export async function signOff(runner: Runner): Promise<void> {
  await runner.database.query(statement, [runner.workerId]);
  liveWorkers().delete(runner.workerId);
}
