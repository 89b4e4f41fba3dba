import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { AppError } from "#server/kernel/errors.ts";

type Migration = { name: string; sql: string; checksum: string };

/** The migrations in a folder, oldest first, with Prisma's checksum (SHA-256 of the file). */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

const tableSql = `create table if not exists _prisma_migrations (
  id varchar(36) primary key, checksum varchar(64) not null, finished_at timestamptz, migration_name varchar(255) not null,
  logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

/**
 * Applies the migrations that a database lacks and records them in Prisma's own table, so that `prisma migrate` and this
 * deployer can take turns. All in one transaction: a failure leaves the database as it was. Two deployers wait for each other.
 * @param options.appUser the user that the product logs in as, where that is not the migrating one
 * @returns the names applied now
 * @throws AppError precondition when an applied migration was edited or had failed; internal when one fails now
 */
export async function migrate(options: { url: string; folder: string; appUser?: string }): Promise<string[]> {
  const client = new pg.Client({ connectionString: options.url });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(7202681)");
    await client.query(tableSql);
    const pending = await pendingMigrations(client, options.folder);
    for (const migration of pending) await applyOne(client, migration);
    if (pending.length && options.appUser) {
      const user = pg.escapeIdentifier(options.appUser);
      await client.query(`grant adjutant_app, adjutant_auth, adjutant_runner to ${user}`);
    }
    await client.query("commit");
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

async function pendingMigrations(client: pg.Client, folder: string): Promise<Migration[]> {
  const rows = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    "select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null",
  );
  const known = new Map(rows.rows.map((row) => [row.migration_name, row]));
  return readMigrations(folder).filter((migration) => {
    const before = known.get(migration.name);
    if (before && !before.finished_at) throw new AppError("precondition", `Migration ${migration.name} failed earlier`);
    if (before && before.checksum !== migration.checksum) {
      throw new AppError("precondition", `Migration ${migration.name} was edited after it was applied`);
    }
    return !before;
  });
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query(migration.sql);
  } catch (cause) {
    throw new AppError("internal", `Migration ${migration.name} failed: ${String(cause)}`, { cause });
  }
  await client.query(
    `insert into _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
     values ($1, $2, now(), $3, 1)`,
    [randomUUID(), migration.checksum, migration.name],
  );
}
