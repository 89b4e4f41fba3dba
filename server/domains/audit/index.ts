export { auditChoices } from "./choices.ts";
export { listAudit } from "./queries.ts";
