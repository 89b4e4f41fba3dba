import { z } from "zod";
import { type Command, type CommandScope, defineCommand } from "#server/commands/define-command.ts";
import { closeEscalation, type EscalationOption } from "#server/domains/escalation/index.ts";
import { escalationSchema } from "#server/domains/escalation/schema.ts";
import type { Context } from "#server/kernel/context.ts";
import { AppError, invalidField } from "#server/kernel/errors.ts";
import { log } from "#server/kernel/log.ts";
import { executeEffect } from "./execute-effect.ts";
import { lockEffect } from "./locked-effect.ts";
import { gatherFacts, isGenerated, readEscalation } from "./remedies/gather-facts.ts";
import { offerRemedies, remedyOf } from "./remedies/registry.ts";
import type { ReviewFacts } from "./remedies/remedy.ts";

const input = z.object({
  escalationId: z.uuid(),
  /** one of its options' ids */
  option: z.string().min(1).max(100),
  note: z.string().trim().max(2000).optional(),
});

/** How a review task was resolved: what was chosen, the proposal that now waits, the one that is carried out once more. */
export type Resolved = { escalationId: string; option: string; proposalId: string | null; again: string | null };

type Row = Awaited<ReturnType<typeof readEscalation>>;
const named = z.record(z.string(), z.string());

/** What can be chosen now, and the remedy that the choice is; an asked question's answer may be none. */
function choiceOf(row: Row, facts: ReviewFacts, option: string) {
  const generated = isGenerated(row.remedies);
  const offered: readonly EscalationOption[] = generated
    ? offerRemedies(facts)
    : escalationSchema.shape.options.parse(row.options);
  if (!offered.some((candidate) => candidate.id === option)) {
    if (!remedyOf(option) || !generated) throw invalidField("option", "is not one of its options");
    throw new AppError(
      "conflict",
      "This cannot be done any more: something has changed. Look at what can be done now.",
    );
  }
  const does = generated ? undefined : named.safeParse(row.remedies).data?.[option];
  return { offered, chosen: remedyOf(does ?? option) };
}

/** Everything that a remedy may change is locked before the review task, in the ledger's order. */
async function lockSubject({ tx }: CommandScope, row: Row): Promise<void> {
  const effect = row.effectId ? await tx.effect.findUnique({ where: { id: row.effectId } }) : null;
  if (effect) await lockEffect(tx, effect.proposalId);
  if (row.runId) await tx.$queryRaw`select 1 from run where id = ${row.runId}::uuid for update`;
}

const decideEscalation = defineCommand({
  name: "escalation.resolve",
  input,
  access: ["operator"],
  run: async (scope, { escalationId, option, note }): Promise<Resolved> => {
    const row = await readEscalation(scope.tx, escalationId);
    await lockSubject(scope, row);
    await scope.tx.$queryRaw`select 1 from escalation where id = ${escalationId}::uuid for update`;
    const locked = await readEscalation(scope.tx, escalationId);
    if (locked.status !== "open") {
      throw new AppError("conflict", "It has already been resolved, here or on another device");
    }
    const facts = await gatherFacts(scope, locked);
    const { offered, chosen } = choiceOf(locked, facts, option);
    await closeEscalation(scope, { escalationId, option, offered, ...(note ? { note } : {}) });
    const applied = await chosen?.remedy.apply(scope, { facts, about: chosen.about, ...(note ? { note } : {}) });
    return { escalationId, option, proposalId: applied?.proposalId ?? null, again: applied?.again ?? null };
  },
});

async function carryOutAgain(context: Context, proposalId: string): Promise<void> {
  try {
    await executeEffect({ context, proposalId });
  } catch (error) {
    // it stays intended: the run that waits for it or the next reconciliation carries it out
    log.info({ error, proposalId }, "an effect could not be repeated at once");
  }
}

/**
 * The operator resolves a review task with one of the options that hold now, which is done in the same transaction: the
 * task cannot be closed without it, nor it done twice. Every resolution is also sent as `escalation.resolved`.
 * @throws AppError not_found | invalid | conflict (resolved elsewhere, or the option does not hold any more)
 */
export const resolveEscalation: Command<typeof input, Resolved> = {
  ...decideEscalation,
  execute: async (context, raw) => {
    const resolved = await decideEscalation.execute(context, raw);
    if (resolved.again) await carryOutAgain(context, resolved.again);
    return resolved;
  },
};
