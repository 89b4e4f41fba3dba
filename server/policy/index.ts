export { decide } from "./decide.ts";
export { type Decision, startingPolicy } from "./policy.ts";
export {
  type RunFacts,
  type RunFinding,
  type SupervisionPolicy,
  superviseRun,
  supervisionPolicyOf,
  supervisionPolicySchema,
} from "./supervision.ts";
