// `npm run verify-audit`: recomputes every hash of the audit trail. Exits with 1 and names the first broken entry when it
// is not intact.
//   npm run verify-audit                            every workspace
//   npm run verify-audit -- --workspace <id>        one
//   npm run verify-audit -- --file export.jsonl     an exported file, without any database
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { verifyAuditChain } from "#server/commands/verify-audit-chain.ts";
import { asAuthenticator } from "#server/db/transaction.ts";
import { checkExport } from "#server/domains/audit/index.ts";
import { reachDatabase } from "./launcher/reach-database.ts";
import { StopError } from "./launcher/stop-error.ts";

const { values } = parseArgs({ options: { workspace: { type: "string" }, file: { type: "string" } } });
const counted = (entries: number) => `${entries.toLocaleString("en-GB")} ${entries === 1 ? "entry" : "entries"}`;

async function checkFile(file: string): Promise<void> {
  const verdict = await checkExport(createInterface({ input: createReadStream(file), crlfDelay: Infinity }));
  if (!verdict.intact) {
    const entry = verdict.sequence === null ? "" : ` (entry ${verdict.sequence})`;
    console.error(`NOT intact: line ${verdict.line}${entry}: ${verdict.problem}`);
    process.exitCode = 1;
    return;
  }
  const { entries, first, last, gaps, lastHash } = verdict;
  const left = gaps === 0 ? "nothing left out" : `others left out in ${gaps} ${gaps === 1 ? "place" : "places"}`;
  console.log(`intact, ${counted(entries)} from ${first} to ${last}, ${left}; the last hash is ${lastHash || "none"}`);
}

async function checkWorkspaces(only: string | undefined): Promise<void> {
  const all = await asAuthenticator((tx) => tx.workspace.findMany({ select: { id: true, name: true } }));
  const wanted = all.filter(({ id }) => only === undefined || id === only);
  if (only !== undefined && wanted.length === 0) throw new StopError(`There is no workspace ${only}.`, 2);
  if (all.length === 0) console.log("There is no workspace yet: nothing to verify.");
  for (const { id, name } of wanted) {
    const verdict = await verifyAuditChain({ workspaceId: id });
    if (verdict.intact) console.log(`${name}: intact, ${counted(verdict.entries)}`);
    else {
      console.error(`${name}: NOT intact: entry ${verdict.sequence}: ${verdict.problem}`);
      process.exitCode = 1;
    }
  }
}

try {
  if (values.file !== undefined) await checkFile(values.file);
  else {
    const leave = await reachDatabase();
    await checkWorkspaces(values.workspace).finally(leave);
  }
} catch (error) {
  if (!(error instanceof StopError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
