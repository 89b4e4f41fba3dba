// `npm run memory:rebuild`: makes the index that recall goes by anew from what is remembered, for every workspace, while the
// product runs or not.
import { asAuthenticator } from "#server/db/transaction.ts";
import { rebuildMemory } from "#server/memory/index.ts";
import { reachDatabase } from "./launcher/reach-database.ts";
import { StopError } from "./launcher/stop-error.ts";

try {
  const leave = await reachDatabase();
  try {
    const workspaces = await asAuthenticator((tx) => tx.workspace.findMany({ select: { id: true, name: true } }));
    if (workspaces.length === 0) console.log("There is no workspace yet: nothing to rebuild.");
    for (const { id, name } of workspaces) {
      const items = await rebuildMemory(id);
      console.log(`${name}: ${items.toLocaleString("en-GB")} ${items === 1 ? "memory" : "memories"} indexed`);
    }
  } finally {
    await leave();
  }
} catch (error) {
  if (!(error instanceof StopError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
