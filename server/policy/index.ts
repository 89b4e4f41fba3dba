export { decide } from "./decide.ts";
export { type Decision, type Policy, startingPolicy } from "./policy.ts";
