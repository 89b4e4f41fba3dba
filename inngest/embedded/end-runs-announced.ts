import type { Aftermath } from "./aftermath.ts";
import { announceEnds } from "./announce-ends.ts";
import type { Query } from "./database.ts";
import { type EndedRun, endRunRows } from "./end-runs.ts";
import type { RunEnd } from "./receipt.ts";
import type { Runner } from "./runner-state.ts";

/** Ends runs and sends the events that tell about it, in the given transaction. @returns those that were live until now */
export async function endRuns(options: {
  runner: Runner;
  query: Query;
  ends: ({ runId: string } & RunEnd)[];
  now: Date;
  aftermath: Aftermath;
}): Promise<EndedRun[]> {
  const ended = await endRunRows(options);
  await announceEnds({ ...options, ended });
  return ended;
}
