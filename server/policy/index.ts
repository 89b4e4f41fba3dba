export { decide } from "./decide.ts";
export {
  auditRule,
  barOf,
  type Decision,
  type Grant,
  grantOf,
  type Policy,
  type PolicyFacts,
  type PolicyReversal,
  policyOf,
  policySettingsOf,
  type Recipient,
} from "./policy.ts";
export { percent } from "./rules/rule.ts";
export { simulate } from "./simulate.ts";
export { signsOfSteering } from "./steering.ts";
export {
  queuedPatience,
  type RunFacts,
  superviseDeadline,
  superviseRun,
  supervisionPolicyOf,
} from "./supervision.ts";
