export { handleAuditExport as GET } from "#server/api/audit-export.ts";
