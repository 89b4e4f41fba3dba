import { auditChoices, listAudit, verifyAudit, walkAudit } from "#server/domains/audit/index.ts";
import { fromQuery } from "../procedure.ts";
import { router } from "../trpc.ts";

export const auditRouter = router({
  choices: fromQuery(auditChoices),
  list: fromQuery(listAudit),
  verify: fromQuery(verifyAudit),
  walk: fromQuery(walkAudit),
});
