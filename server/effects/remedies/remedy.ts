import type { CommandScope } from "#server/commands/define-command.ts";
import type { EscalationOption } from "#server/domains/escalation/index.ts";
import type { DoneEffect } from "../effects-of-run.ts";

/** A credit note that a run issued, and what the event that started the run says it should have been. */
export type CreditFacts = {
  effectId: string;
  number: string;
  amountMinor: number;
  currency: string;
  invoiceId: string;
  invoiceNumber: string;
  /** the credit note still stands: whatever is credited beside it would be too much */
  stands: boolean;
  /** what was asked for, as far as it can be told from the event, and within what can still be credited */
  right: { invoiceId: string; invoiceNumber: string; amountMinor: number } | null;
};

/** Everything that decides what can be done about a review task, read anew whenever its screen is opened. */
export type ReviewFacts = {
  escalation: { id: string; title: string; happened: string };
  run: {
    id: string;
    title: string;
    status: string;
    compensation: string | null;
    tries: number;
    /** the step that failed, and the first that it came to */
    failedStep: string | null;
    firstStep: string | null;
    taint: "outside" | "operator";
  } | null;
  /** what the run did, newest first */
  effects: DoneEffect[];
  /** the effect that the task is about */
  effect: { id: string; proposalId: string; status: string; title: string } | null;
  event: { id: string; status: string } | null;
  contact: { id: string; name: string; email: string | null } | null;
  sender: { company: string; person: string };
  credits: CreditFacts[];
};

/** What the operator chose, with what it needs. */
export type Choice = {
  facts: ReviewFacts;
  /** what stands behind the colon of the option's id */
  about: string;
  note?: string;
};

/** What came of a remedy: a proposal that now waits, or an effect to be carried out once more. */
export type Applied = { proposalId?: string; again?: string };

/** One kind of thing that can be done about a review task. */
export type Remedy = {
  /** the beginning of its options' ids: `run.retry`, or `effect.reverse` of `effect.reverse:<effect's id>` */
  name: string;
  /** the options that hold now; none where its precondition does not. Pure */
  offer: (facts: ReviewFacts) => EscalationOption[];
  /**
   * Does it, in the transaction that closes the review task.
   * @throws AppError conflict when it does not hold any more
   */
  apply: (scope: CommandScope, choice: Choice) => Promise<Applied>;
};

/** Whether everything that a run did can be asked to be taken back. */
export function canCompensate({ run, effects }: ReviewFacts): boolean {
  // what has not failed is taken back as a whole only once somebody asked for that
  const open = run && (run.compensation === "partly" || (run.status === "failed" && run.compensation === null));
  return Boolean(open) && effects.some((effect) => effect.standing === "stands" && effect.reversible);
}
