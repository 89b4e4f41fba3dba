import type { z } from "zod";
import type { CommandScope } from "#server/commands/define-command.ts";
import type { Transaction } from "#server/db/transaction.ts";
import type { Preview, Risk } from "#server/domains/proposal/schema.ts";
import type { Context } from "#server/kernel/context.ts";
import type { Money } from "#server/kernel/money.ts";

/** A field of the input that the operator may change before approving. `money` values are minor units as text. */
type EditableField = { name: string; label: string; kind: "line" | "text" | "money" | "date" };

/** What a call of an action gets. */
export type ActionCall<I> = {
  context: Context;
  input: I;
  /** the effect's idempotency key: the same key must never cause a second effect */
  key: string;
  effectId: string;
};

/** What every action declares, wherever it happens. */
type ActionFacts<I, O> = {
  /** `<noun>.<verb>`, unique */
  name: string;
  description: string;
  /** strict: a field that it does not name is refused */
  input: z.ZodType<I>;
  /** what it returns; kept as the receipt, JSON only */
  output: z.ZodType<O>;
  risk: Risk;
  /** how it can be taken back: by another action, within the undo window before it happens, or not at all */
  reversible: { kind: "by"; action: string } | { kind: "window" } | { kind: "no" };
  /**
   * What to do when a call's outcome is unknown: `idempotent` may be resent under the same key, `queryable` is looked up
   * with `find` first, `neither` is never resent: it becomes a review task.
   */
  delivery: "idempotent" | "queryable" | "neither";
  /** kinds of record that this action can be done to (M7) */
  appliesTo: readonly ("contact" | "invoice" | "message" | "task")[];
  /** fields of the input's top level that the operator may change */
  editable: readonly EditableField[];
  /** one line in the operator's words: "Send “Re: Website” to Ana Duarte" */
  title: (input: I) => string;
  /** the money at stake, for sorting and caps; null when none */
  stake: (input: I) => Money | null;
  /** the mail addresses outside the company that it reaches; every external action says so, others reach nobody */
  recipients?: (input: I) => readonly string[];
  /** exactly what will happen, from the records as they are now; throws AppError `precondition` when it cannot be done */
  preview: (scope: { tx: Transaction; context: Context; input: I }) => Promise<Preview>;
  /** versions of the records that the input was computed against, e.g. `{"invoice:<id>": 3}`; changed versions make it stale */
  targets: (scope: { tx: Transaction; context: Context; input: I }) => Promise<Record<string, number>>;
  /** for reversible `by`: the input of the reversing action, which is proposed like any other */
  reverse?: (done: { input: I; receipt: O }) => unknown;
  /** for a dry run: the receipt as far as it can be told before it happens; what is only known then is left open */
  foresee?: (input: I) => O;
};

/** How an outside call ended, for the records that show it. */
type ActionEnding<O> =
  | { status: "succeeded"; receipt: O }
  /** the operator says that it arrived */
  | { status: "confirmed" }
  | { status: "failed" | "unknown"; message: string }
  /** it will be tried again */
  | { status: "again"; message: string };

/** An action on an outside system: called between the intent's transaction and the receipt's. */
export type OutsideAction<I, O> = ActionFacts<I, O> & {
  where: "outside";
  /** the outside system that it calls, e.g. "mail": while that does not answer, its circuit breaker holds the calls */
  system: string;
  /**
   * What of its receipt the run is told: fields that our own code makes or that can only be one of a few words. The rest is
   * kept for the operator to read; what another system writes never steers a run.
   */
  told: readonly (keyof O & string)[];
  /** in the intent's transaction: writes down exactly what will be sent; repeating it changes nothing */
  prepare?: (scope: CommandScope, call: ActionCall<I>) => Promise<void>;
  /**
   * Does it. Throws AppError `unavailable` when the system did not answer and nothing happened, `limit` when it answered
   * that it takes this one later, any other AppError when nothing happened and no retry helps, `OutcomeUnknown` when it
   * cannot be told.
   */
  run: (call: ActionCall<I>) => Promise<O>;
  /** the earlier outcome under this key, or null; `queryable` must have it, `neither` may where our own records can tell */
  find?: (call: ActionCall<I>) => Promise<O | null>;
  /** in the receipt's transaction: brings our records in line with how it ended */
  settle?: (scope: CommandScope, call: ActionCall<I>, ending: ActionEnding<O>) => Promise<void>;
};

/** An action on Adjutant's own records: the write and its receipt commit in one transaction, so they cannot part. */
export type OwnAction<I, O> = ActionFacts<I, O> & {
  where: "own";
  delivery: "idempotent";
  /** does it, at most once per effect id; throws AppError when it cannot be done */
  commit: (scope: CommandScope, call: ActionCall<I>) => Promise<O>;
};

/** A typed thing that can be done to the world: one file each. Only the effect ledger calls it. */
export type Action<I = unknown, O = unknown> = OutsideAction<I, O> | OwnAction<I, O>;

/** Thrown by an action whose request may or may not have taken effect. */
export class OutcomeUnknown extends Error {
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.name = "OutcomeUnknown";
  }
}

/** Declares an action on an outside system, with its types inferred. */
export function defineOutsideAction<I, O>(action: Omit<OutsideAction<I, O>, "where">): OutsideAction<I, O> {
  return { ...action, where: "outside" };
}

/** Declares an action on Adjutant's own records, with its types inferred. */
export function defineOwnAction<I, O>(action: Omit<OwnAction<I, O>, "where" | "delivery">): OwnAction<I, O> {
  return { ...action, where: "own", delivery: "idempotent" };
}
