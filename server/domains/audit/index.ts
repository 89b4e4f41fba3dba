export { listAudit } from "./queries.ts";
