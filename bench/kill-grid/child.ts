// A process that does the product's background work and plays the operator, and gives itself a signal (SIGKILL, or SIGSTOP to
// become a zombie) at the n-th database statement: before it is sent, or with its answer not read.
import { appendFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { startBackground } from "#inngest/start-background.ts";
import { listProposals } from "#server/domains/proposal/index.ts";
import { approveProposal } from "#server/effects/index.ts";
import type { Context } from "#server/kernel/context.ts";

const {
  KILL_AT = "0",
  KILL_SIDE = "before",
  KILL_SIGNAL = "SIGKILL",
  NOTES = "",
  OPERATOR = "",
  WORKSPACE = "",
} = process.env;
const position = Number(KILL_AT);
let sent = 0;
let armed = false;

function die(statement: unknown): void {
  const text = typeof statement === "string" ? statement : String((statement as { text?: string })?.text ?? "");
  appendFileSync(NOTES, text.slice(0, 500));
  process.kill(process.pid, KILL_SIGNAL);
}

const plain = pg.Client.prototype.query as (...parameters: unknown[]) => unknown;
pg.Client.prototype.query = function counted(this: pg.Client, ...parameters: unknown[]) {
  if (armed) sent += 1;
  const mine = armed && sent === position;
  if (mine && KILL_SIDE === "before") die(parameters[0]);
  const result = plain.apply(this, parameters);
  if (mine && KILL_SIDE !== "before") setImmediate(() => die(parameters[0]));
  return result;
} as typeof pg.Client.prototype.query;

// a zombie may hold the embedded database until it is cut off
while (!(await startBackground().catch(() => undefined))) await delay(200);
const context: Context = {
  workspaceId: WORKSPACE,
  clock: { now: () => new Date() },
  actor: { kind: "operator", id: OPERATOR, name: "Ana Duarte", sessionId: OPERATOR },
};

async function decide(): Promise<void> {
  const { proposals } = await listProposals.execute(context, { status: "pending" });
  for (const { id: proposalId, inputHash } of proposals) {
    await approveProposal.execute(context, { proposalId, inputHash });
  }
}

process.on("message", (word) => {
  if (word === "arm") armed = true;
  if (word === "count") process.send?.({ sent });
});
process.send?.("ready");
for (;;) {
  // what is stale or decided meanwhile is looked at again in the next round
  await decide().catch(() => undefined);
  await delay(25);
}
