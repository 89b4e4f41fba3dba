export { type Approved, approveProposal } from "./approve-proposal.ts";
export { type Compensation, compensateEffect } from "./compensate-effect.ts";
export { editProposal } from "./edit-proposal.ts";
export { executeEffect } from "./execute-effect.ts";
export type { EffectOutcome } from "./outcome.ts";
export { type Proposed, propose } from "./propose.ts";
export { reconcileEffects } from "./reconcile-effects.ts";
export { type Resolved, resolveEscalation } from "./resolve-escalation.ts";
