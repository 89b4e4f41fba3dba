// `npm run build`: writes the database client and the web part. `npm start` does it by itself when it is stale.
import { generateClient } from "./generate-client.ts";
import { build } from "./launcher/build.ts";
import { StopError } from "./launcher/stop-error.ts";

try {
  generateClient();
  await build();
  console.log("Built.");
} catch (error) {
  if (!(error instanceof StopError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
