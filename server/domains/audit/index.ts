export { checkExport } from "./check-export.ts";
export { auditChoices } from "./choices.ts";
export { exportAudit } from "./export-audit.ts";
export { listAudit } from "./queries.ts";
export { verifyAudit } from "./verify.ts";
export { walkAudit } from "./walk.ts";
