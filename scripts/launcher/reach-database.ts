import { join } from "node:path";
import { disconnect } from "#server/db/client.ts";
import { connectEmbeddedPostgres } from "#server/db/embedded/embedded-postgres.ts";
import { openDatabase } from "./database.ts";
import { readOptions } from "./options.ts";

/** Reaches the database that the environment names, else the embedded one: as it runs, or started for this. @returns how to leave it */
export async function reachDatabase(): Promise<() => Promise<void>> {
  let stop = async () => {};
  const options = readOptions([]);
  if (!options.environment.DATABASE_URL) {
    const running = await connectEmbeddedPostgres({ dataFolder: join(options.dataFolder, "postgres") });
    const started = (stopIt: () => Promise<void>) => {
      stop = stopIt;
    };
    process.env.DATABASE_URL = running?.url("adjutant") ?? (await openDatabase(options, started)).appUrl;
  }
  return async () => {
    await disconnect();
    await stop();
  };
}
