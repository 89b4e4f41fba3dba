import type { z } from "zod";
import type { CommandScope } from "#server/commands/define-command.ts";
import { appendRunEntry } from "#server/domains/run/index.ts";
import type { findingSchema, remedySchema } from "./schema.ts";

/** One decision of the supervisor. `id` is stable per thing decided on, so that it is decided once. */
export type SupervisionFacts = {
  id: string;
  runId?: string;
  subject: string;
  finding: z.output<typeof findingSchema>;
  remedy: z.output<typeof remedySchema>;
  rule: string;
  because: string;
  /** left out while the remedy is still to be carried out */
  outcome?: string;
};

/** The key of a decision's line in its run's log. */
export const supervisedKey = (id: string) => `${id}:run.supervised`;

/**
 * Writes a decision of the supervisor in the caller's transaction, with its audit entry and, where it is about a run, a
 * line in the run's log. Decided already by somebody else: nothing is written.
 * @returns whether it was decided now
 */
export async function noteSupervision(scope: CommandScope, facts: SupervisionFacts): Promise<{ decided: boolean }> {
  const { tx, context } = scope;
  const { id, runId, subject, finding, remedy, rule, because, outcome } = facts;
  const at = context.clock.now();
  const row = { id, subject, finding, remedy, rule, because, at, workspaceId: context.workspaceId };
  const written = await tx.supervision.createMany({
    data: [{ ...row, runId: runId ?? null, outcome: outcome ?? null }],
    skipDuplicates: true,
  });
  if (written.count === 0) return { decided: false };
  if (runId) {
    const data = { supervisionId: id, finding, remedy, rule, because };
    await appendRunEntry(scope, { runId, key: supervisedKey(id), kind: "run.supervised", data });
    scope.changed({ topic: "run", id: runId });
  }
  const [kind = "run", ...name] = subject.split(":");
  await scope.audit({
    subject: { kind, id: name.join(":") },
    reason: because,
    data: { finding, remedy, rule },
    ...(runId ? { runId } : {}),
  });
  scope.changed({ topic: "supervision", id });
  return { decided: true };
}
