// Starts the product in stages and keeps it running until it is told to stop. Called by scripts/start.mjs.
import { readOptions } from "./launcher/options.ts";
import { StopError } from "./launcher/stop-error.ts";
import { stopRequested } from "./launcher/stop-requested.ts";

/** How to stop what has been started, in the order of its start. */
const started: (() => Promise<void>)[] = [];
const asked = stopRequested();

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  // only now: what is loaded here reads variables that have just been checked
  const { startProduct } = await import("./launcher/start-product.ts");
  const product = await Promise.race([startProduct(options, (stop) => started.push(stop)), asked]);
  if (product === "stop") return;
  console.log(`Adjutant is ready. Sign in once with ${product.link}`);
  const end = await Promise.race([product.failed, asked]);
  if (end !== "stop") throw new StopError(end);
  console.log("Stopping …");
}

try {
  await run();
} catch (error) {
  const known = error instanceof StopError;
  console.error(known ? error.message : error);
  process.exitCode = known ? error.exitCode : 1;
}
for (const stop of started.reverse()) await stop();
process.exit();
