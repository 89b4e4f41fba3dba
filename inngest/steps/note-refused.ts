import { noteRun } from "#server/domains/run/index.ts";
import { noteRefusal, type Refusal } from "#server/memory/index.ts";
import type { RunScope } from "./run-scope.ts";

/**
 * Writes down what a boundary of memory refused in a run: in the audit trail and on the run's timeline, once per reason.
 * @returns the refusal in words
 */
export async function noteRefused(
  { context, runId }: Pick<RunScope, "context" | "runId">,
  step: string,
  refusal: Refusal,
): Promise<string> {
  const { reason, words } = await noteRefusal.execute(context, { runId, refusal });
  const entry = { runId, key: `memory.refused:${reason}`, kind: "memory.refused" as const, step };
  await noteRun.execute(context, { entries: [{ ...entry, data: { ...refusal, words } }] });
  return words;
}
