import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseOnServer, embeddedDatabase } from "./database-for-tests.ts";
import { generateClient } from "./generate-client.ts";

/**
 * Gives a test run one migrated database, on the server that TEST_DATABASE_URL names, else an embedded one, and a data
 * folder of its own.
 */
export default async function setup(): Promise<() => Promise<void>> {
  generateClient();
  const server = process.env.TEST_DATABASE_URL;
  const database = server ? await databaseOnServer(server) : await embeddedDatabase();
  process.env.DATABASE_URL = database.appUrl;
  process.env.DIRECT_URL = database.directUrl;
  const dataFolder = mkdtempSync(join(tmpdir(), "adjutant-test-data-"));
  process.env.ADJUTANT_DATA = dataFolder;
  return async () => {
    await database.remove();
    rmSync(dataFolder, { recursive: true, force: true });
  };
}
