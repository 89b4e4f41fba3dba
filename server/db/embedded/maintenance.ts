import type { Engine } from "./engine.ts";
import type { Gate } from "./gate.ts";

const everyMs = 1000;
/** A lull that is long enough to start something that cannot be interrupted. */
const lullMs = 300;
/** Log since the last checkpoint: worth one in a lull, and due even under load (a restart replays it, the disk holds it). */
const log = { worthwhile: 4 * 2 ** 20, due: 48 * 2 ** 20 };
const vacuumEveryMs = 60_000;

const tablesToVacuum = `select format('%I.%I', schemaname, relname) from pg_catalog.pg_stat_user_tables
  where n_dead_tup > 500 + 0.2 * n_live_tup or n_mod_since_analyze > 500 + 0.1 * n_live_tup or n_ins_since_vacuum > 1000 + 0.2 * n_live_tup
  order by n_dead_tup desc limit 20`;

/**
 * What the checkpointer and autovacuum do in a server with processes of its own: here in lulls, one table at a time.
 * @returns a function that stops it
 */
export function startMaintenance(options: { engine: Engine; gate: Gate }): () => void {
  const { engine, gate } = options;
  let checkpointAt = engine.logBytes();
  let vacuumAt = performance.now();
  let tables: string[] = [];

  const step = (): void => {
    if (!gate.isIdle()) return;
    const lull = performance.now() - gate.workedAt() >= lullMs;
    const written = engine.logBytes() - checkpointAt;
    if (written > log.due || (lull && written > log.worthwhile)) {
      gate.queryAsOwner("checkpoint");
      checkpointAt = engine.logBytes();
    }
    if (!lull) return;
    if (tables.length === 0 && performance.now() - vacuumAt > vacuumEveryMs) {
      vacuumAt = performance.now();
      tables = gate.queryAsOwner(tablesToVacuum).flatMap(([name]) => (name ? [name] : []));
    }
    const table = tables.shift();
    if (table) gate.queryAsOwner(`vacuum (analyze) ${table}`);
  };
  const timer = setInterval(step, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
