export { getOutcome } from "./queries.ts";
