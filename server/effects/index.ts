export { actionVersion } from "./action-version.ts";
export { answerProposal } from "./answer-proposal.ts";
export { approveProposal } from "./approve-proposal.ts";
export { circuitKey } from "./circuit/circuit-row.ts";
export { circuitIsClosed, listCircuits, resetCircuit } from "./circuit/manage-circuits.ts";
export { dueCircuits, probeCircuit } from "./circuit/probe-circuit.ts";
export { compensateEffect } from "./compensate-effect.ts";
export {
  beginCompensation,
  compensateRun,
  effectIsUnsettled,
  planCompensation,
  takeBackRun,
} from "./compensate-run.ts";
export { approveBatch, rejectBatch } from "./decide-batch.ts";
export { decideByLink } from "./decide-by-link.ts";
export { editProposal } from "./edit-proposal.ts";
export { examine } from "./examine.ts";
export { executeEffect } from "./execute-effect.ts";
export { finishCompensation } from "./finish-compensation.ts";
export { foreseeInShadow } from "./foresee-in-shadow.ts";
export type { EffectOutcome } from "./outcome.ts";
export { outsideWordsOf } from "./outside-words.ts";
export { proposalsOfReview } from "./proposals-of-review.ts";
export { type Proposed, propose } from "./propose.ts";
export { reconcileEffects } from "./reconcile-effects.ts";
export { getReview, listReviews } from "./remedies/reviews.ts";
export { resolveEscalation } from "./resolve-escalation.ts";
export { noteCompensation } from "./step-compensation.ts";
