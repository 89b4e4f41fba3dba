import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eventually } from "./conformance-target.ts";
import { openEngine } from "./engine.ts";
import { createGate } from "./gate.ts";
import { startMaintenance } from "./maintenance.ts";
import { ensureDataFolder } from "./template.ts";

test("in a lull, tables with dead rows are vacuumed and the log is checkpointed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "adjutant-maintenance-"));
  await ensureDataFolder({ folder: join(folder, "data"), durability: "none" });
  const engine = await openEngine({ folder: join(folder, "data"), durability: "none" });
  const gate = createGate({
    engine,
    password: "unused",
    idleInTransactionMs: 1000,
    onSlow: () => {},
    onBroken: (reason) => {
      throw new Error(reason);
    },
  });
  const one = (sql: string): string | null | undefined => engine.query(sql)[0]?.[0];
  engine.query('create table "Busy" (a int)');
  engine.query('insert into "Busy" select g from generate_series(1, 20000) g');
  engine.query('delete from "Busy" where a > 1000');
  const checkpoint = one("select redo_lsn from pg_control_checkpoint()");
  let slow = 0;
  const stop = startMaintenance({
    engine,
    gate,
    onSlow: () => slow++,
    pace: { every: 50, lull: 10, worthwhileLog: 1000, dueLog: 2 ** 30, vacuumEvery: 100 },
  });
  await eventually(() => one(`select last_vacuum from pg_stat_user_tables where relname = 'Busy'`) !== null);
  await eventually(() => one("select redo_lsn from pg_control_checkpoint()") !== checkpoint);
  stop();
  expect(one(`select reltuples::int from pg_class where relname = 'Busy'`)).toBe("1000");
  expect(slow).toBeGreaterThanOrEqual(2);
  await gate.close();
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});
