export type { Plain } from "../expressions/index.ts";
export type { Facts } from "./frame.ts";
export { type Ending, interpret } from "./interpret.ts";
export type * from "./ports.ts";
