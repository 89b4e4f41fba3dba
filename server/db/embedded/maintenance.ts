import type { Engine } from "./engine.ts";
import type { Gate } from "./gate.ts";

/** When maintenance looks, and what it finds worth doing. Times in milliseconds, sizes in bytes. */
export type MaintenancePace = {
  every: number;
  /** a lull that is long enough to begin something that cannot be interrupted */
  lull: number;
  /** log since the last checkpoint that is worth one in a lull */
  worthwhileLog: number;
  /** log that makes a checkpoint due even under load: a restart replays it, and the disk holds it */
  dueLog: number;
  vacuumEvery: number;
};

const usualPace: MaintenancePace = {
  every: 1000,
  lull: 300,
  worthwhileLog: 4 * 2 ** 20,
  dueLog: 48 * 2 ** 20,
  vacuumEvery: 60_000,
};

/** The thresholds of autovacuum, a little larger for small tables: each costs everybody a pause. */
const tablesToVacuum = `select format('%I.%I', schemaname, relname) from pg_catalog.pg_stat_user_tables
  where n_dead_tup > 500 + 0.2 * n_live_tup or n_mod_since_analyze > 500 + 0.1 * n_live_tup
    or n_ins_since_vacuum > 1000 + 0.2 * n_live_tup
  order by n_dead_tup desc limit 20`;

/**
 * What the checkpointer and autovacuum do in a server with processes of its own: here in lulls, one table at a time.
 * @returns a function that stops it
 */
export function startMaintenance(options: {
  engine: Engine;
  gate: Gate;
  /** a checkpoint or vacuum begins, which may take long */
  onSlow(): void;
  pace?: MaintenancePace;
}): () => void {
  const { engine, gate, onSlow, pace = usualPace } = options;
  let checkpointAt = engine.logBytes();
  let vacuumAt = performance.now();
  let tables: string[] = [];

  const attempt = (sql: () => void): void => {
    onSlow();
    try {
      sql();
    } catch (error) {
      process.stderr.write(`embedded postgres: maintenance failed: ${String(error)}\n`);
    }
  };

  const checkpoint = (): void => {
    checkpointAt = engine.logBytes();
    attempt(() => gate.queryAsOwner("checkpoint"));
  };

  const step = (): void => {
    const written = engine.logBytes() - checkpointAt;
    if (written >= pace.dueLog) gate.whenFree(checkpoint);
    if (!gate.isIdle() || performance.now() - gate.workedAt() < pace.lull) return;
    if (written >= pace.worthwhileLog) checkpoint();
    if (tables.length === 0 && performance.now() - vacuumAt >= pace.vacuumEvery) {
      vacuumAt = performance.now();
      tables = gate.queryAsOwner(tablesToVacuum).flatMap(([name]) => (name ? [name] : []));
    }
    const table = tables.shift();
    if (table) attempt(() => gate.vacuum(table));
  };
  const timer = setInterval(step, pace.every);
  timer.unref();
  return () => clearInterval(timer);
}
