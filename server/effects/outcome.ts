import { findAction } from "#server/actions/registry.ts";
import type { ProposalStatus } from "#server/domains/proposal/schema.ts";
import { AppError } from "#server/kernel/errors.ts";
import type { EffectRecord } from "./locked-effect.ts";

/** What came of executing a proposal. Only a failure that a retry may mend is thrown (AppError `unavailable`). */
export type EffectOutcome =
  /** done, now or earlier; the receipt is what the action returned */
  | { status: "succeeded"; effectId: string; receipt: Record<string, unknown> }
  /** certain not to have happened, and no retry will help; a review task is open */
  | { status: "failed"; effectId: string; message: string }
  /** nobody can tell whether it happened; never resent by itself; a review task is open */
  | { status: "unknown"; effectId: string; message: string }
  /** taken back by a compensation */
  | { status: "compensated"; effectId: string }
  /** not now: ask again at `until`, when the operator resumes the workspace, or when the run is resumed */
  | { status: "held"; because: "undo-window" | "paused" | "run-paused"; until: Date | null }
  /** its outside system does not answer: ask again when its circuit closes */
  | { status: "held"; because: "circuit"; target: string; until: Date }
  /** its approval does not stand (any more): undone, replaced by a newer version, rejected, expired, refused */
  | { status: "withdrawn"; proposalStatus: ProposalStatus; message: string };

/** How long a claim is good for unless it is renewed, in milliseconds: what a crash in the middle of a call costs. */
export const leaseMilliseconds = 20_000;

/** Attempts before it becomes a failure, or, where one of them may have happened, unknown. */
export const mostAttempts = 5;

/** What of a receipt its run is told. */
function toldOf({ action: name, receipt }: Pick<EffectRecord, "action" | "receipt">): Record<string, unknown> {
  const whole = (receipt ?? {}) as Record<string, unknown>;
  const action = findAction(name);
  if (action?.where !== "outside") return whole;
  const told: readonly string[] = action.told;
  return Object.fromEntries(Object.entries(whole).filter(([field]) => told.includes(field)));
}

/** An effect's end as an outcome, or null while it is open. */
export function outcomeOf(effect: EffectRecord): EffectOutcome | null {
  const effectId = effect.id;
  const { message } = (effect.error ?? {}) as { message?: string };
  switch (effect.status) {
    case "succeeded":
      return { status: "succeeded", effectId, receipt: toldOf(effect) };
    case "failed":
    case "unknown":
      return { status: effect.status, effectId, message: message ?? "" };
    case "compensated":
      return { status: "compensated", effectId };
    default:
      return null;
  }
}

/** Asks the caller to come back, later after each attempt: 2, 4, 8 … 64 seconds. */
export function retryLater(message: string, attempts: number, cause?: unknown): never {
  throw new AppError("unavailable", message, {
    cause,
    details: { retryAfterSeconds: 2 ** Math.min(6, Math.max(1, attempts)) },
  });
}
