import { randomBytes } from "node:crypto";
import pg from "pg";
import { startEphemeralPostgres } from "#server/db/embedded/embedded-postgres.ts";
import { migrate } from "#server/db/migrate.ts";

/** Where a test run finds its migrated database, and how to take it away. */
export type TestDatabase = { appUrl: string; directUrl: string; remove: () => Promise<void> };

const folder = "prisma/migrations";
// roles belong to the whole server: test runs that start together must not make them at the same time
const lockKey = 7202682;

function withPath(url: string, change: (target: URL) => void): string {
  const target = new URL(url);
  change(target);
  return target.toString();
}

/**
 * A fresh, migrated database on an existing server, and a login that is a plain member of the product's three roles,
 * so that row-level security applies to it as in production.
 * @param serverUrl a login that may make databases and roles
 */
export async function databaseOnServer(serverUrl: string): Promise<TestDatabase> {
  const name = `adjutant_test_${randomBytes(6).toString("hex")}`;
  const password = randomBytes(18).toString("hex");
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  const directUrl = withPath(serverUrl, (target) => {
    target.pathname = `/${name}`;
  });
  await admin.query("select pg_advisory_lock($1)", [lockKey]);
  try {
    await admin.query(`create database ${name}`);
    await admin.query(`create role ${name} login password '${password}' nosuperuser nobypassrls noinherit`);
    await migrate({ url: directUrl, folder, appUser: name });
  } finally {
    await admin.query("select pg_advisory_unlock($1)", [lockKey]);
  }
  const appUrl = withPath(directUrl, (target) => {
    target.username = name;
    target.password = password;
  });
  const remove = async () => {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.query(`drop role if exists ${name}`);
    await admin.end();
  };
  return { appUrl, directUrl, remove };
}

/** An embedded database in a temporary folder: for a crash of the machine it keeps nothing, else it is the product's own. */
export async function embeddedDatabase(): Promise<TestDatabase> {
  const database = await startEphemeralPostgres();
  const urls = { appUrl: database.url("adjutant"), directUrl: database.url() };
  await migrate({ url: urls.directUrl, folder, appUser: "adjutant" });
  return { ...urls, remove: database.stop };
}
