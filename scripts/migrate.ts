// `npm run migrate`: brings the schema of the database that DATABASE_URL names up to date, through DIRECT_URL where that is
// set. `npm start` does it by itself; a platform that only builds and serves runs this before it serves.
import { openDatabase } from "./launcher/database.ts";
import { readOptions } from "./launcher/options.ts";
import { StopError } from "./launcher/stop-error.ts";

try {
  const options = readOptions(process.argv.slice(2));
  if (!options.environment.DATABASE_URL)
    throw new StopError("DATABASE_URL is not set: there is nothing to migrate.", 2);
  await openDatabase(options, () => undefined);
  console.log("The schema is up to date.");
} catch (error) {
  if (!(error instanceof StopError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
