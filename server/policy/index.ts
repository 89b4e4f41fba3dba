export { decide } from "./decide.ts";
export { type Decision, type PolicyReversal, startingPolicy } from "./policy.ts";
export {
  queuedPatience,
  type RunFacts,
  superviseDeadline,
  superviseRun,
  supervisionPolicyOf,
} from "./supervision.ts";
