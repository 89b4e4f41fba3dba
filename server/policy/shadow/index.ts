export {
  type Agreement,
  agreementOf,
  type DecisionCounts,
  moveBetween,
  type ShadowCounts,
  type StepForward,
  stepForward,
} from "./graduation.ts";
export { matchUp, type OperatorDeed, type ShadowDeed } from "./match.ts";
