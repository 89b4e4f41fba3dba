import { databaseOnServer, type TestDatabase } from "./database-for-tests.ts";
import { generateClient } from "./generate-client.ts";

/** Gives a test run one migrated database: on the server that TEST_DATABASE_URL names, else an embedded one. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  generateClient();
  const server = process.env.TEST_DATABASE_URL;
  const database: TestDatabase | undefined = server ? await databaseOnServer(server) : undefined;
  if (!database) return undefined;
  process.env.DATABASE_URL = database.appUrl;
  process.env.DIRECT_URL = database.directUrl;
  process.env.ADJUTANT_TEST_ENGINE = server ? "server" : "embedded";
  return database.remove;
}
