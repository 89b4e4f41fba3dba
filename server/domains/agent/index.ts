export { listAgents } from "./queries.ts";
