import type { z } from "zod";
import type { Transaction } from "#server/db/transaction.ts";
import type { Preview, Risk } from "#server/domains/proposal/schema.ts";
import type { Context } from "#server/kernel/context.ts";
import type { Money } from "#server/kernel/money.ts";

/** A field of the input that the operator may change before approving. `money` values are minor units as text. */
export type EditableField = { name: string; label: string; kind: "line" | "text" | "money" | "date" };

/** What a call of an action gets. */
export type ActionCall<I> = {
  context: Context;
  input: I;
  /** the effect's idempotency key: the same key must never cause a second effect */
  key: string;
  effectId: string;
};

/** A typed thing that can be done to the world: one file each. Only the effect ledger calls `run`. */
export type Action<I = unknown, O = unknown> = {
  /** `<noun>.<verb>`, unique */
  name: string;
  description: string;
  input: z.ZodType<I>;
  /** what `run` returns; kept as the receipt */
  output: z.ZodType<O>;
  risk: Risk;
  /** how it can be taken back: by another action, within a window before it happens, or not at all */
  reversible: { kind: "by"; action: string } | { kind: "window" } | { kind: "no" };
  /**
   * What to do when a call's outcome is unknown: `idempotent` may be resent under the same key, `queryable` is looked up
   * with `find` first, `neither` is never resent: it becomes a review task.
   */
  delivery: "idempotent" | "queryable" | "neither";
  /** kinds of record that this action can be done to (M7) */
  appliesTo: readonly ("contact" | "invoice" | "message" | "task")[];
  editable: readonly EditableField[];
  /** one line in the operator's words: "Send “Re: Website” to Ana Duarte" */
  title: (input: I) => string;
  /** the money at stake, for sorting and caps; null when none */
  stake: (input: I) => Money | null;
  /** exactly what will happen, from the records as they are now */
  preview: (scope: { tx: Transaction; context: Context; input: I }) => Promise<Preview>;
  /** versions of the records that the input was computed against, e.g. `{"invoice:<id>": 3}`; changed versions make it stale */
  targets: (scope: { tx: Transaction; context: Context; input: I }) => Promise<Record<string, number>>;
  /** does it; throws AppError `unavailable` when nothing happened and a retry may help, `OutcomeUnknown` when it cannot be told */
  run: (call: ActionCall<I>) => Promise<O>;
  /** for `queryable`: the earlier outcome under this key, or null */
  find?: (call: Omit<ActionCall<I>, "input">) => Promise<O | null>;
  /** takes an executed effect back; a no-op when the effect is absent */
  compensate?: (call: ActionCall<I> & { receipt: O }) => Promise<void>;
};

/** Thrown by an action whose request may or may not have taken effect. */
export class OutcomeUnknown extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = "OutcomeUnknown";
  }
}

/** Declares an action with its types inferred. */
export function defineAction<I, O>(action: Action<I, O>): Action<I, O> {
  return action;
}
