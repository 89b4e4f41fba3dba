import { join } from "node:path";
import { startEmbeddedPostgres } from "#server/db/embedded/embedded-postgres.ts";
import { AppError } from "#server/kernel/errors.ts";
import { applyMigrations } from "./migrations.ts";
import type { LaunchOptions } from "./options.ts";
import { patiently } from "./patiently.ts";
import { StopError } from "./stop-error.ts";

/** A migrated database: one login for the product, one for migrations. */
export type OpenDatabase = { appUrl: string; directUrl: string };

const dataFolderTaken = 4;
const patienceSeconds = 5;

const isTaken = (error: unknown) => error instanceof AppError && error.code === "conflict";

async function openServer(appUrl: string, directUrl: string): Promise<OpenDatabase> {
  try {
    await applyMigrations({ appUrl, directUrl });
  } catch (error) {
    if (error instanceof AppError) throw new StopError(error.message);
    const reason = error instanceof Error ? error.message || error.name : error;
    throw new StopError(`The database cannot be used (DATABASE_URL, DIRECT_URL): ${reason}`);
  }
  return { appUrl, directUrl };
}

async function openEmbedded(dataFolder: string, onStarted: (stop: () => Promise<void>) => void): Promise<OpenDatabase> {
  const folder = join(dataFolder, "postgres");
  try {
    const database = await patiently(patienceSeconds, isTaken, () => startEmbeddedPostgres({ dataFolder: folder }));
    onStarted(database.stop);
    const urls = { appUrl: database.url("adjutant"), directUrl: database.url() };
    await applyMigrations({ ...urls, stampFile: join(folder, "migrations-applied") });
    return urls;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (!isTaken(error)) throw new StopError(error.message);
    throw new StopError(`${error.message} Or choose another folder with ADJUTANT_DATA.`, dataFolderTaken);
  }
}

/**
 * Starts the embedded database, or reaches the one that DATABASE_URL names, and brings its schema up to date.
 * @throws StopError with what the operator can do
 */
export function openDatabase(
  options: LaunchOptions,
  onStarted: (stop: () => Promise<void>) => void,
): Promise<OpenDatabase> {
  const { DATABASE_URL, DIRECT_URL } = options.environment;
  if (DATABASE_URL) return openServer(DATABASE_URL, DIRECT_URL ?? DATABASE_URL);
  return openEmbedded(options.dataFolder, onStarted);
}
