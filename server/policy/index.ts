export { decide } from "./decide.ts";
export { type Decision, startingPolicy } from "./policy.ts";
