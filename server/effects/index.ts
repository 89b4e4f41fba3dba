export { approveProposal } from "./approve-proposal.ts";
export { circuitIsClosed, listCircuits, resetCircuit } from "./circuit/manage-circuits.ts";
export { dueCircuits, probeCircuit } from "./circuit/probe-circuit.ts";
export { editProposal } from "./edit-proposal.ts";
export { executeEffect } from "./execute-effect.ts";
export type { EffectOutcome } from "./outcome.ts";
export { type Proposed, propose } from "./propose.ts";
export { reconcileEffects } from "./reconcile-effects.ts";
export { resolveEscalation } from "./resolve-escalation.ts";
