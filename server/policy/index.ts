export { decide } from "./decide.ts";
export { type Decision, type PolicyReversal, startingPolicy } from "./policy.ts";
export { type RunFacts, type RunFinding, superviseRun, supervisionPolicyOf } from "./supervision.ts";
