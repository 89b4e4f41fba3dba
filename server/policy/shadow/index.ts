export {
  agreementOf,
  type DecisionCounts,
  moveBetween,
  stepForward,
} from "./graduation.ts";
export { matchUp, type OperatorDeed, type ShadowDeed } from "./match.ts";
